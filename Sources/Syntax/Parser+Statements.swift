import Diagnostics

extension Parser {
  /// Reads statements up to the end of the text or, in a block, up to its `}`.
  mutating func parseChunk(isBlock: Bool) -> Chunk {
    let start = position
    var statements: [Statement] = []
    var isMarkedHere = skipSeparators(isTopLevel: !isBlock, isAtLineStart: !isBlock)
    while !isAtEnd {
      if let ends = takeCloserBetweenStatements(isBlock) {
        if ends { break }
      } else {
        let outer = isMarked
        isMarked = outer || isMarkedHere
        parseAndJoinedStatements(into: &statements)
        isMarked = outer
      }
      isMarkedHere = skipSeparators(isTopLevel: !isBlock, isAtLineStart: false)
    }
    return Chunk(statements: statements, range: start..<max(start, significantEnd))
  }

  /// Deals with a closing bracket where a statement could begin. Returns whether it ends the
  /// chunk, nil when there is none.
  private mutating func takeCloserBetweenStatements(_ isBlock: Bool) -> Bool? {
    switch current {
    case "}":
      if isBlock { return true }
    case ")":
      if isBlock, context.openParentheses > 0 { return true }
    case "]":
      if isBlock, context.openBrackets > 0 { return true }
    default: return nil
    }
    rejectStrayCloser()
    return false
  }

  /// Reads one statement and those that `&&` joins to it.
  private mutating func parseAndJoinedStatements(into statements: inout [Statement]) {
    while true {
      statements.append(parseStatement())
      finishStatement()
      guard current == "&", at(position + 1) == "&" else { return }
      take(.and, to: position + 2)
      skipTrivia()
      if isAtEnd || current == ";" || current == "}" {
        return reportExpected("a statement after `&&`")
      }
    }
  }

  /// Skips what stands between the end of a statement and what separates it from the next.
  private mutating func finishStatement() {
    skipTrivia(newlines: false)
    guard position < end else { return }
    switch bytes[position] {
    case "\n", ";", "}", ")", "]": return
    case "&" where at(position + 1) == "&": return
    default: rejectRest(after: "this statement")
    }
    // A `|` that a form cannot have is still there, or nothing was skipped: never stand still.
    if !isAtStageEnd { take(.error, to: characterEnd(position)) }
  }

  private mutating func parseStatement() -> Statement {
    let start = position
    let kind = parseStatementKind()
    return Statement(kind, start..<max(start, significantEnd))
  }

  private mutating func parseStatementKind() -> Statement.Kind {
    switch current {
    case "|": return parseAfterLeadingPipe()
    case "&": return rejectLeadingAnd()
    default: break
    }
    switch keywordHere() {
    case .let: return parseLet()
    case .set: return parseSet()
    case .for: return parseFor()
    case .while: return parseWhile()
    case .def: return .def(parseDefinition())
    case .return: return parseReturn()
    case .break: return parseLoopControl(.break)
    case .continue: return parseLoopControl(.continue)
    case .throw: return parseThrow()
    case .source: return parseSource()
    case .else: return rejectClause(.else)
    case .catch: return rejectClause(.catch)
    case .finally: return rejectClause(.finally)
    case .if, .match, .try, .where, nil: return .pipeline(parsePipeline())
    }
  }

  // MARK: Variables

  private mutating func parseLet() -> Statement.Kind {
    take(.let)
    let name = parseDeclaredName(after: "let")
    guard takeAssign("let \(name.text)") else { return .let(name: name, value: missingPipeline()) }
    return .let(name: name, value: parseValue(after: "`=`"))
  }

  private mutating func parseSet() -> Statement.Kind {
    take(.set)
    let root = parseDeclaredName(after: "set")
    let place = Path(root: root, steps: parsePathSteps())
    guard takeAssign("set \(root.text)") else {
      return .set(place: place, value: missingPipeline())
    }
    return .set(place: place, value: parseValue(after: "`=`"))
  }

  /// Reads the name behind a keyword. A `$` before it is reported and forgiven.
  mutating func parseDeclaredName(after keyword: String) -> Name {
    let place = placeAfterTrivia
    if at(place).startsName || isDollarName(place) { skipTrivia() }
    if isDollarName(position) {
      let found = position..<nameEnd(position + 1)
      let bare = text((position + 1)..<found.upperBound)
      report(
        SyntaxDiagnostic.expected, "expected a name after `\(keyword)`, found `$\(bare)`", found,
        hint: "a name is declared without `$`: `\(keyword) \(bare)`")
      take(.error, to: position + 1)
    }
    let name = position..<nameEnd(position)
    if name.isEmpty {
      reportExpected("a name after `\(keyword)`", hint: "write `\(keyword) name …`")
      return Name("", pointAfterLast)
    }
    take(.name, to: name.upperBound)
    return Name(text(name), name)
  }

  private func isDollarName(_ place: Int) -> Bool {
    at(place) == "$" && at(place + 1).startsName
  }

  /// Takes the `=` of a declaration. Returns false when there is none, with the rest skipped.
  private mutating func takeAssign(_ head: String) -> Bool {
    let place = placeAfterTrivia
    if at(place) == "=", at(place + 1) != "=", at(place + 1) != "~" {
      skipTrivia()
      take(.assign, to: position + 1)
      return true
    }
    skipBlanks()
    let operators: [Unicode.Scalar] = ["+", "-", "*", "/", "%"]
    if at(position + 1) == "=", let sign = operators.first(where: { current == $0 }) {
      let name = head.split(separator: " ").last ?? ""
      report(
        SyntaxDiagnostic.expected, "expected `=`, found `\(sign)=`", position..<(position + 2),
        hint: "write `set \(name) = $\(name) \(sign) …`")
    } else if head.hasPrefix("let"), current == ":" {
      report(
        SyntaxDiagnostic.expected, "expected `=`, found `:`", position..<(position + 1),
        hint: "a variable has no type of its own; write `\(head) = …`")
    } else {
      reportExpected("`=`", hint: "write `\(head) = …`")
    }
    skipRest()
    return false
  }

  /// A pipeline where none could be read.
  private func missingPipeline() -> Pipeline {
    let error = Expression(.error, pointAfterLast)
    return Pipeline(first: .expression(error), stages: [], range: pointAfterLast)
  }

  /// Reads a pipeline that must be there.
  mutating func parseValue(after what: String) -> Pipeline {
    skipTrivia()
    if isAtStageEnd, current != "|" || isAtEnd {
      reportExpected("a value after \(what)")
      return missingPipeline()
    }
    return parsePipeline()
  }

  // MARK: Loops and leaving

  private mutating func parseFor() -> Statement.Kind {
    take(.for)
    let name = parseDeclaredName(after: "for")
    let place = placeAfterTrivia
    if has("in", at: place), nameEnd(place) == place + 2 {
      skipTrivia()
      take(.keyword, to: position + 2)
    } else {
      reportExpected(
        "`in`", hint: "write `for \(name.text.isEmpty ? "name" : name.text) in … { … }`")
      // `of` and the like stand in its place.
      skipBlanks()
      take(.error, to: nameEnd(position))
    }
    let items = parseHead(of: "for \(name.text) in")
    return .for(name: name, items: items, body: parseBody(of: "`for`"))
  }

  private mutating func parseWhile() -> Statement.Kind {
    take(.while)
    let condition = parseHead(of: "while")
    return .while(condition: condition, body: parseBody(of: "`while`"))
  }

  private mutating func parseReturn() -> Statement.Kind {
    take(.return)
    skipTrivia(newlines: false)
    if isAtStageEnd, current != "|" || isAtEnd { return .return(nil) }
    return .return(parsePipeline())
  }

  private mutating func parseLoopControl(_ keyword: Keyword) -> Statement.Kind {
    take(keyword)
    rejectRest(after: "`\(keyword.rawValue)`")
    return keyword == .break ? .break : .continue
  }

  private mutating func parseThrow() -> Statement.Kind {
    take(.throw)
    let error = parseRequiredExpression(after: "`throw`")
    rejectRest(after: "the error")
    return .throw(error)
  }

  private mutating func parseSource() -> Statement.Kind {
    take(.source)
    let place = placeAfterTrivia
    if place < end, startsWord(place) { skipTrivia() }
    guard place < end, startsWord(position) else {
      reportExpected("the path of a file after `source`", hint: "write `source FILE`")
      skipRest()
      return .source(Word(text: "", range: pointAfterLast))
    }
    let path = parseWord(.text)
    if path.literalText == nil, !hasPlaceholder(path) {
      reportInside(
        SyntaxDiagnostic.sourcePath,
        "the path of `source` must be literal, found `\(text(path.range))`",
        path.range, hint: "write the path itself; it is relative to this file")
    }
    rejectRest(after: "the path of `source`")
    return .source(path)
  }

  // MARK: What no statement begins with

  private mutating func parseAfterLeadingPipe() -> Statement.Kind {
    let width = at(position + 1) == "|" ? 2 : 1
    report(
      SyntaxDiagnostic.leadingPipe,
      "a line cannot begin with `\(text(position..<(position + width)))`",
      position..<(position + width), hint: "end the line above with `|` instead")
    if width == 2 {
      take(.error, to: position + 2)
      skipRest()
      return .error
    }
    let start = Expression(.error, position..<position)
    let stages = parseStages()
    rejectRest(after: "this pipeline")
    return .pipeline(
      Pipeline(
        first: .expression(start), stages: stages,
        range: start.range.lowerBound..<max(significantEnd, start.range.upperBound)))
  }

  private mutating func rejectLeadingAnd() -> Statement.Kind {
    let found = foundRange(at: position)
    report(
      SyntaxDiagnostic.unexpected, "a statement cannot begin with \(described(found))", found,
      hint: found.count == 2 ? "end the line above with `&&` instead" : nil)
    take(.error, to: found.upperBound)
    return .error
  }

  /// `else`, `catch` or `finally` whose statement has already ended.
  private mutating func rejectClause(_ keyword: Keyword) -> Statement.Kind {
    let word = keyword.rawValue
    report(
      SyntaxDiagnostic.clauseOnOwnLine, "`\(word)` begins no statement",
      position..<(position + word.utf8.count),
      hint: "put it on the line of the brace it follows: `} \(word) { … }`")
    take(keyword)
    skipTrivia(newlines: false)
    if keywordHere() == .if {
      _ = parseIf()
    } else if keyword == .catch {
      _ = parseCatch()
    } else {
      _ = parseBody(of: "`\(word)`")
    }
    return .error
  }
}
