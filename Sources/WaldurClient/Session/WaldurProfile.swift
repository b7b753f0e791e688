package import Diagnostics

/// A server as the user knows it, with what signs requests there.
package struct WaldurProfile: Sendable {
  package let name: String
  package let address: WaldurAddress
  /// The service provider to work for: a name or a uuid; nil leaves it to the user's roles.
  package let provider: String?
  package let tokens: any TokenSource
  /// A file of certificates in PEM that are trusted beside the system's.
  package let authorities: String?

  package init(
    name: String, address: WaldurAddress, provider: String? = nil, tokens: any TokenSource,
    authorities: String? = nil
  ) {
    self.name = name
    self.address = address
    self.provider = provider
    self.tokens = tokens
    self.authorities = authorities
  }
}

/// Where a token comes from: a file, a program, the environment.
package protocol TokenSource: Sendable {
  /// Returns the token; called when a request first needs it. May take as long as `wait` allows.
  ///
  /// Throws `waldur.bad-profile` when there is none to be had.
  func token(_ wait: TokenWait) throws(Diagnostic) -> AccessToken
}

/// How long a token may be waited for.
package struct TokenWait: Sendable {
  /// Nil for as long as it takes.
  package let patience: Duration?
  /// Throws when the user wants what runs to end.
  package let checkInterruption: @Sendable () throws(Diagnostic) -> Void
}

extension AccessToken: TokenSource {
  package func token(_ wait: TokenWait) -> AccessToken { self }

  /// Returns the token that stands somewhere; nil where nothing does.
  ///
  /// Throws `waldur.bad-profile` for what can be no token, and does not show it.
  package static func read(_ text: String, in place: String) throws(Diagnostic) -> AccessToken? {
    if let token = AccessToken(text) { return token }
    if text.allSatisfy(\.isWhitespace) { return nil }
    throw Diagnostic(
      WaldurDiagnostic.badProfile,
      "\(place) is no token: it has blanks, control characters or letters that no token has",
      hint: "a token is one word; the web page of the server has one for you")
  }
}
