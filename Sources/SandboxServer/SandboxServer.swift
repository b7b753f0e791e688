// The sandbox with ports: the same handlers as in process, behind WebSockets over TLS for Juju's
// clients and plain HTTP for the others. Loopback only: what stands in a sandbox is nobody's secret,
// and nobody else's business either.

package import Diagnostics
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
package import Sandbox
import Synchronization

/// The open ports of a sandbox.
package final class SandboxServer: Sendable {
  package static let portTaken = DiagnosticID(
    "sandbox.port", .failure,
    """
    A port could not be opened on 127.0.0.1, most often because another program has it; each \
    controller takes one, from the first on. '0' as port takes any that is free.
    """)

  /// How to serve.
  package struct Settings: Sendable {
    /// The port of the current controller, the others behind it; 0 for any that are free, nil for
    /// those in the sandbox's file.
    package var jujuPort: Int?
    /// 0 for any that is free.
    package var waldurPort: Int
    /// How long every answer is kept back.
    package var latency: Duration
    /// The share of requests, 0 to 1, that fail on purpose and are not carried out; logins do not.
    package var failureRate: Double
    package var authority: Authority
    package var validity: Authority.Validity

    package init(
      authority: Authority, jujuPort: Int? = 0, waldurPort: Int = 0,
      latency: Duration = .zero, failureRate: Double = 0, validity: Authority.Validity = .init()
    ) {
      self.authority = authority
      self.jujuPort = jujuPort
      self.waldurPort = waldurPort
      self.latency = latency
      self.failureRate = failureRate
      self.validity = validity
    }
  }

  package let places: ServedPlaces
  package let waldurPort: Int
  private let sandbox: Sandbox
  private let listeners: [any Channel]
  private let visitors: Visitors
  private let notices: RepeatedTask

  /// How often it is looked whether another process changed the file.
  private static let noticeInterval = TimeAmount.milliseconds(250)

  private init(
    sandbox: Sandbox, places: ServedPlaces, waldurPort: Int, listeners: [any Channel],
    visitors: Visitors
  ) {
    self.sandbox = sandbox
    self.places = places
    self.waldurPort = waldurPort
    self.listeners = listeners
    self.visitors = visitors
    notices = MultiThreadedEventLoopGroup.singleton.next().scheduleRepeatedTask(
      initialDelay: Self.noticeInterval, delay: Self.noticeInterval
    ) { _ in sandbox.noticeOthers() }
  }

  /// Opens the ports; the sandbox then gives them as its addresses.
  ///
  /// Throws `sandbox.port` when one cannot be had.
  package static func start(
    _ sandbox: Sandbox, _ settings: Settings
  ) throws(Diagnostic) -> SandboxServer {
    let visitors = Visitors()
    let failures = DeliberateFailures(rate: settings.failureRate)
    let conditions = Conditions(
      latency: TimeAmount.nanoseconds(Int64(settings.latency / .nanoseconds(1))),
      failures: failures)
    let client = try sandbox.localClient()
    let context = try settings.authority.serverContext(settings.validity)
    var listeners: [any Channel] = []
    do throws(Diagnostic) {
      let controllers =
        client.controllers.filter { $0.name == client.currentController }
        + client.controllers.filter { $0.name != client.currentController }
      if let first = settings.jujuPort, first > 0, first + controllers.count - 1 > 65535 {
        throw Diagnostic(
          portTaken, "\(controllers.count) controllers have no room from port \(first) on",
          hint: "ports go to 65535: \(65536 - controllers.count) is the highest for so many")
      }
      var ports: [String: Int] = [:]
      for (index, controller) in controllers.enumerated() {
        let port =
          settings.jujuPort.map { $0 == 0 ? 0 : $0 + index }
          ?? controller.apiEndpoints.first.flatMap { Int($0.split(separator: ":").last ?? "") } ?? 0
        let door = JujuDoor(
          sandbox: sandbox, controller: controller.name, context: context, conditions: conditions)
        let listener = try open(port, visitors) { channel in door.open(channel) }
        listeners.append(listener)
        ports[controller.name] = listener.localAddress?.port ?? port
      }
      let door = HTTPDoor(answer: { sandbox.answer($0) }, conditions: conditions)
      let listener = try open(settings.waldurPort, visitors) { channel in door.open(channel) }
      listeners.append(listener)
      let waldurPort = listener.localAddress?.port ?? settings.waldurPort
      let places = ServedPlaces(
        ports: ports, caCertificate: settings.authority.certificate,
        charmhubURL: "http://127.0.0.1:\(waldurPort)")
      sandbox.publish(places)
      return SandboxServer(
        sandbox: sandbox, places: places, waldurPort: waldurPort, listeners: listeners,
        visitors: visitors)
    } catch {
      for listener in listeners { listener.close(promise: nil) }
      throw error
    }
  }

  private static func open(
    _ port: Int, _ visitors: Visitors,
    _ prepare: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
  ) throws(Diagnostic) -> any Channel {
    do {
      return try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.backlog, value: 256)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelInitializer { channel in
          visitors.welcome(channel)
          return prepare(channel)
        }
        .bind(host: "127.0.0.1", port: port).wait()
    } catch {
      throw Diagnostic(
        portTaken, "port \(port) of 127.0.0.1 cannot be opened: \(Self.words(error))",
        hint: "another sandbox may be running; a port of 0 takes any that is free")
    }
  }

  private static func words(_ error: any Error) -> String {
    guard let error = error as? IOError else { return "\(error)" }
    return error.errnoCode == EADDRINUSE ? "it is in use" : error.description
  }

  /// Closes the ports and all connections, and waits until that is done.
  package func stop() {
    notices.cancel()
    for listener in listeners { try? listener.close().wait() }
    for visitor in visitors.all { try? visitor.close().wait() }
    sandbox.publish(nil)
  }
}

/// What holds for every connection.
struct Conditions: Sendable {
  let latency: TimeAmount
  let failures: DeliberateFailures
}

/// Who is connected.
final class Visitors: Sendable {
  private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

  func welcome(_ channel: any Channel) {
    let id = ObjectIdentifier(channel)
    channels.withLock { $0[id] = channel }
    channel.closeFuture.whenComplete { _ in self.channels.withLock { $0[id] = nil } }
  }

  var all: [any Channel] { channels.withLock { Array($0.values) } }
}

/// Decides which requests fail on purpose: the same ones in every run with the same requests.
final class DeliberateFailures: Sendable {
  private let rate: Double
  private let state: Mutex<UInt64>

  init(rate: Double) {
    self.rate = rate
    state = Mutex(0x9E37_79B9_7F4A_7C15)
  }

  /// Whether the next request is one of them.
  func strikes() -> Bool {
    guard rate > 0 else { return false }
    // Marsaglia's xorshift, 64 bits.
    let number = state.withLock { state in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    return Double(number >> 11) / Double(1 << 53) < rate
  }
}
