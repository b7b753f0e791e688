import Diagnostics

extension Parser {
  /// Whether what begins at `place` is an expression rather than a command: rule 1.
  func startsExpression(_ place: Int) -> Bool {
    let after = at(place + 1)
    switch at(place) {
    case "$", "\"", "'", "(", "[", "{": return true
    case ".": return after.startsName
    case "-": return after == "$" || after == "(" || after == "." || after.isDigit
    case "t": return isLiteralWord("true", place)
    case "f": return isLiteralWord("false", place)
    case "n": return isLiteralWord("null", place) || isLiteralWord("not", place)
    case let byte where byte.isDigit: return isNumberWord(place)
    default: return false
    }
  }

  private func isLiteralWord(_ word: StaticString, _ place: Int) -> Bool {
    has(word, at: place) && isWordEnd(place + word.utf8CodeUnitCount)
  }

  /// Whether the name in `range` is a literal.
  func isLiteralName(_ range: Range<Int>) -> Bool {
    switch range.count {
    case 4: has("true", at: range.lowerBound) || has("null", at: range.lowerBound)
    case 5: has("false", at: range.lowerBound)
    default: false
    }
  }

  mutating func parsePrimary() -> Expression {
    let start = position
    guard !isAtEnd else { return rejectPrimary() }
    switch bytes[position] {
    case "\"", "'":
      let string = parseString(joins: false)
      return withoutPath(Expression(.string(string), string.range))
    case "$": return parseDollarPrimary()
    case "(": return withoutPath(parseParenthesised(joins: false))
    case "[": return withoutPath(parseBracketed(joins: false))
    case "{":
      guard context.allowsBlock else { return rejectPrimary() }
      let block = parseBlock()
      return Expression(.block(block), block.range)
    case ".":
      guard at(start + 1).startsName else { return rejectPrimary() }
      let steps = parsePathSteps(firstJoins: false)
      return Expression(.item(steps), start..<position)
    case let byte where byte.isDigit: return parseNumber()
    case let byte where byte.startsName: return parseNamePrimary()
    default: return rejectPrimary()
    }
  }

  // MARK: Names and variables

  private mutating func parseNamePrimary() -> Expression {
    let range = position..<nameEnd(position)
    guard isLiteralName(range) else { return rejectBareName(range) }
    let kind: Expression.Kind =
      switch bytes[range.lowerBound] {
      case "t": .bool(true)
      case "f": .bool(false)
      default: .null
      }
    take(.literal, to: range.upperBound)
    return Expression(kind, range)
  }

  private mutating func parseDollarPrimary() -> Expression {
    switch at(position + 1) {
    case let byte where byte.startsName: return parseVariable(joins: false)
    case "(":
      rejectDollarParenthesis(inText: false)
      return parseParenthesised(joins: true)
    case "{":
      let start = position
      let range = position..<(position + 2)
      report(
        SyntaxDiagnostic.unexpected, "`${…}` stands only in words and strings", range,
        hint: "here write the variable itself, `$name`, or put the whole into quotes: `\"${…}\"`")
      let inner = parseInterpolation(joins: false)
      return Expression(inner.kind, start..<position)
    default:
      let start = position
      rejectDollar(joins: false)
      return Expression(.error, start..<position)
    }
  }

  /// Reads `$name` with its path.
  mutating func parseVariable(joins: Bool) -> Expression {
    let start = position
    let name = (position + 1)..<nameEnd(position + 1)
    take(.variable, to: name.upperBound, joins: joins)
    if current == "?", at(position + 1) != "?" {
      report(
        SyntaxDiagnostic.unexpected, "`?` cannot follow a variable, only a field",
        position..<(position + 1), hint: "a variable is always there: `$\(text(name))`")
      take(.error, to: position + 1)
    }
    let path = Path(root: Name(text(name), name), steps: parsePathSteps())
    return Expression(.variable(path), start..<position)
  }

  /// Reads `.field`, `.field?` and `[index]` as long as they touch.
  mutating func parsePathSteps(firstJoins: Bool = true) -> [PathStep] {
    var steps: [PathStep] = []
    while position < end {
      let start = position
      switch bytes[position] {
      case "." where at(position + 1).startsName:
        let name = (position + 1)..<nameEnd(position + 1)
        let isOptional = at(name.upperBound) == "?" && isLoneMark(name.upperBound)
        take(
          .field, to: name.upperBound + (isOptional ? 1 : 0), joins: firstJoins || !steps.isEmpty)
        steps.append(.field(text(name), isOptional: isOptional, range: start..<position))
      case ".":
        rejectFieldName()
        return steps
      case "[":
        let index = parseIndex()
        steps.append(.index(index, range: start..<position))
      default: return steps
      }
    }
    return steps
  }

  /// Whether the `?` at `index` belongs to a field: two of them are an operator, three are both.
  private func isLoneMark(_ index: Int) -> Bool {
    at(index + 1) != "?" || at(index + 2) == "?"
  }

  private mutating func rejectFieldName() {
    let found = position..<bareEnd(position)
    let isSpread = at(position + 1) == "."
    report(
      SyntaxDiagnostic.expected, "expected the name of a field after `.`",
      isSpread ? position..<(position + 1) : found,
      hint: at(position + 1).isDigit
        ? "an element of a list is taken with brackets: `$x[0]`"
        : "a field whose name needs quotes is taken with brackets: `$x[\"a b\"]`")
    take(.error, to: at(position + 1).isDigit ? found.upperBound : position + 1)
  }

  private mutating func parseIndex() -> Expression {
    let opener = position
    let entered = enter(.bracket)
    take(.openBracket, to: position + 1, joins: true)
    skipBlanks()
    let index: Expression
    if current == "]" {
      reportExpected("an index", hint: "write `[0]` or `[\"name\"]`")
      index = Expression(.error, position..<position)
    } else {
      index = parseExpression()
    }
    takeCloser("]", .closeBracket, openedAt: opener)
    leave(entered)
    return index
  }

  /// A path behind something that is no variable.
  private mutating func withoutPath(_ value: Expression) -> Expression {
    let isIndex = current == "["
    guard !isAtEnd, isIndex || (current == "." && at(position + 1).startsName) else { return value }
    let stop = isIndex ? position + 1 : nameEnd(position + 1)
    let step = isIndex ? "" : text((position + 1)..<stop)
    report(
      SyntaxDiagnostic.pathOnValue, "`\(text(position..<stop))` can only follow a variable",
      position..<stop,
      hint: isIndex
        ? "give the value a name with `let`, then `$name[…]`" : "write `(… | get \(step))`")
    _ = parsePathSteps()
    return Expression(.error, value.range.lowerBound..<position)
  }

  // MARK: Parentheses and interpolations

  /// Reads `( pipeline )`.
  mutating func parseParenthesised(joins: Bool) -> Expression {
    let opener = position
    let entered = enter(.parenthesis)
    take(.openParenthesis, to: position + 1, joins: joins)
    skipBlanks()
    let value: Expression.Kind
    if isAtEnd || current == ")" {
      if isAtEnd {
        takeCloser(")", .closeParenthesis, openedAt: opener)
      } else {
        reportExpected("a command or a value in the parentheses")
        take(.closeParenthesis, to: position + 1)
      }
      value = .error
    } else {
      let pipeline = parsePipeline()
      takeCloser(")", .closeParenthesis, openedAt: opener)
      value = .pipeline(pipeline)
    }
    leave(entered)
    return Expression(value, opener..<max(opener, significantEnd))
  }

  /// Reads `${ … }`: a bare name is the variable, anything else an expression.
  mutating func parseInterpolation(joins: Bool) -> Expression {
    let opener = position
    let entered = enter(.interpolation)
    take(.openInterpolation, to: position + 2, joins: joins)
    skipBlanks()
    let value = parseInterpolated()
    skipBlanks()
    explainInterpolation(value)
    takeCloser("}", .closeInterpolation, openedAt: opener)
    leave(entered)
    return value
  }

  private mutating func parseInterpolated() -> Expression {
    let start = position
    let name = position..<nameEnd(position)
    guard !isAtEnd, current != "}" else {
      if !isAtEnd { reportExpected("a variable or an expression in `${ }`") }
      return Expression(.error, position..<position)
    }
    guard !name.isEmpty, !isLiteralName(name), !isAtName("not") else { return parseExpression() }
    take(.variable, to: name.upperBound)
    let path = Path(root: Name(text(name), name), steps: parsePathSteps())
    return Expression(.variable(path), start..<position)
  }

  /// Reports what people write behind a name in `${ }`.
  private mutating func explainInterpolation(_ value: Expression) {
    guard !isAtEnd, current != "}", case .variable(let path) = value.kind,
      value.range.lowerBound == path.root.range.lowerBound
    else { return }
    let name = path.root.text
    let found = foundRange(at: position)
    let hint: String =
      switch current {
      case ":", "?": "for a default write `${$\(name) ?? \"…\"}`"
      case let byte
      where byte.startsName || byte == "-" && at(position + 1).isLetter
        || byte == "\"" || byte == "$":
        "to run a command write `${(\(name) …)}`"
      default: "in an expression a variable has its `$`: `${$\(name) + 1}`"
      }
    report(
      SyntaxDiagnostic.unexpected, "expected `}` after the variable, found \(described(found))",
      found, hint: hint)
  }
}
