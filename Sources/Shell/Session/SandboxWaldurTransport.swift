import Diagnostics
import Sandbox
import WaldurClient
import WaldurWire

/// The way to the Waldur server of a sandbox in the same process: the request a socket would carry,
/// by a call.
struct SandboxWaldurTransport: WaldurTransport {
  let sandbox: Sandbox

  func send(
    _ request: HTTPRequest, to address: WaldurAddress,
    checkInterruption: @Sendable () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> HTTPResponse {
    throw Diagnostic(WaldurDiagnostic.unreachable, "the sandbox has no Waldur server yet")
  }

  /// What a user of the sandbox's server would have configured. A name chooses another of its users.
  func profile(named name: String?) throws(Diagnostic) -> WaldurProfile {
    throw Diagnostic(WaldurDiagnostic.noProfile, "the sandbox has no Waldur server yet")
  }
}
