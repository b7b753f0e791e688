/// What Juju allows as names.
package enum Names {
  /// Returns whether the text is valid as the name of an application or of an offer: parts of lower
  /// case letters and digits joined by `-`, the first beginning with a letter, the others holding
  /// at least one.
  package static func isApplication(_ text: some StringProtocol) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard let first = parts.first?.first, isLower(first) else { return false }
    return parts.allSatisfy { part in
      part.allSatisfy { isLower($0) || isDigit($0) } && part.contains(where: isLower)
    }
  }

  /// Returns whether the text is valid as the name of a model: lower case letters, digits and `-`,
  /// not beginning with `-`.
  package static func isModel(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: "-") else { return false }
    return text.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
  }

  /// Returns whether the text is valid as the name of a user, with or without a domain.
  package static func isUser(_ text: some StringProtocol) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { isUserPart($0) }
  }

  /// Returns whether the text is valid as the name of an endpoint: parts of lower case letters and
  /// digits joined by `-` or `_`, the first beginning with a letter.
  package static func isEndpoint(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, isLower(first) else { return false }
    let parts = text.utf8.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    return parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { isLower($0) || isDigit($0) }
    }
  }

  /// Returns whether the text is valid as the name of a unit, `mysql/0`.
  package static func isUnit(_ text: some StringProtocol) -> Bool {
    guard let slash = text.lastIndex(of: "/") else { return false }
    let number = text[text.index(after: slash)...].utf8
    return isApplication(text[..<slash]) && !number.isEmpty && number.allSatisfy(isDigit)
      && (number.count == 1 || number.first != UInt8(ascii: "0"))
  }

  /// Two characters at least; letters, digits and `.+-` between letters or digits.
  private static func isUserPart(_ part: some Collection<UInt8>) -> Bool {
    guard part.count >= 2, let first = part.first else { return false }
    let marks = Array(".+-".utf8)
    var last = first
    for byte in part {
      guard isAlphanumeric(byte) || marks.contains(byte) else { return false }
      last = byte
    }
    return isAlphanumeric(first) && isAlphanumeric(last)
  }

  private static func isLower(_ byte: UInt8) -> Bool { 97...122 ~= byte }
  private static func isDigit(_ byte: UInt8) -> Bool { 48...57 ~= byte }
  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLower(byte) || isDigit(byte) || 65...90 ~= byte
  }
}
