package import Diagnostics
import JSON
package import WaldurWire

/// The way to a server: a network, or a sandbox in the same process. Knows nothing of Waldur.
package protocol WaldurTransport: Sendable {
  /// Sends a request and waits for the whole answer, from any thread.
  ///
  /// Throws `waldur.unreachable` when the request cannot have arrived, and
  /// `waldur.connection-lost` when it may have; `waldur.no-answer` and `waldur.timed-out` where that
  /// is so because it took too long: the transport's own limits, or the `deadline`.
  func send(
    _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
    checkInterruption: @Sendable () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> HTTPResponse
}

/// Where a server is.
package struct WaldurAddress: Sendable, Hashable, CustomStringConvertible {
  /// Whether what goes there is encrypted.
  package let isSecure: Bool
  /// Host and, where it is not the usual one, port: `puhuri.example.org:8443`.
  package let authority: String
  /// What stands before `/api/` in paths: empty, or `/waldur`.
  package let prefix: String

  /// Reads `https://host/` with or without a slash at the end, and with or without `/api`; nil for
  /// anything else.
  package init?(_ text: String) {
    let schemes = [("https://", true), ("http://", false)]
    guard let (scheme, isSecure) = schemes.first(where: { text.lowercased().hasPrefix($0.0) })
    else {
      return nil
    }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    var path = rest.dropFirst(authority.count)
    while path.hasSuffix("/") { path.removeLast() }
    if path.hasSuffix("/api") { path.removeLast(4) }
    let unusable = authority.contains { $0.isWhitespace || $0 == "@" || $0 == "?" || $0 == "#" }
    guard !authority.isEmpty, !unusable, !path.contains("?"), !path.contains("#"),
      !path.contains(" "), !path.contains("@")
    else { return nil }
    self.isSecure = isSecure
    self.authority = String(authority)
    prefix = String(path)
  }

  package var description: String { (isSecure ? "https://" : "http://") + authority + prefix }
}

/// What signs requests. Never shown: it describes itself as dots.
package struct AccessToken: Sendable, Hashable, CustomStringConvertible,
  CustomDebugStringConvertible
{
  /// The token itself, for the one header that needs it.
  package let exposed: String

  /// Takes a token as somebody wrote it to a file: blanks and line breaks around it do not count.
  package init?(_ text: String) {
    let trimmed = text.drop { $0.isWhitespace }
    let end = trimmed.lastIndex { !$0.isWhitespace }.map { trimmed.index(after: $0) }
    exposed = String(trimmed[..<(end ?? trimmed.startIndex)])
    // A header must stay one line without control bytes, and the server takes one word.
    if exposed.isEmpty || !exposed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return nil }
  }

  /// Returns a text with dots where the token stands in it. So short a one is a test's, and stands
  /// in words.
  package func hidden(in text: String) -> String {
    exposed.utf8.count < 4 ? text : Redactor.hiding(exposed, in: text)
  }

  package var description: String { "•••" }
  package var debugDescription: String { "•••" }
}
