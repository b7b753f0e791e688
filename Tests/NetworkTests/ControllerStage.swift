import Diagnostics
import Glibc
import JujuClient
import JujuNetwork
import Sandbox
import SandboxServer
import Shell
import Synchronization
import TestSupport
import WaldurClient
import WaldurNetwork

/// The real network with little patience, so that no test has to wait for what never comes.
struct HurriedNetwork: Network {
  var limits: SocketTransport.Limits = {
    var limits = SocketTransport.Limits()
    limits.connecting = .milliseconds(600)
    limits.stagger = .milliseconds(30)
    return limits
  }()

  func controllers(trace: (@Sendable (String) -> Void)?) -> any JujuTransport {
    SocketTransport(limits: limits, trace: trace)
  }

  func servers(_ settings: ServerSettings) -> any WaldurTransport {
    var limits = HTTPTransport.Limits()
    limits.connecting = self.limits.connecting
    limits.answering = settings.patience
    limits.bodySize = 8 << 20
    return HTTPTransport(
      limits: limits, authorities: settings.authorities, environment: settings.environment)
  }

  func serve(
    _ sandbox: Sandbox, _ settings: ServeSettings
  ) throws(Diagnostic) -> any ServedSandbox { try NoNetwork().serve(sandbox, settings) }
}

/// A shell whose one controller, `foo`, is where a test wants it.
final class ControllerStage {
  private let folder = TemporaryFolder()
  private let shell: ScriptedShell

  /// `certificate` is the authority the client knows; nil for those of the system. `cookies` is what
  /// its cookie file holds.
  init(
    _ endpoints: [String], certificate: String?, publicHostname: String? = nil,
    account: String = "{user: admin, password: admin}",
    model: String = "00000000-0bad-400d-8000-000000000001", cookies: String? = nil,
    arguments: [String] = [], network: HurriedNetwork = HurriedNetwork()
  ) throws {
    let authority = certificate.map { text in
      "    ca-cert: |\n"
        + text.split(separator: "\n").map { "      \($0)\n" }.joined()
    }
    folder.write(
      ("""
      current-controller: foo
      controllers:
        foo:
          uuid: 00000000-0bad-400d-8000-0000000000ff
          api-endpoints: [\(endpoints.map { "'\($0)'" }.joined(separator: ", "))]

      """ + (publicHostname.map { "    public-hostname: \($0)\n" } ?? "") + (authority ?? "")).utf8,
      to: "controllers.yaml")
    folder.write("controllers:\n  foo: \(account)\n".utf8, to: "accounts.yaml")
    folder.write(
      """
      controllers:
        foo:
          models:
            admin/default: {uuid: \(model), type: iaas}
          current-model: admin/default

      """.utf8, to: "models.yaml")
    if let cookies {
      mkdir(folder.file("cookies"), 0o700)
      folder.write(cookies.utf8, to: "cookies/foo.json")
    }
    shell = try ScriptedShell(
      arguments, environment: ["JUJU_DATA": folder.path], network: network)
  }

  /// Enters a line; the client's files are there until it ended.
  func enter(_ line: String) -> ScriptedShell.Answer {
    withExtendedLifetime(folder) { shell.enter(line) }
  }

  /// Enters a line and presses Ctrl-C a moment later.
  func enterAndInterrupt(_ line: String) -> ScriptedShell.Answer {
    withExtendedLifetime(folder) { shell.enterAndInterrupt(line) }
  }

  convenience init(
    port: Int, account: String = "{user: admin, password: admin}", arguments: [String] = [],
    network: HurriedNetwork = HurriedNetwork()
  ) throws {
    try self.init(
      ["127.0.0.1:\(port)"], certificate: Loopback.madeAuthority().certificate, account: account,
      arguments: arguments, network: network)
  }
}

/// Does something over and over, from 100 ms on, until it is ended.
final class Later: @unchecked Sendable {
  // Unchecked: `body` is called by one thread, which ends before its owner does.

  private let body: () -> Void
  private let isOver = Atomic<Bool>(false)
  private var thread = pthread_t()

  init(_ body: @escaping () -> Void) {
    self.body = body
    pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer else { return nil }
        let later = Unmanaged<Later>.fromOpaque(pointer).takeUnretainedValue()
        while !later.isOver.load(ordering: .relaxed) {
          usleep(100_000)
          later.body()
        }
        return nil
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  func end() {
    isOver.store(true, ordering: .relaxed)
    pthread_join(thread, nil)
  }
}

/// A sandbox behind a proxy that can spoil what passes.
final class SpoiledSandbox {
  let server: SandboxServer
  let proxies: [FaultyProxy]
  let stage: ControllerStage
  /// Of the provider's user.
  let token: String

  init(
    proxyCount: Int = 1, arguments: [String] = [], network: HurriedNetwork = HurriedNetwork(),
    latency: Duration = .zero, failureRate: Double = 0
  ) throws {
    let sandbox = try Sandbox(store: .memory, clock: .fixed(1_795_248_000_000))
    let client = try sandbox.localClient()
    token = try sandbox.localWaldur().token ?? ""
    server = try SandboxServer.start(
      sandbox,
      SandboxServer.Settings(
        authority: Loopback.madeAuthority(), latency: latency, failureRate: failureRate))
    let port = server.places.ports[client.currentController] ?? 0
    proxies = (0..<proxyCount).compactMap { _ in FaultyProxy(to: port) }
    let controller = client.controllers.first { $0.name == client.currentController }
    let model = controller?.models.first { $0.qualifiedName == "admin/default" }?.uuid
    let password = controller?.accounts.first { $0.user == "admin" }?.password ?? ""
    stage = try ControllerStage(
      proxies.map { "127.0.0.1:\($0.port)" },
      certificate: Loopback.madeAuthority().certificate,
      account: "{user: admin, password: '\(password)'}", model: model ?? "", arguments: arguments,
      network: network)
  }

  func stop() {
    for proxy in proxies { proxy.stop() }
    server.stop()
  }
}
