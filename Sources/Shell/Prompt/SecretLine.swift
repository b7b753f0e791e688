import JSON

/// Tells lines that hold a secret, which no history keeps. Knows names, not values: `password=x`,
/// `--token x`, `let api-token = …`, `"secret": "x"` and the user in a URL. A harmless line too many
/// is forgotten rather than a secret kept.
enum SecretLine {
  static func holdsSecret(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return givesSecret(bytes) || namesUserInURL(bytes)
  }

  /// Whether a name that tells of a secret is followed by what it names.
  private static func givesSecret(_ bytes: [UInt8]) -> Bool {
    var at = 0
    while at < bytes.count {
      guard isPartOfName(bytes[at]) else {
        at += 1
        continue
      }
      let start = at
      while at < bytes.count, isPartOfName(bytes[at]) { at += 1 }
      let name = bytes[start..<at]
      guard Redactor.isSecret(String(decoding: name.drop { $0 == dash }, as: UTF8.self)) else {
        continue
      }
      if isGiven(bytes[at...]) { return true }
      // A flag's value may stand behind it as a word.
      if name.starts(with: [dash, dash]), bytes[at...].contains(where: { !isBlank($0) }) {
        return name != Array("--credential".utf8)[...]
      }
    }
    return false
  }

  /// Whether text behind a name says what the name stands for. Behind `=` anything does; behind a
  /// colon only what no name of an endpoint or model looks like.
  private static func isGiven(_ rest: ArraySlice<UInt8>) -> Bool {
    let isQuoted = rest.first.map(isQuote) ?? false
    let sign = rest.dropFirst(isQuoted ? 1 : 0).drop(while: isBlank)
    let value = sign.dropFirst()
    switch sign.first {
    case UInt8(ascii: "="):
      // Comparisons give nothing away that is not in them: their values do stand there.
      return value.contains { !isBlank($0) }
    case UInt8(ascii: ":"):
      guard let next = value.first else { return false }
      return isQuoted || isBlank(next) || isQuote(next)
    default: return false
    }
  }

  /// Whether a URL has a user with a password before its host.
  private static func namesUserInURL(_ bytes: [UInt8]) -> Bool {
    let scheme = Array("://".utf8)
    for start in bytes.indices where bytes[start...].starts(with: scheme) {
      let rest = bytes[(start + scheme.count)...]
      let authority = rest.prefix { !isBlank($0) && !isQuote($0) && $0 != UInt8(ascii: "/") }
      if let end = authority.firstIndex(of: UInt8(ascii: "@")),
        authority[..<end].contains(UInt8(ascii: ":"))
      {
        return true
      }
    }
    return false
  }

  private static let dash = UInt8(ascii: "-")

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), dash, UInt8(ascii: "_"):
      true
    default: byte >= 0x80
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }
}
