import Diagnostics
import JujuClient
import Sandbox
import Shell
import WaldurClient
import WaldurWire

/// The sandbox with some of its answers changed on the way.
struct AlteredSandbox: Network {
  /// Returns the answer to a request; the sandbox's own comes when `ask` is called.
  typealias Alteration =
    @Sendable (
      _ request: HTTPRequest, _ ask: () throws(Diagnostic) -> HTTPResponse
    ) throws(Diagnostic) -> HTTPResponse

  let alter: Alteration

  func controllers(trace: (@Sendable (String) -> Void)?) -> any JujuTransport {
    NoNetwork().controllers(trace: trace)
  }

  func servers(_ settings: ServerSettings) -> any WaldurTransport {
    NoNetwork().servers(settings)
  }

  func embeddedServer(_ sandbox: Sandbox) throws(Diagnostic) -> any WaldurTransport {
    Transport(inner: try NoNetwork().embeddedServer(sandbox), alter: alter)
  }

  func serve(
    _ sandbox: Sandbox, _ settings: ServeSettings
  ) throws(Diagnostic) -> any ServedSandbox { try NoNetwork().serve(sandbox, settings) }

  private struct Transport: WaldurTransport {
    let inner: any WaldurTransport
    let alter: Alteration

    func send(
      _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
      checkInterruption: @Sendable () throws(Diagnostic) -> Void
    ) throws(Diagnostic) -> HTTPResponse {
      try alter(request) { () throws(Diagnostic) in
        try inner.send(
          request, to: address, deadline: deadline, checkInterruption: checkInterruption)
      }
    }
  }
}
