import Diagnostics

extension Parser {
  /// Reads `def name(…) { … }`.
  mutating func parseDefinition() -> Definition {
    let help = helpAbove()
    take(.def)
    let name = parseDeclaredName(after: "def")
    rejectKeyword(as: name)
    let parameters = parseParameters(name.text)
    return Definition(
      name: name, parameters: parameters, body: parseBody(of: "`def`"), help: help)
  }

  /// A command of such a name could never be called: the word means something else first.
  private mutating func rejectKeyword(as name: Name) {
    let others = ["true", "false", "null", "not", "juju"]
    guard Keyword(rawValue: name.text) != nil || others.contains(name.text) else { return }
    reportInside(
      SyntaxDiagnostic.keywordPlace, "`\(name.text)` is a word of the language", name.range,
      hint: "choose another name, such as `my-\(name.text)`")
  }

  /// Returns the text of the comment lines directly above the current place.
  private func helpAbove() -> String? {
    var lines: [String] = []
    var index = lineHead(before: tokens.count - 1)
    while index >= 1, tokens[index].kind == .newline {
      // With DOS line ends a blank stands before the line break.
      let last = tokens[index - 1].kind == .blank ? index - 2 : index - 1
      guard last >= 0, tokens[last].kind == .comment else { break }
      index = lineHead(before: last - 1)
      // A comment behind a statement belongs to that statement.
      guard index < 0 || tokens[index].kind == .newline || tokens[index].kind == .continuation
      else { break }
      lines.append(commentText(tokens[last].range))
    }
    return lines.isEmpty ? nil : lines.reversed().joined(separator: "\n")
  }

  /// Returns the index of the last token up to `index` that is no blank, prompt mark or semicolon.
  private func lineHead(before index: Int) -> Int {
    var index = index
    while index >= 0 {
      switch tokens[index].kind {
      case .blank, .promptMark, .semicolon: index -= 1
      default: return index
      }
    }
    return index
  }

  private func commentText(_ range: Range<Int>) -> String {
    var start = range.lowerBound + 1
    if at(start) == " ", start < range.upperBound { start += 1 }
    var stop = range.upperBound
    while stop > start, bytes[stop - 1].isBlank { stop -= 1 }
    return text(start..<stop)
  }

  // MARK: Parameters

  private mutating func parseParameters(_ command: String) -> [Parameter] {
    let place = placeAfterTrivia
    guard at(place) == "(" else {
      reportExpected(
        "`(` after the name of the command",
        hint: "write `def \(command.isEmpty ? "name" : command)(first, --flag: text) { … }`")
      return []
    }
    skipTrivia()
    let opener = position
    let entered = enter(.parenthesis)
    take(.openParenthesis, to: position + 1, joins: true)
    var parameters: [Parameter] = []
    skipBlanks()
    while !isAtEnd, current != ")" {
      let before = position
      if let parameter = parseParameter() { parameters.append(parameter) }
      guard finishParameter() else { break }
      if position == before { take(.error, to: characterEnd(position)) }
      skipBlanks()
    }
    takeCloser(")", .closeParenthesis, openedAt: opener)
    leave(entered)
    return parameters
  }

  /// Takes the comma behind a parameter. Returns whether another may follow.
  private mutating func finishParameter() -> Bool {
    skipBlanks()
    if isAtEnd || current == ")" { return false }
    if current == "," {
      take(.comma, to: position + 1)
      return true
    }
    let found = foundRange(at: position)
    let isParameter = current.startsName || current == "-" || current == "."
    report(
      SyntaxDiagnostic.parameter,
      "expected `,` or `)` after the parameter, found \(described(found))",
      found, hint: isParameter ? "put a comma between two parameters" : nil)
    return isParameter
  }

  private mutating func parseParameter() -> Parameter? {
    let start = position
    let kind = takeParameterMark()
    let range = position..<nameEnd(position)
    guard !range.isEmpty else {
      rejectParameter(start)
      return nil
    }
    take(.name, to: range.upperBound, joins: kind != .positional)
    let name = Name(text(range), range)
    skipBlanks()
    let type = current == ":" ? parseType() : nil
    skipBlanks()
    let defaultValue = current == "=" ? parseDefault() : nil
    if kind == .rest, type != nil || defaultValue != nil {
      reportInside(
        SyntaxDiagnostic.parameter, "`...\(name.text)` has neither a type nor a default",
        start..<significantEnd, hint: "it is a list of what is left over, empty when nothing is")
    }
    return Parameter(
      kind: kind, name: name, type: type, defaultValue: defaultValue, range: start..<significantEnd)
  }

  private mutating func takeParameterMark() -> Parameter.Kind {
    if has("--", at: position), at(position + 2) != "-" {
      take(.prefixOperator, to: position + 2)
      return .flag
    }
    if has("...", at: position) {
      take(.ellipsis, to: position + 3)
      return .rest
    }
    return .positional
  }

  private mutating func rejectParameter(_ start: Int) {
    guard !isAtEnd, current != ")", current != "," else {
      return reportExpected("the name of a parameter")
    }
    let found = start..<max(foundRange(at: position).upperBound, position)
    let hint: String =
      switch current {
      case "-": "flags are declared with two dashes: `--name`"
      case "$": "a parameter is declared without `$`: `name`"
      default: "write `name`, `name: type`, `--name` or `...name`"
      }
    report(
      SyntaxDiagnostic.parameter, "expected a parameter, found \(described(found))", found,
      hint: hint)
    var stop = foundRange(at: position).upperBound
    while stop < end, !",)({\n".utf8.contains(bytes[stop]) { stop += 1 }
    take(.error, to: stop)
  }

  private mutating func parseDefault() -> Expression {
    take(.assign, to: position + 1)
    skipBlanks()
    if isAtEnd || current == "," || current == ")" {
      reportExpected("a value after `=`")
      return Expression(.error, pointAfterLast)
    }
    return parseExpression()
  }

  // MARK: Types

  /// Reads `: type`.
  private mutating func parseType() -> Name? {
    take(.colon, to: position + 1)
    skipBlanks()
    guard let stop = typeEnd(position, depth: 0) else {
      rejectType()
      return nil
    }
    let range = position..<stop
    take(.type, to: stop)
    return Name(text(range), range)
  }

  /// Returns the end of `name`, `[type]` or either with `?`.
  private func typeEnd(_ start: Int, depth: Int) -> Int? {
    var index: Int
    if at(start) == "[" {
      guard depth < 20, let inner = typeEnd(start + 1, depth: depth + 1), at(inner) == "]" else {
        return nil
      }
      index = inner + 1
    } else {
      index = nameEnd(start)
      if index == start { return nil }
    }
    if at(index) == "?" { index += 1 }
    return index
  }

  private mutating func rejectType() {
    guard !isAtEnd, current != ")", current != ",", current != "=" else {
      return reportExpected(
        "a type after `:`", hint: "write `name: text`, `name: [text]`, `name: int?`")
    }
    var index = position
    while index < end, bytes[index].isBare || bytes[index] == "[" || bytes[index] == "]",
      bytes[index] != ",", bytes[index] != "="
    {
      index += 1
    }
    let found = position..<max(index, characterEnd(position))
    report(
      SyntaxDiagnostic.parameter, "expected a type, found \(described(found))", found,
      hint: "a type is `name`, `[name]` for a list, `name?` when it may be null")
    take(.error, to: found.upperBound)
  }
}
