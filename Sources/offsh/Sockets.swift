import Diagnostics
import JujuClient
import JujuNetwork
import Sandbox
import SandboxServer
import Shell
import WaldurClient
import WaldurNetwork

/// The real network. Nothing of it exists before a command first asks for it.
struct Sockets: Network {
  func controllers(trace: (@Sendable (String) -> Void)?) -> any JujuTransport {
    SocketTransport(trace: trace)
  }

  func servers(_ settings: ServerSettings) -> any WaldurTransport {
    var limits = HTTPTransport.Limits()
    limits.answering = settings.patience
    return HTTPTransport(
      limits: limits, authorities: settings.authorities, environment: settings.environment)
  }

  func serve(
    _ sandbox: Sandbox, _ settings: ServeSettings
  ) throws(Diagnostic) -> any ServedSandbox {
    let authority = try AuthorityFolder(path: settings.folder).authority()
    return try SandboxServer.start(
      sandbox,
      SandboxServer.Settings(
        authority: authority, jujuPort: settings.jujuPort, waldurPort: settings.waldurPort,
        latency: settings.latency, failureRate: settings.failureRate))
  }
}

extension SandboxServer: ServedSandbox {}
