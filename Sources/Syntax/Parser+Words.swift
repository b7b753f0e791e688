import Diagnostics

extension Parser {
  /// Whether a word begins at `place`.
  func startsWord(_ place: Int) -> Bool {
    guard place < end else { return false }
    switch bytes[place] {
    case "\"", "'", "$": return true
    case "\\": return continuationEnd(place) == nil
    case "<", "[": return placeholderEnd(place) != nil
    case let byte: return byte.isBare
    }
  }

  func hasPlaceholder(_ word: Word) -> Bool {
    word.segments.contains { if case .placeholder = $0 { true } else { false } }
  }

  /// Reads a word; its bare text becomes tokens of `kind`.
  mutating func parseWord(_ kind: Token.Kind, joins: Bool = false) -> Word {
    let start = position
    let bare = bareEnd(start)
    if isWordEnd(bare), bare > start, placeholderEnd(bare) == nil {
      take(kind, to: bare, joins: joins)
      checkCharacters(start..<bare)
      return Word(text: text(start..<bare), range: start..<bare)
    }
    var segments: [Word.Segment] = []
    while let segment = parseSegment(kind, joins: joins || position > start) {
      segments.append(segment)
    }
    return Word(segments: segments, range: start..<position)
  }

  /// Reads one segment, nil where the word ends.
  private mutating func parseSegment(_ kind: Token.Kind, joins: Bool) -> Word.Segment? {
    guard position < end else { return nil }
    switch bytes[position] {
    case "\"", "'": return .string(parseString(joins: joins))
    case "$": return parseDollarSegment(joins: joins)
    case "<", "[":
      guard let stop = placeholderEnd(position) else { return nil }
      return .placeholder(takePlaceholder(to: stop, joins: joins))
    case "\\":
      if continuationEnd(position) != nil { return nil }
      return parseBackslash(joins: joins)
    case let byte where byte.isBare:
      let range = position..<bareEnd(position)
      take(kind, to: range.upperBound, joins: joins)
      checkCharacters(range)
      return .text(text(range), range)
    default: return nil
    }
  }

  private mutating func parseDollarSegment(joins: Bool) -> Word.Segment {
    let start = position
    switch at(position + 1) {
    case "{":
      let inner = parseInterpolation(joins: joins)
      return .interpolation(inner, start..<position)
    case "(":
      rejectDollarParenthesis(inText: joins)
      let inner = parseParenthesised(joins: true)
      return .interpolation(inner, start..<position)
    case let byte where byte.startsName:
      let stop = nameEnd(position + 1)
      take(.variable, to: stop, joins: joins)
      return .variable(text((start + 1)..<stop), start..<stop)
    default:
      rejectDollar(joins: joins)
      return .text("$", start..<position)
    }
  }

  /// A `$` that no name follows.
  mutating func rejectDollar(joins: Bool) {
    let after = position + 1
    let found = position..<(isWordEnd(after) || at(after) == "$" ? after : characterEnd(after))
    let hint: String =
      switch at(after) {
      case "?": "a failing command stops the script by itself; `try { … } catch { … }` goes on"
      case "@", "*", "#": "the arguments of a script are `$args`"
      case let byte where byte.isDigit: "the arguments of a script are `$args`: `$args[0]`"
      default: "for a dollar sign as text write `'$'`"
      }
    report(
      SyntaxDiagnostic.variableName,
      "expected a name after `$`, found \(describedAfterDollar(after))",
      found, hint: hint)
    take(.error, to: after, joins: joins)
  }

  private func describedAfterDollar(_ place: Int) -> String {
    guard place < end else { return "the end" }
    if bytes[place].isBlank || bytes[place] == "\n" { return "a blank" }
    return described(place..<characterEnd(place))
  }

  /// A backslash that hides no line break: escapes are only known inside double quotes.
  private mutating func parseBackslash(joins: Bool) -> Word.Segment {
    let start = position
    let stop = characterEnd(position + 1)
    let escaped = text((position + 1)..<stop)
    report(
      SyntaxDiagnostic.escape, "a backslash outside quotes only hides a line break", start..<stop,
      hint: escaped == " "
        ? "to keep the blank in the word put quotes around it"
        : "write `'\(escaped == "'" ? "''" : escaped)'` for the character itself")
    take(.error, to: stop, joins: joins)
    return .text(escaped, start..<stop)
  }

  // MARK: Placeholders

  /// A placeholder is never longer; keeps the search for its end from reading far.
  private static let longestPlaceholder = 200

  /// Returns the end of the documentation placeholder that begins at `place`, nil when none does.
  func placeholderEnd(_ place: Int) -> Int? {
    guard place < end else { return nil }
    switch bytes[place] {
    case "<": return at(place + 1).isLetter ? angleEnd(place) : nil
    case "[": return startsSquarePlaceholder(place) ? squareEnd(place) : nil
    default: return nil
    }
  }

  private func angleEnd(_ place: Int) -> Int? {
    var index = place + 1
    let limit = min(end, place + Self.longestPlaceholder)
    while index < limit {
      switch bytes[index] {
      case ">": return index + 1
      case "<", "\n": return nil
      default: index += 1
      }
    }
    return nil
  }

  private func startsSquarePlaceholder(_ place: Int) -> Bool {
    switch at(place + 1) {
    case "<": return true
    case ":": return at(place + 2) == "<"
    case "-": return at(place + 2).isLetter || at(place + 2) == "-"
    case let byte where byte.startsName:
      let name = (place + 1)..<nameEnd(place + 1)
      return at(name.upperBound) == "]" && !isLiteralName(name)
    default: return false
    }
  }

  /// Returns the end of the bracket that begins at `place`, on the same line.
  private func squareEnd(_ place: Int) -> Int? {
    var depth = 0
    var index = place
    let limit = min(end, place + Self.longestPlaceholder)
    while index < limit {
      switch bytes[index] {
      case "[": depth += 1
      case "]":
        depth -= 1
        if depth == 0 { return index + 1 }
      case "\n": return nil
      default: break
      }
      index += 1
    }
    return nil
  }

  private mutating func takePlaceholder(to stop: Int, joins: Bool) -> Placeholder {
    let range = position..<stop
    let placeholder = Placeholder(
      label: text((position + 1)..<(stop - 1)), isOptional: bytes[position] == "[", range: range)
    placeholders.append(placeholder)
    reportInside(
      SyntaxDiagnostic.placeholder, "`\(text(range))` is a placeholder", range,
      hint: hint(for: placeholder), isPartial: false)
    take(.placeholder, to: stop, joins: joins)
    return placeholder
  }

  private func hint(for placeholder: Placeholder) -> String {
    let label = placeholder.label
    if !placeholder.isOptional { return "put the real \(label) in its place" }
    return label.hasPrefix("-")
      ? "write `\(label)` without the brackets, or take it away"
      : "put the real thing in its place, or take it away"
  }
}
