/// Makes frames and bodies fit to be shown: what proves who somebody is becomes dots.
///
/// Decides by the names of members, at any depth and in any case. Text is looked into as well: a
/// setting may hold a YAML document, a JSON one, or a URL with a password in it. What is shown never
/// grows back into the original: too much hidden is better than too little.
package enum Redactor {
  /// What stands in place of a secret.
  package static let mask = "•••"

  private static let secretWords = [
    "password", "passwd", "passphrase", "credential", "macaroon", "secret", "token", "nonce",
    "discharge-required", "private-key", "access-key", "api-key", "apikey", "signing-key",
    "encryption-key", "ssl-key", "tls-key", "authorization", "bearer",
  ]
  /// Names, or what names end in, that are too short to look for inside of others.
  private static let shortWords = ["pass", "pw", "pwd"]
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
      let hidesValue = isNamedSecret(view)
      for (name, value) in view.members {
        writer.name(name)
        if isSecret(name) || (hidesValue && isOne(of: valueNames, name)), !isEmpty(value) {
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

  /// Whether an object says by one member what another holds, `{"name": "password", "value": …}`, and
  /// that is a secret.
  private static func isNamedSecret(_ object: JSONView) -> Bool {
    for (name, value) in object.members where isOne(of: nameNames, name) {
      if let text = value.string(), isSecret(text) { return true }
    }
    return false
  }

  private static func isOne(of names: Set<String>, _ name: String) -> Bool {
    name.utf8.count <= longestOfNames && names.contains(name.lowercased())
  }

  /// What members are called that say what another one holds, and what that one is called. A section
  /// of a Waldur report is `header` and `body`.
  private static let nameNames: Set<String> = [
    "name", "key", "header", "heading", "title", "label", "field", "option", "setting", "variable",
  ]
  private static let valueNames: Set<String> = [
    "value", "values", "body", "content", "contents", "text", "data", "default", "answer",
  ]
  private static let longestOfNames = 8

  /// That nothing was given is worth seeing and gives nothing away.
  private static func isEmpty(_ value: JSONView) -> Bool {
    value.isNull || (value.kind == .array && value.count == 0) || value.string() == ""
  }

  /// Whether what goes by this name proves who somebody is.
  package static func isSecret(_ name: some StringProtocol) -> Bool {
    let name = normalized(name)
    for word in shortNames where name.suffix(word.count).elementsEqual(word) {
      if name.count == word.count || name[name.count - word.count - 1] == UInt8(ascii: "-") {
        return true
      }
    }
    return holdsSecretWord(name) && !harmless.contains(String(decoding: name, as: UTF8.self))
  }

  /// The bytes of a name in small letters, with `-` for `_`.
  private static func normalized(_ name: some StringProtocol) -> [UInt8] {
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    let bytes = isASCII ? Array(name.utf8) : Array(name.lowercased().utf8)
    return bytes.map { byte in
      switch byte {
      case UInt8(ascii: "_"): UInt8(ascii: "-")
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      default: byte
      }
    }
  }

  /// Every write is shown to the log, so this looks at bytes: a search for each word as text took
  /// half of the time of a small request.
  private static func holdsSecretWord(_ name: [UInt8]) -> Bool {
    for (index, byte) in name.enumerated() where byte < 0x80 {
      for word in wordsByFirstByte[Int(byte)] where name[index...].starts(with: word) {
        return true
      }
    }
    return false
  }

  private static let shortNames = shortWords.map { Array($0.utf8) }

  private static let wordsByFirstByte: [[[UInt8]]] = {
    var words: [[[UInt8]]] = Array(repeating: [], count: 0x80)
    for word in secretWords.map({ Array($0.utf8) }) { words[Int(word[0])].append(word) }
    return words
  }()
}
