import Diagnostics

extension Parser {
  /// Reads a list or a record; `[` is at the current place.
  mutating func parseBracketed(joins: Bool) -> Expression {
    let opener = position
    let entered = enter(.bracket)
    take(.openBracket, to: position + 1, joins: joins)
    skipBlanks()
    let kind = parseContents()
    takeCloser("]", .closeBracket, openedAt: opener)
    leave(entered)
    return Expression(kind, opener..<max(opener, significantEnd))
  }

  private mutating func parseContents() -> Expression.Kind {
    guard !isAtEnd else { return .error }
    switch bytes[position] {
    case "]": return .list([])
    case ":":
      take(.colon, to: position + 1)
      return .record([])
    case "\"", "'":
      let string = parseString(joins: false)
      skipBlanks()
      if current == ":" { return .record(parseEntries(first: .string(string))) }
      let operand = Expression(.string(string), string.range)
      return .list(parseElements(first: parseExpression(from: operand)))
    default:
      if isKeyHere { return .record(parseEntries(first: nil)) }
      return .list(parseElements(first: nil))
    }
  }

  /// Whether a name with a colon behind it is at the current place.
  private var isKeyHere: Bool {
    var index = nameEnd(position)
    guard index > position else { return false }
    if at(index) == "-" { index += 1 }
    index = triviaEnd(index)
    // At the end of the text the colon may still come, and behind `-` more of the name.
    if index >= end { return true }
    return bytes[index - 1] != "-" && (at(index) == ":" || isAssign(index))
  }

  /// Whether `=` stands at `index` alone, in the place of a colon.
  private func isAssign(_ index: Int) -> Bool {
    at(index) == "=" && at(index + 1) != "=" && at(index + 1) != "~"
  }

  // MARK: Lists

  private mutating func parseElements(first: Expression?) -> [Expression] {
    var elements: [Expression] = []
    if let first {
      elements.append(first)
      guard takeSeparator("element") else { return elements }
    }
    while !isAtEnd, current != "]" {
      let before = position
      elements.append(parseExpression())
      guard takeSeparator("element"), position > before else { break }
    }
    return elements
  }

  /// Takes the comma between two elements or entries; a last one before `]` is forgiven. Returns
  /// whether another element may follow.
  private mutating func takeSeparator(_ what: String) -> Bool {
    skipBlanks()
    guard !isAtEnd else { return false }
    switch bytes[position] {
    case ",":
      take(.comma, to: position + 1)
      skipBlanks()
      if current == "," {
        report(
          SyntaxDiagnostic.expected, "expected a value between two commas",
          position..<(position + 1))
      }
      return true
    case "]": return false
    default:
      return reportMissingComma(what)
    }
  }

  /// Reports that two elements have no comma between them. Returns whether another one begins.
  private mutating func reportMissingComma(_ what: String) -> Bool {
    let found = foundRange(at: position)
    let isElement = startsExpression(position) || current.startsName
    report(
      SyntaxDiagnostic.expected,
      "expected `,` or `]` after this \(what), found \(described(found))",
      found, hint: isElement ? "put a comma before it" : nil)
    return isElement
  }

  // MARK: Records

  private mutating func parseEntries(first: RecordEntry.Key?) -> [RecordEntry] {
    var entries: [RecordEntry] = []
    var key = first
    while true {
      guard let name = key ?? parseKey() else { return entries }
      key = nil
      entries.append(parseEntry(name))
      guard takeSeparator("entry"), !isAtEnd, current != "]" else { return entries }
    }
  }

  private mutating func parseKey() -> RecordEntry.Key? {
    if current == "\"" || current == "'" { return .string(parseString(joins: false)) }
    let range = position..<nameEnd(position)
    guard !range.isEmpty else {
      reportExpected(
        "the name of an entry", hint: "entries are written `name: value` or `\"a name\": value`")
      return nil
    }
    take(.name, to: range.upperBound)
    return .name(Name(text(range), range))
  }

  private mutating func parseEntry(_ key: RecordEntry.Key) -> RecordEntry {
    skipBlanks()
    if isAssign(position) {
      report(
        SyntaxDiagnostic.assignment, "expected `:`, found `=`", position..<(position + 1),
        hint: "an entry of a record is written `name: value`; to compare write `==`")
      take(.error, to: position + 1)
      skipBlanks()
      return RecordEntry(key: key, value: parseExpression())
    }
    guard current == ":" else {
      reportExpected("`:` after the name of an entry", hint: "entries are written `name: value`")
      return RecordEntry(key: key, value: Expression(.error, pointAfterLast))
    }
    take(.colon, to: position + 1)
    skipBlanks()
    if isAtEnd || current == "," || current == "]" {
      reportExpected("a value after `:`")
      return RecordEntry(key: key, value: Expression(.error, pointAfterLast))
    }
    return RecordEntry(key: key, value: parseExpression())
  }
}
