import Glibc
import Synchronization

/// Stands between a client and a server on loopback and spoils the bytes that pass, on purpose.
final class FaultyProxy: Sendable {
  enum Mode: Sendable {
    case pass
    /// One byte at a time to the client.
    case drip
    /// Nothing passes any more, and nobody is told.
    case stall
    /// So many bytes from the server, then the connections are cut.
    case cut(after: Int)
  }

  private struct State {
    var mode = Mode.pass
    var fromServer = 0
    var sockets: [Int32] = []
    var isOver = false
    var hasServed = false
  }

  private let state = Mutex(State())
  private let listener: Int32
  private let target: Int
  let port: Int

  init?(to target: Int) {
    self.target = target
    guard let (socket, port) = Self.listen() else { return nil }
    (listener, self.port) = (socket, port)
    start { proxy in proxy.accept() }
  }

  var mode: Mode {
    get { state.withLock { $0.mode } }
    set {
      state.withLock { state in
        state.mode = newValue
        state.fromServer = 0
      }
    }
  }

  /// Whether anybody was let through.
  var hasServed: Bool { state.withLock { $0.hasServed } }

  /// Cuts the connections there are; new ones can be made.
  func cutAll() {
    let sockets = state.withLock { state in
      defer { state.sockets = [] }
      return state.sockets
    }
    for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
  }

  func stop() {
    // Only once: by the second time the number may be somebody else's.
    let wasOver = state.withLock { state in
      defer { state.isOver = true }
      return state.isOver
    }
    if wasOver { return }
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    cutAll()
  }

  /// Returns a socket that listens on a free port of the loopback address.
  static func listen(backlog: Int32 = 16) -> (socket: Int32, port: Int)? {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = loopback(0)
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isNamed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(listener, $0, &size) == 0
      }
    }
    guard isBound, isNamed, Glibc.listen(listener, backlog) == 0 else { return nil }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// Takes a place in the queue of a listener, and does nothing with it.
  static func beginConnecting(to port: Int) -> Int32 {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    var address = loopback(port)
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return client
  }

  private static func loopback(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private func accept() {
    while true {
      let client = Glibc.accept(listener, nil, nil)
      if client < 0 || state.withLock({ $0.isOver }) { return }
      let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = Self.loopback(target)
      let isConnected = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
      guard isConnected else {
        close(client)
        close(server)
        continue
      }
      state.withLock { state in
        state.sockets += [client, server]
        state.hasServed = true
      }
      start { $0.pump(from: client, to: server, isFromServer: false) }
      start { $0.pump(from: server, to: client, isFromServer: true) }
    }
  }

  private func pump(from source: Int32, to sink: Int32, isFromServer: Bool) {
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = read(source, &bytes, bytes.count)
      if count <= 0 { break }
      let (mode, allowed) = state.withLock { state in
        if isFromServer { state.fromServer += count }
        guard case .cut(let limit) = state.mode, isFromServer, state.fromServer > limit else {
          return (state.mode, count)
        }
        return (state.mode, max(0, count - (state.fromServer - limit)))
      }
      switch mode {
      case .stall: continue
      case .drip where isFromServer:
        for index in 0..<count where send(sink, &bytes[index], 1, Int32(MSG_NOSIGNAL)) < 0 {
          return
        }
      default:
        _ = send(sink, bytes, allowed, Int32(MSG_NOSIGNAL))
      }
      if allowed < count { break }
    }
    shutdown(source, Int32(SHUT_RDWR))
    shutdown(sink, Int32(SHUT_RDWR))
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private func start(_ body: @escaping @Sendable (FaultyProxy) -> Void) {
    let work = Unmanaged.passRetained(Work { [self] in body(self) })
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    pthread_detach(thread)
  }
}
