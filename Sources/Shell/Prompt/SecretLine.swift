import Diagnostics
import JSON
import Syntax

/// Tells lines that hold a secret, which no history keeps. Knows names, not values: `password=x`,
/// `--token x`, `let api-token = …`, `"secret": "x"`, `Bearer 0123…` and the user in a URL. A harmless line too many
/// is forgotten rather than a secret kept.
enum SecretLine {
  static func holdsSecret(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var isGiven = false
    findSecrets(bytes) { _ in
      isGiven = true
      return false
    }
    return isGiven || namesUserInURL(bytes)
  }

  /// Returns what a line gives as secrets, as far as that stands in it, so that it can be kept out
  /// of what the line leads to.
  static func values(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    let commands = commands(in: text)
    var values: [String] = []
    findSecrets(bytes) { rest in
      let isCommand = commands.contains(rest.startIndex)
      if !isCommand, let first = rest.first, !"([{$".utf8.contains(first) {
        values.append(word(rest))
      }
      values += LiteralTexts.begin(
        of: String(decoding: rest, as: UTF8.self), isCommand: isCommand)
      return true
    }
    return values.filter { !$0.isEmpty }
  }

  /// Returns where commands begin whose results variables get: no name of a command is a secret.
  private static func commands(in text: String) -> Set<Int> {
    let statements = parse(SourceText(text), mode: .prompt).program.statements
    return Set(
      statements.compactMap { statement in
        switch statement.kind {
        case .let(_, let value), .set(_, let value):
          if case .stage = value.first { value.range.lowerBound } else { nil }
        default: nil
        }
      })
  }

  /// Calls `found` with what follows each name that tells of a secret, where it says what the name
  /// stands for; until that returns false.
  private static func findSecrets(_ bytes: [UInt8], _ found: (ArraySlice<UInt8>) -> Bool) {
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
      if let rest = given(bytes[at...]) ?? token(bytes[at...]) {
        if !found(rest) { return }
      } else if name.starts(with: [dash, dash]), name != Array("--credential".utf8)[...] {
        // A flag's value may stand behind it as a word.
        let rest = bytes[at...].drop(while: isBlank)
        if !rest.isEmpty, !found(rest) { return }
      }
    }
  }

  /// Returns what stands behind a name and says what the name stands for; nil where nothing does.
  /// Behind `=` anything says so; behind a colon only what no name of an endpoint or model looks
  /// like.
  private static func given(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let isQuoted = rest.first.map(isQuote) ?? false
    let sign = rest.dropFirst(isQuoted ? 1 : 0).drop(while: isBlank)
    let value = sign.dropFirst()
    let isGiven =
      switch sign.first {
      case UInt8(ascii: "="):
        // Comparisons give nothing away that is not in them: their values do stand there.
        value.contains { !isBlank($0) }
      case UInt8(ascii: ":"):
        value.first.map { isQuoted || isBlank($0) || isQuote($0) } ?? false
      default: false
      }
    return isGiven ? value.drop { isBlank($0) || $0 == UInt8(ascii: "=") } : nil
  }

  /// Returns what stands as a word of its own behind a name and looks drawn by a machine; else nil.
  private static func token(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let word = rest.drop(while: isBlank)
    let letters = word.prefix { isDigit($0) || (0x61...0x7A).contains($0 | 0x20) }
    let isDrawn = letters.count >= 16 && letters.contains(where: isDigit)
    return isDrawn && word.startIndex > rest.startIndex ? word : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Returns the bare word at the start, or what stands behind the quote at the start up to the next:
  /// for what is no offsh. Strings of offsh are read as such.
  private static func word(_ rest: ArraySlice<UInt8>) -> String {
    guard let quote = rest.first, isQuote(quote) else {
      let ends = Set(",;)]}|".utf8)
      return String(
        decoding: rest.prefix { !isBlank($0) && !isQuote($0) && !ends.contains($0) }, as: UTF8.self)
    }
    return String(decoding: rest.dropFirst().prefix { $0 != quote }, as: UTF8.self)
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
