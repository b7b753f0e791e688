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

  mutating func reportUnclosedBlock(_ opener: Int) {
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

  mutating func reportMissingBody(of what: String, at place: Int) {
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
}
