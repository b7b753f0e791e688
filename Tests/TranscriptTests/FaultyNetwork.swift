import Diagnostics
import JujuClient
import Sandbox
import Shell
import WaldurClient
import WaldurWire

/// The way to the sandbox's Waldur server that does to some requests what a sandbox does not do on
/// demand. Everything else passes.
struct FaultyNetwork: Network {
  private let inner = NoNetwork()
  /// What happens to requests whose address holds a text.
  private let faults: [(part: String, what: String)]

  /// `faults` are `PART:WHAT`; what is `lost`, `late`, `unreachable`, `silent`, `untrusted`,
  /// `page`, `nonsense`, or a status.
  init(_ faults: [String]) {
    self.faults = faults.map { fault in
      let parts = fault.split(separator: ":").map(String.init)
      return (parts[0], parts.count > 1 ? parts[1] : "lost")
    }
  }

  func controllers(trace: (@Sendable (String) -> Void)?) -> any JujuTransport {
    inner.controllers(trace: trace)
  }

  func servers(_ settings: ServerSettings) -> any WaldurTransport { inner.servers(settings) }

  func embeddedServer(_ sandbox: Sandbox) throws(Diagnostic) -> any WaldurTransport {
    FaultyServer(inner: try inner.embeddedServer(sandbox), faults: faults)
  }

  func serve(
    _ sandbox: Sandbox, _ settings: ServeSettings
  ) throws(Diagnostic) -> any ServedSandbox {
    try inner.serve(sandbox, settings)
  }
}

private struct FaultyServer: WaldurTransport {
  let inner: any WaldurTransport
  let faults: [(part: String, what: String)]

  func send(
    _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
    checkInterruption: @Sendable () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> HTTPResponse {
    guard let fault = faults.first(where: { request.target.contains($0.part) }) else {
      return try inner.send(
        request, to: address, deadline: deadline, checkInterruption: checkInterruption)
    }
    switch fault.what {
    case "lost": throw Diagnostic(WaldurDiagnostic.connectionLost, "the server hung up")
    case "late":
      throw Diagnostic(
        WaldurDiagnostic.timedOut, "\(address.authority) gave no answer in time", isRetryable: true)
    case "silent":
      throw Diagnostic(
        WaldurDiagnostic.noAnswer, "\(address.authority) cannot be reached: no answer",
        isRetryable: true)
    case "unreachable":
      throw Diagnostic(WaldurDiagnostic.unreachable, "\(address.authority) does not answer")
    case "untrusted":
      throw Diagnostic(WaldurDiagnostic.untrusted, "\(address.authority) cannot be trusted")
    case "page": return HTTPResponse(404, body: Array("<html>not found</html>".utf8))
    case "nonsense": return HTTPResponse(200, body: Array("<html>welcome</html>".utf8))
    default:
      return HTTPResponse(Int(fault.what) ?? 500, headers: ["Retry-After": "600"])
    }
  }
}
