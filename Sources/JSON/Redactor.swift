/// Makes frames and bodies fit to be shown: what proves who somebody is becomes dots.
///
/// Decides by the names of members, at any depth and in any case. Text is looked into as well: a
/// setting may hold a YAML document, a JSON one, or a URL with a password in it. What is shown never
/// grows back into the original: too much hidden is better than too little.
package enum Redactor {
  /// What stands in place of a secret.
  package static let mask = "•••"

  private static let secretWords: [[UInt8]] = [
    "password", "passwd", "passphrase", "credential", "macaroon", "secret", "token", "nonce",
    "discharge-required", "private-key", "access-key", "api-key", "apikey", "signing-key",
    "encryption-key", "ssl-key", "tls-key",
  ].map { (word: String) in Array(word.utf8) }
  /// The letters those begin with, `a` the lowest bit: few places of a name are looked at twice.
  private static let beginnings: UInt32 = secretWords.reduce(0) { letters, word in
    letters | 1 << UInt32(word[0] - UInt8(ascii: "a"))
  }
  /// Names that hold one of the words and no secret.
  private static let harmless: Set<String> = [
    "discharge-required-error", "cloud-credential-tag", "cloud-credential-validity",
    "secret-backends",
  ]

  /// Returns the JSON text without secrets; text that is no JSON is not shown at all.
  package static func shown(_ json: [UInt8]) -> String {
    if json.isEmpty { return "" }
    guard let buffer = try? JSONBuffer.parse(json) else { return "«\(json.count) bytes, no JSON»" }
    return shown(buffer.root)
  }

  /// Returns the text of a value without secrets.
  package static func shown(_ view: JSONView) -> String {
    var writer = JSONWriter()
    write(view, to: &writer)
    return writer.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  private static func write(_ view: JSONView, to writer: inout JSONWriter) {
    switch view.kind {
    case .object:
      writer.beginObject()
      for (name, value) in view.members {
        writer.name(name)
        if isSecret(name), !isEmpty(value) {
          writer.string(mask)
        } else {
          write(value, to: &writer)
        }
      }
      writer.endObject()
    case .array:
      writer.beginArray()
      for element in view.elements { write(element, to: &writer) }
      writer.endArray()
    default:
      guard let text = view.string(), let redacted = changed(text) else {
        return view.withRawText { writer.raw($0) }
      }
      writer.string(redacted)
    }
  }

  /// That nothing was given is worth seeing and gives nothing away.
  private static func isEmpty(_ value: JSONView) -> Bool {
    value.isNull || (value.kind == .array && value.count == 0) || value.string() == ""
  }

  /// Whether what goes by this name proves who somebody is. Asked for every member of every frame
  /// that is logged or shown, so it looks at bytes.
  package static func isSecret(_ name: some StringProtocol) -> Bool {
    let bytes = name.utf8.map(folded)
    if bytes.suffix(4).elementsEqual("pass".utf8),
      bytes.count == 4 || bytes[bytes.count - 5] == dash
    {
      return true
    }
    let holdsWord = bytes.indices.contains { index in
      let letter = UInt32(bytes[index]) &- UInt32(UInt8(ascii: "a"))
      guard letter < 26, beginnings >> letter & 1 == 1 else { return false }
      return secretWords.contains { bytes[index...].starts(with: $0) }
    }
    return holdsWord && !harmless.contains(String(decoding: bytes, as: UTF8.self))
  }

  private static let dash = UInt8(ascii: "-")

  /// A small letter for a capital, and `-` for `_`.
  private static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: "_"): dash
    default: byte
    }
  }
}
