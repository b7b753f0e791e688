import Diagnostics

extension Parser {
  /// Reads arguments up to the end of the stage, or to `{` in the head of a form.
  mutating func parseArguments() -> [Argument] {
    var arguments: [Argument] = []
    while true {
      skipBlanks()
      guard position < end else { return arguments }
      switch bytes[position] {
      case "\n", ";", "|", ")", "}", "]": return arguments
      case "&":
        if at(position + 1) == "&" { return arguments }
        rejectBackground()
      case "<", ">":
        if placeholderEnd(position) != nil {
          appendOperand(to: &arguments)
        } else {
          rejectRedirection(&arguments)
        }
      case "`": rejectBackTick()
      case "{":
        if !context.allowsBlock { return arguments }
        arguments.append(.block(parseBlock()))
        rejectTouching("a block")
      case ".": parseDotArgument(&arguments)
      case "-": parseDashArgument(&arguments)
      default: appendOperand(to: &arguments)
      }
    }
  }

  // MARK: Words and values

  private enum Operand {
    case word(Word)
    case value(Expression)
  }

  private mutating func appendOperand(to arguments: inout [Argument]) {
    switch parseOperand(.text) {
    case .word(let word): arguments.append(.word(word))
    case .value(let value): arguments.append(.value(value))
    }
  }

  /// Reads a word or a value; one of the two begins at the current place.
  private mutating func parseOperand(_ kind: Token.Kind, joins: Bool = false) -> Operand {
    switch current {
    case "(":
      let value = parseParenthesised(joins: joins)
      rejectTouching("a value")
      return .value(value)
    case "[" where placeholderEnd(position) == nil:
      let value = parseBracketed(joins: joins)
      rejectTouching("a value")
      return .value(value)
    case "$":
      if let value = parseWholeVariable(joins: joins) {
        rejectTouching("a variable")
        return .value(value)
      }
    default: break
    }
    let word = parseWord(kind, joins: joins)
    rejectTouchingValue(after: word)
    return .word(word)
  }

  /// Reads `$name` with its path when that is a whole argument: `$x`, `$x.a`, `$x[0].b`. Nil when
  /// it is but a segment of a word: `$x/0`.
  private mutating func parseWholeVariable(joins: Bool) -> Expression? {
    if at(position + 1) == "(" {
      rejectDollarParenthesis(inText: false)
      return parseParenthesised(joins: joins)
    }
    var index = nameEnd(position + 1)
    guard index > position + 1 else { return nil }
    while at(index) == ".", at(index + 1).startsName {
      index = nameEnd(index + 1)
      if at(index) == "?", at(index + 1) != "?" { index += 1 }
    }
    let isIndexed = at(index) == "[" && placeholderEnd(index) == nil
    guard isIndexed || isWordEnd(index) else { return nil }
    if placeholderEnd(index) != nil { return nil }
    return parseVariable(joins: joins)
  }

  // MARK: Flags and spreads

  private mutating func parseDotArgument(_ arguments: inout [Argument]) {
    guard has("...", at: position), startsSpread(position + 3) else {
      return appendOperand(to: &arguments)
    }
    let start = position
    take(.ellipsis, to: position + 3)
    let value: Expression
    if current == "[" {
      report(
        SyntaxDiagnostic.expected, "expected a variable or `(` after `...`, found `[`",
        position..<(position + 1),
        hint: "put the list into parentheses: `...([…])`")
      value = parseBracketed(joins: true)
    } else if current == "(" {
      value = parseParenthesised(joins: true)
    } else if at(position + 1) == "(" {
      rejectDollarParenthesis(inText: false)
      value = parseParenthesised(joins: true)
    } else if at(position + 1).startsName {
      value = parseVariable(joins: true)
    } else {
      rejectDollar(joins: true)
      value = Expression(.error, start..<position)
    }
    rejectTouching("a value")
    arguments.append(.spread(value, range: start..<significantEnd))
  }

  private func startsSpread(_ place: Int) -> Bool {
    switch at(place) {
    case "$", "(": true
    case "[": placeholderEnd(place) == nil
    default: false
    }
  }

  private mutating func parseDashArgument(_ arguments: inout [Argument]) {
    let dashes = at(position + 1) == "-" ? 2 : 1
    let nameStart = position + dashes
    let name = nameStart..<nameEnd(nameStart)
    let isAttached = at(name.upperBound) == "="
    guard !name.isEmpty, isAttached || endsFlag(name.upperBound) else {
      return appendOperand(to: &arguments)
    }
    let start = position
    take(.flag, to: name.upperBound + (isAttached ? 1 : 0))
    let value = isAttached ? parseAttachedValue() : nil
    if !isAttached { rejectTouching("a flag") }
    arguments.append(
      .flag(
        Flag(
          dashes: dashes, name: Name(text(name), name), value: value, range: start..<significantEnd)
      ))
  }

  private func endsFlag(_ index: Int) -> Bool {
    isWordEnd(index) && placeholderEnd(index) == nil
  }

  private mutating func parseAttachedValue() -> Flag.AttachedValue {
    let isValue = current == "(" || current == "["
    guard !isAtEnd, isValue || startsWord(position) else {
      if current == "{" {
        reportExpected("a word or a value after `=`", hint: "put a blank in place of the `=`")
      }
      return .word(Word(text: "", range: position..<position))
    }
    switch parseOperand(.text, joins: true) {
    case .word(let word): return .word(word)
    case .value(let value): return .value(value)
    }
  }

  // MARK: What touches

  /// Reports that something other than a blank follows a whole argument. Blocks may touch: their
  /// brace can mean nothing else.
  mutating func rejectTouching(_ what: String) {
    guard position < end else { return }
    switch bytes[position] {
    case "\"", "'", "$", "(", "[": break
    case "\\" where continuationEnd(position) == nil: break
    case let byte where byte.isBare && byte != "#": break
    default: return
    }
    let found = foundRange(at: position)
    report(
      SyntaxDiagnostic.missingBlank, "\(described(found)) touches \(what)", found,
      hint: "put a blank between them, or join them to one word with `${…}`")
  }

  /// Reports a bracket that touches a word: `name(…)`, `$x/y[0]`.
  mutating func rejectTouchingValue(after word: Word) {
    guard position < end, current == "(" || current == "[" else { return }
    let name = text(word.range)
    let hint: String
    if current == "(" {
      hint = "put a blank before it, or join it to the word: `\(name)${(…)}`"
    } else if case .variable(let variable, _) = word.segments.last {
      hint = "to take an element write `${\(variable)[…]}`; for two arguments put a blank between"
    } else {
      hint = "put a blank before it, or write `\"\(name)[…]\"` if it is text"
    }
    report(
      SyntaxDiagnostic.missingBlank, "`\(text(position..<(position + 1)))` touches `\(name)`",
      position..<(position + 1), hint: hint)
  }
}
