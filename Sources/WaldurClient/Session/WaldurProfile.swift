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
  /// Returns the token; called when a request first needs it.
  ///
  /// Throws `waldur.bad-profile` when there is none to be had.
  func token() throws(Diagnostic) -> AccessToken
}

extension AccessToken: TokenSource {
  package func token() -> AccessToken { self }
}
