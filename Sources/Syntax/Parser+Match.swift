import Diagnostics

extension Parser {
  mutating func parseMatch() -> MatchForm {
    let start = position
    take(.match)
    let subject = parseHead(of: "match")
    let place = placeAfterTrivia
    guard at(place) == "{" else {
      reportMissingBody(of: "`match`", at: place)
      skipRest()
      return MatchForm(subject: subject, arms: [], range: start..<max(start, significantEnd))
    }
    skipTrivia()
    let arms = parseArms()
    return MatchForm(subject: subject, arms: arms, range: start..<significantEnd)
  }

  private mutating func parseArms() -> [MatchForm.Arm] {
    let opener = position
    let entered = enter(.brace)
    defer { leave(entered) }
    take(.openBrace, to: position + 1)
    var arms: [MatchForm.Arm] = []
    while true {
      _ = skipSeparators(isTopLevel: false, isAtLineStart: false)
      if isAtEnd { break }
      if current == "}" {
        take(.closeBrace, to: position + 1)
        return arms
      }
      if current == ")" && context.openParentheses > 0 || current == "]" && context.openBrackets > 0
      {
        break
      }
      let before = position
      arms.append(parseArm())
      finishArm()
      if position == before { take(.error, to: characterEnd(position)) }
    }
    reportUnclosedBlock(opener)
    return arms
  }

  private mutating func finishArm() {
    skipBlanks()
    if isAtEnd { return }
    switch bytes[position] {
    case "\n", ";", "}": return
    case ",":
      report(
        SyntaxDiagnostic.unexpected, "`,` cannot follow an arm of `match`",
        position..<(position + 1),
        hint: "arms stand on lines of their own, or apart by `;`")
      take(.error, to: position + 1)
    default:
      rejectRest(
        after: "an arm of `match`", hint: "arms stand on lines of their own, or apart by `;`")
    }
  }

  private mutating func parseArm() -> MatchForm.Arm {
    let start = position
    var patterns: [MatchForm.Pattern] = []
    repeat {
      skipTrivia()
      guard let pattern = parsePattern() else { break }
      patterns.append(pattern)
      skipBlanks()
    } while takeComma()
    let place = placeAfterTrivia
    if at(place) == "=", at(place + 1) == ">" {
      skipTrivia()
      take(.arrow, to: position + 2)
    } else {
      reportExpected("`=>` after the pattern", hint: "an arm is written `pattern => { … }`")
    }
    return MatchForm.Arm(
      patterns: patterns, body: parseBody(of: "this arm"), range: start..<max(start, significantEnd)
    )
  }

  private mutating func takeComma() -> Bool {
    guard current == "," else { return false }
    take(.comma, to: position + 1)
    return true
  }

  private mutating func parsePattern() -> MatchForm.Pattern? {
    let start = position
    switch current {
    case "\"", "'": return parseStringPattern()
    case let byte where byte == "-" || byte.isDigit: return parseNumberPattern()
    default: break
    }
    let name = position..<nameEnd(position)
    if isLiteralName(name) {
      let kind: MatchForm.Pattern.Kind =
        bytes[start] == "n" ? .null : .bool(bytes[start] == "t")
      take(.literal, to: name.upperBound)
      return MatchForm.Pattern(kind, name)
    }
    if name.count == 1, current == "_" {
      take(.literal, to: name.upperBound)
      return MatchForm.Pattern(.anything, name)
    }
    rejectPattern()
    return nil
  }

  private mutating func rejectPattern() {
    guard !isAtEnd, current != "\n", current != "}" else { return reportExpected("a pattern") }
    let found = foundRange(at: position)
    report(
      SyntaxDiagnostic.pattern, "expected a pattern, found \(described(found))", found,
      hint: current.startsName
        ? "as text write `\"\(text(position..<nameEnd(position)))\"`; everything else is `_`"
        : "a pattern is a literal; to compare with anything else use `if`")
    take(.error, to: found.upperBound)
  }

  private mutating func parseStringPattern() -> MatchForm.Pattern {
    let string = parseString(joins: false)
    if string.literalText == nil {
      reportInside(
        SyntaxDiagnostic.pattern, "a pattern cannot hold variables", string.range,
        hint: "to compare with something computed use `if`")
    }
    return MatchForm.Pattern(.string(string), string.range)
  }

  private mutating func parseNumberPattern() -> MatchForm.Pattern? {
    let start = position
    let sign = current == "-" ? "-" : ""
    if !sign.isEmpty {
      take(.prefixOperator, to: position + 1)
      skipBlanks()
    }
    let digits = position
    guard let stop = numberEnd(position), bytes[stop - 1].isDigit || bytes[stop - 1] == "_",
      !at(stop).startsName, at(stop) != "."
    else {
      rejectPattern()
      return nil
    }
    take(.number, to: stop, joins: !sign.isEmpty && digits == start + 1)
    guard case .number(let literal) = numberKind(digits..<stop, sign: sign) else { return nil }
    return MatchForm.Pattern(.number(literal), start..<stop)
  }
}
