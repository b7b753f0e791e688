// Secrets inside one text. A document of its own (JSON) is taken apart and written again; in any
// other text, YAML above all, a name that tells of a secret hides the rest of its line and the
// deeper lines that belong to it; and of every URL the part before its `@` is hidden.

extension Redactor {
  /// Returns a text for people without what it says of secrets, the key that `juju register` takes
  /// among them.
  package static func withoutSecrets(_ text: String) -> String {
    hidingWord(behind: "juju register ", in: changed(text) ?? text)
  }

  /// Returns a text with dots wherever `secret` stands in it.
  package static func hiding(_ secret: String, in text: String) -> String {
    // By bytes: what follows it must not make another character of its end.
    let secret = Array(secret.utf8)
    guard let first = secret.first else { return text }
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    var isFound = false
    while let at = rest.firstIndex(of: first) {
      result += rest[..<at]
      rest = rest[at...]
      if rest.starts(with: secret) {
        isFound = true
        result += mask.utf8
        rest = rest.dropFirst(secret.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return isFound ? String(decoding: result + rest, as: UTF8.self) : text
  }

  private static func hidingWord(behind words: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let found = rest.firstRange(of: words) {
      result += rest[..<found.upperBound] + mask
      rest = rest[found.upperBound...].drop { !$0.isWhitespace }
    }
    return result + rest
  }

  /// Returns the text without what it says of secrets; nil when it says nothing of any.
  static func changed(_ text: String) -> String? {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }) else {
      return nil
    }
    if let document = document(text) {
      let redacted = shown(document)
      return redacted.contains(mask) ? redacted : nil
    }
    let redacted = withoutUserInfo(withoutSecretLines(text))
    return redacted == text ? nil : redacted
  }

  private static func document(_ text: String) -> JSONView? {
    guard let first = text.utf8.first(where: { $0 > 0x20 }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let buffer = try? JSONBuffer.parse(Array(text.utf8))
    else { return nil }
    return buffer.root
  }

  // MARK: Names and values

  private static func withoutSecretLines(_ text: String) -> String {
    var lines: [String] = []
    /// How far the line with a secret is indented, while deeper ones belong to it.
    var depth: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == " " || $0 == "\t" }.count
      if let hidden = depth {
        if indent > hidden || indent == line.count { continue }
        depth = nil
      }
      guard let end = endOfSecretName(in: line) else {
        lines.append(String(line))
        continue
      }
      let rest = line[end...].drop { $0 == " " }
      lines.append(line[..<end] + (rest.isEmpty ? "" : " ") + (rest.isEmpty ? "" : mask))
      depth = indent
    }
    return lines.joined(separator: "\n")
  }

  /// Returns the place behind the `:` or `=` that follows the first name of a secret.
  private static func endOfSecretName(in line: Substring) -> Substring.Index? {
    var name = line.startIndex
    var at = line.startIndex
    while at < line.endIndex {
      let character = line[at]
      let next = line.index(after: at)
      if character == ":" || character == "=" {
        let word = line[name..<at].filter { $0 != "\"" && $0 != "'" && $0 != " " }
        if isSecret(word) { return next }
        name = next
      } else if character == " " || ",{[&?;".contains(character) {
        // Blanks may stand between a name and its sign.
        let ahead = line[next...].drop { $0 == " " }.first
        if ahead != ":", ahead != "=" { name = next }
      }
      at = next
    }
    return nil
  }

  // MARK: URLs

  private static func withoutUserInfo(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let scheme = rest.firstRange(of: "://") {
      result += rest[..<scheme.upperBound]
      rest = rest[scheme.upperBound...]
      if let at = endOfUserInfo(rest) {
        result += mask
        rest = rest[at...]
      }
    }
    return result + rest
  }

  /// Returns where the `@` behind a user stands, in what follows `scheme://`.
  private static func endOfUserInfo(_ rest: Substring) -> Substring.Index? {
    let url = rest.prefix { !" \t\r\n\"'<>".contains($0) }
    let authority = url.prefix { !"/?#".contains($0) }
    if let at = authority.lastIndex(of: "@") { return at }
    // Behind a colon stands a port, or a password with a slash in it that nobody escaped.
    guard let colon = authority.lastIndex(of: ":"),
      !authority[colon...].dropFirst().allSatisfy(\.isNumber)
    else { return nil }
    return url.lastIndex(of: "@")
  }
}

extension Substring {
  /// Returns where `part` stands first.
  fileprivate func firstRange(of part: String) -> Range<Index>? {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(part) { return at..<index(at, offsetBy: part.count) }
      at = index(after: at)
    }
    return nil
  }
}
