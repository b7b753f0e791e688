import Diagnostics

extension Parser {
  /// How tightly operators bind, loosest first; `not` stands between `and` and the comparisons.
  private enum Precedence: Int, Comparable {
    case or, and, not, comparison, coalesce, sum, term
    /// Of what stands between operators.
    case operand

    /// What the right side of an operator of this precedence binds at least: all group to the left.
    var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .operand }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// Reads an expression; what is there begins like one, or the error is reported.
  mutating func parseExpression() -> Expression { parseBinary(.or) }

  /// Reads an expression whose first operand, a string, was already read.
  mutating func parseExpression(from operand: Expression) -> Expression {
    parseOperators(after: operand, .or)
  }

  /// Reads an expression that must be there, on this line or a later one.
  mutating func parseRequiredExpression(after what: String) -> Expression {
    skipTrivia()
    if isAtStageEnd {
      reportExpected("a value after \(what)")
      return Expression(.error, pointAfterLast)
    }
    return parseExpression()
  }

  private mutating func parseBinary(_ lowest: Precedence) -> Expression {
    let outerHeight = height
    height = 0
    let operand = isAtName("not") ? parseNot(lowest) : parseUnary()
    let result = parseOperators(after: operand, lowest)
    height = max(outerHeight, height)
    return result
  }

  /// Reads operators that bind at least as tightly as `lowest`, with their right sides.
  private mutating func parseOperators(
    after operand: Expression, _ lowest: Precedence
  ) -> Expression {
    var left = operand
    while let found = operatorHere(), found.precedence >= lowest {
      if found.precedence == .comparison, case .binary(let other, _, _, _) = left.kind,
        other.isComparison
      {
        rejectChain(other, found)
      }
      let sign = takeOperator(found)
      let leftHeight = height
      height = 0
      let right = parseRightSide(of: found)
      height = max(leftHeight, height) + 1
      if height > Self.heightLimit { giveUp("this expression is too long") }
      left = Expression(
        .binary(found.symbol, sign, left, right),
        left.range.lowerBound..<max(left.range.upperBound, right.range.upperBound))
    }
    return left
  }

  private mutating func parseRightSide(of found: Operator) -> Expression {
    skipTrivia()
    if isAtStageEnd {
      reportExpected("a value after `\(found.symbol.rawValue)`")
      return Expression(.error, pointAfterLast)
    }
    return parseBinary(found.precedence.next)
  }

  private mutating func parseNot(_ lowest: Precedence) -> Expression {
    let start = position
    if lowest > .not {
      report(
        SyntaxDiagnostic.unexpected, "`not` cannot follow this operator", start..<(start + 3),
        hint: "put it into parentheses: `(not …)`")
    }
    take(.prefixOperator, to: position + 3)
    skipTrivia()
    if isAtStageEnd {
      reportExpected("a value after `not`")
      return Expression(.unary(.not, Expression(.error, pointAfterLast)), start..<significantEnd)
    }
    nesting += 1
    if nesting > Self.nestingLimit { giveUp("`not` is repeated too often") }
    let operand = parseBinary(.not)
    nesting -= 1
    height += 1
    return Expression(.unary(.not, operand), start..<max(operand.range.upperBound, start))
  }

  // MARK: Operators

  private struct Operator {
    let symbol: BinaryOperator
    let precedence: Precedence
    /// How many bytes it takes; `not in` is counted to the end of `in`.
    let length: Int
  }

  /// Returns the operator at the current place, behind blanks.
  private mutating func operatorHere() -> Operator? {
    skipBlanks()
    guard position < end else { return nil }
    let after = at(position + 1)
    switch bytes[position] {
    case "=":
      if after == "=" { return Operator(symbol: .equal, precedence: .comparison, length: 2) }
      if after == "~" { return Operator(symbol: .matches, precedence: .comparison, length: 2) }
      return nil
    case "!":
      if after == "=" { return Operator(symbol: .notEqual, precedence: .comparison, length: 2) }
      if after == "~" { return Operator(symbol: .doesNotMatch, precedence: .comparison, length: 2) }
      return nil
    case "<":
      if after == "=" { return Operator(symbol: .lessOrEqual, precedence: .comparison, length: 2) }
      return Operator(symbol: .less, precedence: .comparison, length: 1)
    case ">":
      if after == "=" {
        return Operator(symbol: .greaterOrEqual, precedence: .comparison, length: 2)
      }
      return Operator(symbol: .greater, precedence: .comparison, length: 1)
    case "?":
      return after == "?" ? Operator(symbol: .coalesce, precedence: .coalesce, length: 2) : nil
    case "+": return Operator(symbol: .add, precedence: .sum, length: 1)
    case "-": return Operator(symbol: .subtract, precedence: .sum, length: 1)
    case "*": return Operator(symbol: .multiply, precedence: .term, length: 1)
    case "/": return Operator(symbol: .divide, precedence: .term, length: 1)
    case "%": return Operator(symbol: .remainder, precedence: .term, length: 1)
    case "|" where after == "|":
      // `takeOperator` reports it and reads it as what it is meant to be.
      return Operator(symbol: .or, precedence: .or, length: 2)
    case "o" where isAtName("or"): return Operator(symbol: .or, precedence: .or, length: 2)
    case "a" where isAtName("and"): return Operator(symbol: .and, precedence: .and, length: 3)
    case "i" where isAtName("in"):
      return Operator(symbol: .isIn, precedence: .comparison, length: 2)
    case "n" where isAtName("not"): return notInHere()
    default: return nil
    }
  }

  private mutating func notInHere() -> Operator? {
    var index = position + 3
    while index < end, bytes[index].isBlank || bytes[index] == "\n" { index += 1 }
    guard has("in", at: index), nameEnd(index) == index + 2 else {
      report(
        SyntaxDiagnostic.expected, "expected `in` after `not`", foundRange(at: index),
        hint: "`not` stands before a value; between two it is `not in`")
      return nil
    }
    return Operator(symbol: .isNotIn, precedence: .comparison, length: index + 2 - position)
  }

  /// Takes the operator's tokens. Returns its range.
  private mutating func takeOperator(_ found: Operator) -> Range<Int> {
    let range = position..<(position + found.length)
    if current == "|" {
      rejectOr()
      return range
    }
    if let foreign = rejectForeignOperator() { return foreign }
    if found.symbol == .isNotIn {
      take(.infixOperator, to: position + 3)
      skipTrivia()
    }
    take(.infixOperator, to: range.upperBound)
    return range
  }

  private mutating func rejectChain(_ other: BinaryOperator, _ found: Operator) {
    report(
      SyntaxDiagnostic.comparisonChain,
      "`\(found.symbol.rawValue)` cannot compare the answer of `\(other.rawValue)`",
      position..<(position + found.length),
      hint: "join two comparisons with `and`: `1 < $x and $x < 5`")
  }

  /// A single `=` where an expression could go on.
  mutating func rejectAssignment() {
    report(
      SyntaxDiagnostic.assignment, "`=` does not compare", position..<(position + 1),
      hint: "to compare write `==`; to give a variable a value, `set name = …`")
    take(.error, to: position + 1)
  }

  // MARK: Prefixes

  private mutating func parseUnary() -> Expression {
    guard current == "-" else { return parsePrimary() }
    let start = position
    take(.prefixOperator, to: position + 1)
    skipBlanks()
    if let smallest = parseSmallestInteger(start) { return smallest }
    if isAtStageEnd {
      reportExpected("a value after `-`")
      return Expression(.error, start..<significantEnd)
    }
    let operandStart = tokens.count
    let operand = parsePrimary()
    joinToken(operandStart)
    height += 1
    return Expression(.unary(.minus, operand), start..<max(operand.range.upperBound, start))
  }

  /// The one whole number that fits only with its sign.
  private mutating func parseSmallestInteger(_ start: Int) -> Expression? {
    guard let stop = numberEnd(position), stop - position >= 19,
      let literal = numberLiteral(position..<stop, sign: "-"), literal.value == .integer(.min)
    else { return nil }
    take(.number, to: stop, joins: true)
    return Expression(.number(literal), start..<stop)
  }

  /// Notes that the token at `index` touches the sign before it.
  private mutating func joinToken(_ index: Int) {
    guard index < tokens.count, index > 0, !tokens[index - 1].isTrivia else { return }
    tokens[index] = Token(tokens[index].kind, tokens[index].range, joinsPrevious: true)
  }
}

extension BinaryOperator {
  fileprivate var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .matches,
      .doesNotMatch, .isIn, .isNotIn:
      true
    case .or, .and, .coalesce, .add, .subtract, .multiply, .divide, .remainder: false
    }
  }
}
