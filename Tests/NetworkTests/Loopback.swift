import Diagnostics
import Glibc
import JujuClient
import JujuNetwork
import Sandbox
import SandboxServer
import Shell
import Synchronization
import WaldurClient
import WaldurNetwork
import WaldurWire

/// Puts a socket between the shell and the embedded sandbox, and changes nothing else: what the
/// sandbox says of its addresses stays as it is in process.
final class Loopback: Network {
  static let authority = Result { try Authority() }

  private let servers = Mutex<[SandboxServer]>([])
  private let record: FrameRecord?

  init(record: FrameRecord? = nil) { self.record = record }

  func controllers(trace: (@Sendable (String) -> Void)?) -> any JujuTransport {
    SocketTransport(trace: trace)
  }

  func embedded(
    _ sandbox: Sandbox, notesLogins: @escaping @Sendable () -> Bool
  ) throws(Diagnostic) -> any JujuTransport {
    let server = try SandboxServer.start(
      sandbox, SandboxServer.Settings(authority: Self.madeAuthority()))
    sandbox.publish(nil)
    servers.withLock { $0.append(server) }
    let transport = PortTransport(places: server.places)
    return record.map { RecordedTransport(base: transport, record: $0) } ?? transport
  }

  func servers(_ settings: ServerSettings) -> any WaldurTransport {
    HTTPTransport(authorities: settings.authorities, environment: settings.environment)
  }

  /// The host the sandbox calls itself by stays in the requests; only the way leads to a port.
  func embeddedServer(_ sandbox: Sandbox) throws(Diagnostic) -> any WaldurTransport {
    let server = try SandboxServer.start(
      sandbox, SandboxServer.Settings(authority: Self.madeAuthority()))
    sandbox.publish(nil)
    servers.withLock { $0.append(server) }
    let transport = HTTPPortTransport(port: server.waldurPort)
    return record.map { RecordedServerTransport(base: transport, record: $0) } ?? transport
  }

  static func madeAuthority() throws(Diagnostic) -> Authority {
    do { return try authority.get() } catch {
      throw Diagnostic(Authority.failed, "\(error)")
    }
  }

  func serve(
    _ sandbox: Sandbox, _ settings: ServeSettings
  ) throws(Diagnostic) -> any ServedSandbox { try NoNetwork().serve(sandbox, settings) }

  func stop() {
    let servers = servers.withLock { $0 }
    for server in servers { server.stop() }
  }
}

/// Reaches each controller at the port it really has.
struct PortTransport: JujuTransport {
  let places: ServedPlaces
  let base = SocketTransport()

  func connect(
    target: JujuTarget, path: String, limit: WaitLimit
  ) throws(Diagnostic) -> any JujuLink {
    var target = target
    target.endpoints = ["127.0.0.1:\(places.ports[target.name] ?? 1)"]
    target.caCertificate = places.caCertificate
    return try base.connect(target: target, path: path, limit: limit)
  }
}

/// Reaches the server at the port it really has.
struct HTTPPortTransport: WaldurTransport {
  let port: Int
  let base = HTTPTransport()

  func send(
    _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
    checkInterruption: @Sendable () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> HTTPResponse {
    guard let place = WaldurAddress("http://127.0.0.1:\(port)") else { return HTTPResponse(500) }
    return try base.send(
      request, to: place, deadline: deadline, checkInterruption: checkInterruption)
  }
}

/// A transport that writes down what it carries: what both ways have in common, without what a
/// connection adds.
struct RecordedServerTransport: WaldurTransport {
  let base: any WaldurTransport
  let record: FrameRecord

  func send(
    _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
    checkInterruption: @Sendable () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> HTTPResponse {
    record.add("\(request.method) \(request.target)", "→", request.body)
    let answer = try base.send(
      request, to: address, deadline: deadline, checkInterruption: checkInterruption)
    let added: Set<String> = ["content-length", "date", "connection"]
    let fields = answer.headers.fields.filter { !added.contains($0.name.lowercased()) }
    record.add(fields.map { "\($0.name): \($0.value)" }.joined(separator: "; "), "←", answer.body)
    return answer
  }
}

/// The frames that went over a transport, in order, each with the connection's path and direction.
final class FrameRecord: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func add(_ path: String, _ direction: String, _ frame: [UInt8]) {
    lines.withLock { $0.append("\(path) \(direction) \(String(decoding: frame, as: UTF8.self))") }
  }
}

/// A transport that writes down what it carries.
struct RecordedTransport: JujuTransport {
  let base: any JujuTransport
  let record: FrameRecord

  func connect(
    target: JujuTarget, path: String, limit: WaitLimit
  ) throws(Diagnostic) -> any JujuLink {
    let link = try base.connect(target: target, path: path, limit: limit)
    return RecordedLink(base: link, record: record, path: "\(target.name)\(path)")
  }
}

private struct RecordedLink: JujuLink {
  let base: any JujuLink
  let record: FrameRecord
  let path: String

  func send(_ frame: [UInt8]) throws(Diagnostic) {
    record.add(path, "→", frame)
    try base.send(frame)
  }

  func receive(_ limit: WaitLimit) throws(Diagnostic) -> [UInt8]? {
    let frame = try base.receive(limit)
    if let frame { record.add(path, "←", frame) }
    return frame
  }

  func close() { base.close() }
}

/// The sandbox in process, with what passes written down.
struct Recorded: Network {
  let record: FrameRecord

  func controllers(trace: (@Sendable (String) -> Void)?) -> any JujuTransport {
    NoNetwork().controllers(trace: trace)
  }

  func embedded(
    _ sandbox: Sandbox, notesLogins: @escaping @Sendable () -> Bool
  ) throws(Diagnostic) -> any JujuTransport {
    RecordedTransport(
      base: SandboxTransport(sandbox: sandbox, notesLogins: notesLogins), record: record)
  }

  func servers(_ settings: ServerSettings) -> any WaldurTransport {
    NoNetwork().servers(settings)
  }

  func embeddedServer(_ sandbox: Sandbox) throws(Diagnostic) -> any WaldurTransport {
    RecordedServerTransport(base: try NoNetwork().embeddedServer(sandbox), record: record)
  }

  func serve(
    _ sandbox: Sandbox, _ settings: ServeSettings
  ) throws(Diagnostic) -> any ServedSandbox { try NoNetwork().serve(sandbox, settings) }
}
