import Diagnostics
import Glibc
import JSON
import JujuClient

/// The cookies that Juju's own client keeps for one controller. Those whose names begin with
/// `macaroon-` hold, in base64, lists of macaroons that an identity provider has discharged.
struct CookieFile {
  private let cookies: [JSONView]

  /// Reads a file; nil when there is none. Its lines are never shown: they prove who somebody is.
  init?(_ path: String) throws(Diagnostic) {
    guard let text = try ClientFile.read(path) else { return nil }
    do throws(JSONError) {
      let root = try JSONBuffer.parse(Array(text.utf8)).root
      cookies = root.kind == .array ? Array(root.elements) : []
    } catch {
      throw Diagnostic(
        ClientFileDiagnostic.unreadable, "\(path) is not JSON: \(error.message)",
        hint: "Juju's own client writes this file; offsh only reads it")
    }
  }

  /// Returns the macaroons kept for any of these hosts. What cannot be read is left out: the
  /// controller then says that it needs others.
  func macaroons(for hosts: Set<String>) -> [Credential] {
    cookies.compactMap { cookie in
      guard let name = cookie.member("Name")?.string(), name.hasPrefix("macaroon-"),
        let host = (cookie.member("CanonicalHost") ?? cookie.member("Domain"))?.string(),
        hosts.contains(host.lowercased()),
        let value = cookie.member("Value")?.string(), let bytes = Base64.decoded(value),
        let macaroons = try? RawJSON(bytes: bytes)
      else { return nil }
      return Credential(macaroons)
    }
  }
}

/// Reads base64, with either alphabet and with or without padding.
enum Base64 {
  /// Returns the bytes of a text; nil when it is none.
  static func decoded(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text.utf8 {
      guard character != UInt8(ascii: "=") else { break }
      guard let value = value(of: character) else { return nil }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  private static func value(of character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character) + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
