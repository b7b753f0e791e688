import Diagnostics

/// What stands where a value should.
extension Parser {
  /// Reports that no expression begins at the current place; takes what cannot begin anything.
  mutating func rejectPrimary() -> Expression {
    let start = position
    guard !isAtEnd else {
      reportExpected("a value")
      return Expression(.error, pointAfterLast)
    }
    switch bytes[position] {
    case "`":
      rejectBackTick()
    case "!":
      report(
        SyntaxDiagnostic.expected, "expected a value, found `!`", start..<(start + 1),
        hint: "to negate write `not`")
      take(.error, to: start + 1)
      if startsExpression(position) { _ = parsePrimary() }
    case "\n", ";", ")", "]", "}", "|", ",", "{":
      reportExpected("a value", hint: current == "{" ? headHint : nil)
      return Expression(.error, pointAfterLast)
    case "-":
      reportExpected("a value", hint: "put the inner `-` into parentheses")
      take(.error, to: start + 1)
      if startsExpression(position) { _ = parsePrimary() }
    default:
      rejectOtherStart()
    }
    return Expression(.error, start..<max(start, position))
  }

  private var headHint: String { "a block cannot stand here; put it into parentheses" }

  private mutating func rejectOtherStart() {
    let found = foundRange(at: position)
    let before = diagnostics.count
    checkCharacters(found)
    if diagnostics.count == before {
      var hint: String?
      if current == ".", at(position + 1).isDigit { hint = "write `0\(text(found))`" }
      if current == "/" || current == "~" { hint = "as text write `\"\(text(found))\"`" }
      if current == "<", at(position + 1).isLetter, let stop = placeholderEnd(position) {
        hint = "`\(text(position..<stop))` is a placeholder: put the real thing in its place"
      }
      report(
        SyntaxDiagnostic.expected, "expected a value, found \(described(found))", found, hint: hint)
    }
    take(.error, to: found.upperBound)
  }

  /// A name without `$`, quotes or dot, which an expression cannot hold.
  mutating func rejectBareName(_ range: Range<Int>) -> Expression {
    let name = text(range)
    if !context.allowsBlock { return rejectCommandInHead(range) }
    var hint =
      "as text write `\"\(name)\"`, a field is `.\(name)`, a variable `$\(name)`, "
      + "a command `(\(name))`"
    if at(range.upperBound) == "(" { hint = "a command is called in parentheses: `(\(name) …)`" }
    report(
      SyntaxDiagnostic.bareName, "expected a value, found the bare name `\(name)`", range,
      hint: hint)
    take(.error, to: range.upperBound)
    // `name(…)` and `name.field`: read on, so that what belongs to it does no further harm.
    if current == "(" {
      _ = parseParenthesised(joins: false)
    } else {
      _ = parsePathSteps()
    }
    return Expression(.error, range.lowerBound..<position)
  }

  /// A command without its parentheses between a keyword and its block: `for x in offers {`.
  private mutating func rejectCommandInHead(_ range: Range<Int>) -> Expression {
    let name = text(range)
    let before = (position, tokens.count)
    let saved = diagnostics.count
    // The rest of the command is read only to find where the block begins; it is reported as one.
    report(
      SyntaxDiagnostic.bareName, "expected a value, found the bare name `\(name)`", range,
      hint: "a command stands in parentheses: `(\(name) …)`")
    take(.error, to: range.upperBound)
    skipToBlock()
    if current == "{", diagnostics.count == saved + 1, significantEnd > range.upperBound {
      let command = text(before.0..<significantEnd)
      diagnostics[saved].hint = "a command stands in parentheses: `(\(command))`"
    } else if current == "{", diagnostics.count == saved + 1 {
      diagnostics[saved].hint =
        "a command is `(\(name))`, a variable `$\(name)`, text `\"\(name)\"`"
    }
    return Expression(.error, range.lowerBound..<significantEnd)
  }
}
