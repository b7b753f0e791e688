import Diagnostics
import Glibc
import JSON
import JujuClient
import JujuWire
import Synchronization

/// A controller in the hand of a test: it sees each request and decides what comes back, in which
/// order, on which connection, or that the line goes dead.
final class ScriptedTransport: JujuTransport {
  /// What happens after a request.
  enum Reaction: Sendable {
    /// Frames come in this order; `$ID` in them is the request's number.
    case reply([String])
    /// Nothing comes, ever.
    case silence
    /// The connection ends before an answer.
    case cut
  }

  /// A request as the controller sees it; `connection` counts from 1.
  struct Request: Sendable {
    let connection: Int
    let target: JujuTarget
    let path: String
    let id: UInt64
    let call: String
    let parameters: String
  }

  private struct State {
    var requests: [Request] = []
    var connections = 0
    /// Connections on which nothing can be sent any more.
    var deadConnections: Set<Int> = []
    var closedConnections: Set<Int> = []
  }

  static let facades = """
    {"name":"ApplicationOffers","versions":[4,5]},{"name":"ModelManager","versions":[9,10]},\
    {"name":"Controller","versions":[11,12]},{"name":"Application","versions":[15,19]},\
    {"name":"Pinger","versions":[1]},{"name":"Client","versions":[6]},\
    {"name":"ModelConfig","versions":[3]}
    """
  static let login =
    #"{"request-id":$ID,"response":{"facades":["# + facades
    + #"],"server-version":"3.6.8","user-info":{"identity":"user-admin","controller-access":"superuser"}}}"#

  private let state = Mutex(State())
  private let react: @Sendable (Request) -> Reaction

  /// `react` decides what follows on each request; the login is answered when it returns nil.
  init(_ react: @escaping @Sendable (Request) -> Reaction?) {
    self.react = { request in
      if let reaction = react(request) { return reaction }
      return .reply(request.call == "Admin.Login" ? [Self.login] : [])
    }
  }

  var requests: [Request] { state.withLock { $0.requests } }

  /// The calls without logins, in order.
  var calls: [String] { requests.map(\.call).filter { $0 != "Admin.Login" } }

  /// The connections that the client closed.
  var closedConnections: Set<Int> { state.withLock { $0.closedConnections } }

  /// Makes sending on a connection fail from now on.
  func kill(_ connection: Int) { state.withLock { _ = $0.deadConnections.insert(connection) } }

  func connect(
    target: JujuTarget, path: String, limit: WaitLimit
  ) throws(Diagnostic) -> any JujuLink {
    let number = state.withLock { state in
      state.connections += 1
      return state.connections
    }
    return Link(transport: self, number: number, target: target, path: path)
  }

  private final class Link: JujuLink {
    private struct Inbox {
      var frames: [[UInt8]] = []
      var isCut = false
    }

    let transport: ScriptedTransport
    let number: Int
    let target: JujuTarget
    let path: String
    private let inbox = Mutex(Inbox())

    init(transport: ScriptedTransport, number: Int, target: JujuTarget, path: String) {
      self.transport = transport
      self.number = number
      self.target = target
      self.path = path
    }

    func send(_ frame: [UInt8]) throws(Diagnostic) {
      if transport.state.withLock({ $0.deadConnections.contains(number) }) {
        throw Diagnostic(JujuDiagnostic.connectionLost, "the connection was cut")
      }
      guard let request = request(frame) else { return }
      transport.state.withLock { $0.requests.append(request) }
      switch transport.react(request) {
      case .reply(let texts):
        let frames = texts.map { text in
          Array(
            text.split(separator: "$ID", omittingEmptySubsequences: false)
              .joined(separator: "\(request.id)").utf8)
        }
        inbox.withLock { $0.frames += frames }
      case .silence: break
      case .cut: inbox.withLock { $0.isCut = true }
      }
    }

    private func request(_ frame: [UInt8]) -> Request? {
      guard let frame = try? WireJSON.decode(RequestFrame<RawJSON>.self, from: frame) else {
        return nil
      }
      return Request(
        connection: number, target: target, path: path, id: frame.requestID,
        call: "\(frame.facade).\(frame.method)", parameters: frame.parameters?.description ?? "")
    }

    func receive(_ limit: WaitLimit) throws(Diagnostic) -> [UInt8]? {
      while true {
        let (frame, isCut) = inbox.withLock { inbox in
          (inbox.frames.isEmpty ? nil : inbox.frames.removeFirst(), inbox.isCut)
        }
        if let frame { return frame }
        if isCut { throw Diagnostic(JujuDiagnostic.connectionLost, "the connection was cut") }
        if limit.isReached { return nil }
        usleep(1000)
      }
    }

    func close() {
      inbox.withLock { $0.isCut = true }
      transport.state.withLock { _ = $0.closedConnections.insert(number) }
    }
  }
}
