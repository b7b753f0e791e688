import Diagnostics

extension Parser {
  /// Reads the string whose opening quote is at the current place.
  mutating func parseString(joins: Bool) -> StringLiteral {
    if current == "'" { return parseRawString(joins: joins) }
    let isBlock = at(position + 1) == "\"" && at(position + 2) == "\""
    var reader = StringReader(start: position, width: isBlock ? 3 : 1, joins: joins)
    while parseStringPart(&reader) {}
    let parts = isBlock ? Self.withoutIndent(reader.parts, bytes) : reader.parts
    return StringLiteral(
      quotes: isBlock ? .block : .plain, parts: parts, range: reader.start..<position)
  }

  /// What was read of one string so far. `position` of the parser stays at the start of the token
  /// being gathered; `index` runs ahead of it.
  private struct StringReader {
    let start: Int
    /// How many quotes open and close it.
    let width: Int
    /// Whether the next token touches what stands before it on purpose.
    var joins: Bool
    var index: Int
    var parts: [StringLiteral.Part] = []

    init(start: Int, width: Int, joins: Bool) {
      self.start = start
      self.width = width
      self.joins = joins
      index = start + width
    }
  }

  /// Reads text and whatever ends it. Returns false when the string is over.
  private mutating func parseStringPart(_ reader: inout StringReader) -> Bool {
    let textStart = reader.index
    var needsCheck = false
    scan: while reader.index < end {
      let byte = bytes[reader.index]
      switch byte {
      case "\"":
        if reader.width == 1 || (at(reader.index + 1) == "\"" && at(reader.index + 2) == "\"") {
          break scan
        }
      case "\\", "$": break scan
      case "\n":
        if isMarked, continuationMark(at: reader.index + 1) != nil { break scan }
      default:
        if byte >= 0x80 || byte.isStrayControl { needsCheck = true }
      }
      reader.index += 1
    }
    if reader.index > textStart {
      if needsCheck { checkStringCharacters(textStart..<reader.index) }
      reader.parts.append(.text(text(textStart..<reader.index), textStart..<reader.index))
    }
    guard reader.index < end else {
      endUnclosed(&reader, quote: reader.width == 3 ? "\"\"\"" : "\"")
      return false
    }
    switch bytes[reader.index] {
    case "\"":
      takeStringText(&reader, to: reader.index + reader.width)
      return false
    case "\\": parseEscape(&reader)
    case "$": parseDollar(&reader)
    default: parseMarkedLine(&reader)
    }
    return true
  }

  private mutating func takeStringText(_ reader: inout StringReader, to stop: Int) {
    if stop > position {
      take(.string, to: stop, joins: reader.joins)
      reader.joins = true
    }
    reader.index = stop
  }

  private mutating func endUnclosed(_ reader: inout StringReader, quote: String) {
    let open = reader.start..<min(reader.start + reader.width, end)
    take(.string, to: end, joins: reader.joins)
    report(
      SyntaxDiagnostic.unclosed, "the string that begins here is never closed", open,
      hint: "close it with `\(quote)`", isPartial: true)
  }

  /// The line break before a continuation mark is text, the mark is not.
  private mutating func parseMarkedLine(_ reader: inout StringReader) {
    let lineBreak = reader.index..<(reader.index + 1)
    reader.parts.append(.text("\n", lineBreak))
    takeStringText(&reader, to: lineBreak.upperBound)
    guard let mark = continuationMark(at: position) else { return }
    take(.promptMark, to: mark.upperBound, joins: true)
    reader.index = position
  }

  // MARK: What is put in

  private mutating func parseDollar(_ reader: inout StringReader) {
    let start = reader.index
    if at(start + 1) == "{" || at(start + 1) == "(" {
      takeStringText(&reader, to: start)
      let inner: Expression
      if current == "$", at(start + 1) == "(" {
        rejectDollarParenthesis(inText: true)
        inner = parseParenthesised(joins: true)
      } else {
        inner = parseInterpolation(joins: reader.joins)
      }
      reader.parts.append(.interpolation(inner, start..<position))
      reader.joins = true
      reader.index = position
      return
    }
    let stop = nameEnd(start + 1)
    guard stop > start + 1 else {
      // A dollar sign that no name follows is one, as at the end of a regular expression.
      reader.parts.append(.text("$", start..<(start + 1)))
      reader.index = start + 1
      return
    }
    takeStringText(&reader, to: start)
    let name = text((start + 1)..<stop)
    rejectAmbiguousPath(name, start, stop)
    take(.variable, to: stop, joins: reader.joins)
    reader.joins = true
    reader.parts.append(.variable(name, start..<stop))
    reader.index = stop
  }

  private mutating func rejectAmbiguousPath(_ name: String, _ start: Int, _ stop: Int) {
    if at(stop) == ".", at(stop + 1).startsName {
      let field = text((stop + 1)..<nameEnd(stop + 1))
      reportInside(
        SyntaxDiagnostic.ambiguousPath, "`$\(name).\(field)` in a string could mean two things",
        start..<nameEnd(stop + 1),
        hint: "`${\(name).\(field)}` is the field, `${\(name)}.\(field)` the variable and then text"
      )
    } else if at(stop) == "[" {
      let inner = bracketText(stop)
      reportInside(
        SyntaxDiagnostic.ambiguousPath, "`$\(name)[\(inner)]` in a string could mean two things",
        start..<(stop + 1),
        hint:
          "`${\(name)[\(inner)]}` is the element, `${\(name)}[\(inner)]` the variable and then text"
      )
    }
  }

  /// Returns what stands in the bracket at `place`, shortened if it is long or not closed nearby.
  private func bracketText(_ place: Int) -> String {
    var index = place + 1
    while index < min(end, place + 20), bytes[index].continuesName { index += 1 }
    return at(index) == "]" ? text((place + 1)..<index) : "…"
  }

  // MARK: Escapes

  private mutating func parseEscape(_ reader: inout StringReader) {
    let start = reader.index
    takeStringText(&reader, to: start)
    let escaped: String
    var stop = start + 2
    switch at(start + 1) {
    case "n": escaped = "\n"
    case "t": escaped = "\t"
    case "\"": escaped = "\""
    case "\\": escaped = "\\"
    case "$": escaped = "$"
    case "u": (escaped, stop) = parseUnicodeEscape(start)
    default:
      stop = characterEnd(start + 1)
      rejectEscape(start..<stop)
      escaped = text((start + 1)..<stop)
    }
    take(.escape, to: stop, joins: reader.joins)
    reader.joins = true
    reader.index = stop
    reader.parts.append(.text(escaped, start..<stop))
  }

  private mutating func rejectEscape(_ range: Range<Int>) {
    let hint: String =
      switch at(range.lowerBound + 1) {
      case "r": "write `\\u{d}`"
      case "0": "write `\\u{0}`"
      case "e": "write `\\u{1b}`"
      case "'": "`'` needs no backslash here"
      case "\n", "\r": "a string goes on to the next line by itself"
      default: "for a backslash write `\\\\`; in single quotes nothing is an escape"
      }
    reportInside(
      SyntaxDiagnostic.escape,
      at(range.lowerBound + 1) == "\n"
        ? "a backslash does not hide a line break in a string"
        : "`\(text(range))` is no escape", range, hint: hint)
  }

  /// Reads `\u{…}`. Returns the character and where the escape ends.
  private mutating func parseUnicodeEscape(_ start: Int) -> (String, Int) {
    var index = start + 2
    var value: UInt32 = 0
    let hint = "write `\\u{…}` with one to six hexadecimal digits: `\\u{e9}`"
    guard at(index) == "{" else {
      reportInside(SyntaxDiagnostic.escape, "expected `{` after `\\u`", start..<index, hint: hint)
      return ("", index)
    }
    index += 1
    let digits = index
    while index < digits + 6, let digit = Self.hexadecimal(at(index)) {
      value = value * 16 + digit
      index += 1
    }
    guard at(index) == "}", index > digits, let scalar = Unicode.Scalar(value) else {
      let stop = at(index) == "}" ? index + 1 : index
      reportInside(
        SyntaxDiagnostic.escape, "`\(text(start..<stop))` is no character", start..<stop, hint: hint
      )
      return ("", stop)
    }
    return (String(Character(scalar)), index + 1)
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x41...0x46: UInt32(byte) - 0x41 + 10
    case 0x61...0x66: UInt32(byte) - 0x61 + 10
    default: nil
    }
  }

  // MARK: Raw strings

  private mutating func parseRawString(joins: Bool) -> StringLiteral {
    var reader = StringReader(start: position, width: 1, joins: joins)
    var textStart = reader.index
    while true {
      while reader.index < end, bytes[reader.index] != "'", !isMarkedBreak(reader.index) {
        reader.index += 1
      }
      if reader.index > textStart {
        let range = textStart..<reader.index
        checkStringCharacters(range)
        reader.parts.append(.text(text(range), range))
      }
      if reader.index >= end {
        endUnclosed(&reader, quote: "'")
        break
      }
      if bytes[reader.index] == "\n" {
        parseMarkedLine(&reader)
      } else if at(reader.index + 1) == "'" {
        reader.parts.append(.text("'", reader.index..<(reader.index + 2)))
        reader.index += 2
      } else {
        takeStringText(&reader, to: reader.index + 1)
        break
      }
      textStart = reader.index
    }
    return StringLiteral(quotes: .raw, parts: reader.parts, range: reader.start..<position)
  }

  private func isMarkedBreak(_ index: Int) -> Bool {
    isMarked && bytes[index] == "\n" && continuationMark(at: index + 1) != nil
  }
}
