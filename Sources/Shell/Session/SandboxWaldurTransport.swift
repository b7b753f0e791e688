import Diagnostics
import Sandbox
import WaldurClient
import WaldurWire

/// The way to the Waldur server of a sandbox in the same process: the request a socket would carry,
/// by a call.
struct SandboxWaldurTransport: WaldurTransport {
  let sandbox: Sandbox

  func send(
    _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
    checkInterruption: @Sendable () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> HTTPResponse {
    sandbox.answer(request)
  }

  /// What the server's address would be if it had one.
  var address: String {
    get throws(Diagnostic) { try sandbox.localWaldur().url }
  }

  /// What a user of the sandbox's server would have configured. Besides the profile `sandbox` each
  /// of the server's users has one of their name.
  func profile(named name: String?) throws(Diagnostic) -> WaldurProfile {
    let local = try sandbox.localWaldur()
    let user = name.flatMap { $0 == Self.standardName ? nil : $0 } ?? local.user
    guard let address = WaldurAddress(local.url),
      let account = local.accounts.first(where: { $0.user == user }),
      let token = account.token.flatMap({ AccessToken($0) })
    else {
      throw Diagnostic(
        WaldurDiagnostic.unknownProfile, "the sandbox has no Waldur profile \"\(user)\"",
        hint: Suggestion.hint(for: user, among: local.accounts.map(\.user))
          ?? "there are \(Self.standardName), "
          + local.accounts.map(\.user).joined(separator: ", "))
    }
    return WaldurProfile(
      name: name ?? Self.standardName, address: address,
      provider: user == local.user ? local.provider : nil, tokens: token)
  }

  private static let standardName = "sandbox"
}
