import Diagnostics

extension Parser {
  /// Reads `{ … }`, with the names between its bars.
  mutating func parseBlock() -> Block {
    let opener = position
    let entered = enter(.brace)
    take(.openBrace, to: position + 1)
    let parameters = parseBlockParameters()
    let body = parseChunk(isBlock: true)
    if current == "}", !isAtEnd {
      take(.closeBrace, to: position + 1)
    } else {
      reportUnclosedBlock(opener)
    }
    leave(entered)
    return Block(parameters: parameters, body: body, range: opener..<max(opener, significantEnd))
  }

  private mutating func reportUnclosedBlock(_ opener: Int) {
    let open = opener..<min(opener + 1, end)
    if isAtEnd {
      report(
        SyntaxDiagnostic.unclosed, "`{` is never closed", open, hint: "close the block with `}`",
        isPartial: true)
    } else {
      let found = foundRange(at: position)
      report(
        SyntaxDiagnostic.unclosed, "expected `}`, found \(described(found))", found,
        labels: [Diagnostic.Label(span(open), "opened here")])
    }
  }

  /// Reads `|a b|` behind the opening brace.
  private mutating func parseBlockParameters() -> [Name] {
    let place = placeAfterTrivia
    guard place < end, bytes[place] == "|" else { return [] }
    skipTrivia()
    let opener = position
    take(.openBar, to: position + 1)
    var names: [Name] = []
    while true {
      skipTrivia()
      let range = position..<nameEnd(position)
      if range.isEmpty { break }
      take(.name, to: range.upperBound)
      names.append(Name(text(range), range))
    }
    finishBlockParameters(names, opener)
    return names
  }

  private mutating func finishBlockParameters(_ names: [Name], _ opener: Int) {
    if names.isEmpty, current == "|" {
      report(
        SyntaxDiagnostic.expected, "expected a name between the bars", opener..<(position + 1),
        hint: "a block without parameters is written `{ … }`")
    }
    if current == "|" {
      take(.closeBar, to: position + 1)
      return
    }
    let isComma = current == ","
    reportExpected(
      "`|` after the parameters of the block",
      hint: isComma ? "names stand apart by blanks: `{ |a b| … }`" : "write `{ |name| … }`",
      labels: [Diagnostic.Label(span(opener..<(opener + 1)), "opened here")])
    // Read on behind the bar when there is one on this line.
    var index = position
    while index < end, bytes[index] != "\n", bytes[index] != "|", bytes[index] != "}" { index += 1 }
    guard at(index) == "|" else { return }
    take(.error, to: index)
    take(.closeBar, to: index + 1)
  }

  /// Reads the block that a keyword form needs; on a later line it is still found.
  mutating func parseBody(of what: String) -> Block {
    let place = placeAfterTrivia
    if at(place) == "{" {
      skipTrivia()
      return parseBlock()
    }
    reportMissingBody(of: what, at: place)
    skipToBlock()
    if current == "{", !isAtEnd { return parseBlock() }
    return Block(
      parameters: [], body: Chunk(statements: [], range: pointAfterLast), range: pointAfterLast)
  }

  private mutating func reportMissingBody(of what: String, at place: Int) {
    var hint = "write `{ … }`"
    switch at(place) {
    case "&" where at(place + 1) == "&": hint = "in a condition write `and`"
    case "=" where at(place + 1) != "=": hint = "to compare write `==`"
    case ";": hint = "there is no `then` and no `do`: write `{ … }`"
    case ".": hint = "a field touches its variable: `$x.name`"
    default: break
    }
    reportExpected("the block of \(what)", hint: hint)
  }

  /// Skips to `{` when there is one before the statement ends.
  mutating func skipToBlock() {
    let outer = context.allowsBlock
    context.allowsBlock = false
    defer { context.allowsBlock = outer }
    while true {
      skipBlanks()
      if isAtEnd { return }
      switch bytes[position] {
      case "{", "\n", ";", ")", "]", "}": return
      default: skipUnexpected()
      }
    }
  }

  /// Reads the expression between a keyword and the block: a `{` in it begins the block.
  mutating func parseHead(of what: String) -> Expression {
    let outer = context.allowsBlock
    context.allowsBlock = false
    defer { context.allowsBlock = outer }
    skipTrivia()
    if isAtStageEnd || current == "{" {
      reportExpected("a value after `\(what)`")
      return Expression(.error, pointAfterLast)
    }
    return parseExpression()
  }

  // MARK: if

  mutating func parseIf() -> IfForm {
    let start = position
    var branches: [IfForm.Branch] = []
    take(.if)
    branches.append(parseBranch("`if`"))
    while takeClause(.else) {
      let place = placeAfterTrivia
      guard has("if", at: place), isWordEnd(place + 2) else {
        let body = parseBody(of: "`else`")
        return IfForm(branches: branches, elseBody: body, range: start..<significantEnd)
      }
      skipTrivia()
      take(.if)
      branches.append(parseBranch("`else if`"))
    }
    return IfForm(branches: branches, elseBody: nil, range: start..<significantEnd)
  }

  private mutating func parseBranch(_ what: String) -> IfForm.Branch {
    let condition = parseHead(of: "if")
    return IfForm.Branch(condition: condition, body: parseBody(of: what))
  }

  /// Takes `else`, `catch` or `finally` when it follows on the same line.
  private mutating func takeClause(_ keyword: Keyword) -> Bool {
    skipBlanks()
    guard keywordHere() == keyword else { return false }
    take(keyword)
    return true
  }

  // MARK: try

  mutating func parseTry() -> TryForm {
    let start = position
    take(.try)
    let body = parseBody(of: "`try`")
    let catchClause = takeClause(.catch) ? parseCatch() : nil
    let finallyBody = takeClause(.finally) ? parseBody(of: "`finally`") : nil
    return TryForm(
      body: body, catchClause: catchClause, finallyBody: finallyBody, range: start..<significantEnd)
  }

  /// Reads what follows `catch`.
  mutating func parseCatch() -> TryForm.Catch {
    let place = placeAfterTrivia
    guard at(place).startsName || at(place) == "$" else {
      return TryForm.Catch(name: nil, body: parseBody(of: "`catch`"))
    }
    let name = parseDeclaredName(after: "catch")
    return TryForm.Catch(name: name, body: parseBody(of: "`catch`"))
  }

  // MARK: match

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
