import Diagnostics

extension Parser {
  /// Reads a pipeline whose first token is at the current place.
  mutating func parsePipeline() -> Pipeline {
    let start = position
    let first = parseFirst()
    let stages = parseStages()
    return Pipeline(first: first, stages: stages, range: start..<max(start, significantEnd))
  }

  /// The first token decides what it is; names are never looked up.
  private mutating func parseFirst() -> Pipeline.First {
    switch keywordHere() {
    case .if: return .if(parseIf())
    case .match: return .match(parseMatch())
    case .try: return .try(parseTry())
    case .where: return .stage(parseWhere())
    case let keyword? where keyword.beginsStatementOnly:
      return .stage(rejectKeyword(keyword, "it begins a statement and gives no value"))
    default: break
    }
    if startsExpression(position) {
      let expression = parseExpression()
      rejectRestOfExpression(expression)
      return .expression(expression)
    }
    return .stage(parseCommandStage(isFirst: true))
  }

  /// Reads `| stage` as often as it is there.
  mutating func parseStages() -> [Stage] {
    var stages: [Stage] = []
    while true {
      skipBlanks()
      guard current == "|" else { return stages }
      if at(position + 1) == "|" {
        rejectOr()
        skipRest()
        continue
      }
      take(.pipe, to: position + 1)
      skipTrivia()
      stages.append(parseLaterStage())
    }
  }

  private mutating func parseLaterStage() -> Stage {
    switch keywordHere() {
    case .where: return parseWhere()
    case .if, .match, .try:
      return rejectKeyword(
        keywordHere() ?? .if, "only the first stage of a pipeline may be one",
        hint: "to do it for each value write `each { … }`")
    case let keyword? where keyword.beginsStatementOnly:
      return rejectKeyword(keyword, "it begins a statement")
    default: break
    }
    if !isAtEnd, startsExpression(position) { return rejectExpressionStage() }
    return parseCommandStage(isFirst: false)
  }

  private mutating func parseWhere() -> Stage {
    let start = position
    take(.where)
    let condition = parseRequiredExpression(after: "`where`")
    rejectStageRest(after: "the condition of `where`")
    return Stage(.where(condition), start..<significantEnd)
  }

  // MARK: What cannot be a stage

  /// A later stage that begins like an expression.
  private mutating func rejectExpressionStage() -> Stage {
    let start = position
    let found = foundRange(at: position)
    var hint = "use a command: `get name` takes a field, `each { … }` computes something for each"
    if current == ".", nameEnd(position + 1) > position + 1 {
      let field = text((position + 1)..<nameEnd(position + 1))
      hint = "to take the field out of each record write `get \(field)`; to compute, `each { … }`"
    }
    report(
      SyntaxDiagnostic.expressionStage, "expected a command after `|`, found \(described(found))",
      found, hint: hint)
    _ = parseExpression()
    skipStage()
    return Stage(.error, start..<max(start, significantEnd))
  }

  private mutating func rejectKeyword(_ keyword: Keyword, _ why: String, hint: String? = nil)
    -> Stage
  {
    let start = position
    let word = keyword.rawValue
    report(
      SyntaxDiagnostic.keywordPlace, "`\(word)` cannot stand here: \(why)",
      start..<(start + word.utf8.count), hint: hint)
    take(.error, to: start + word.utf8.count)
    skipStage()
    return Stage(.error, start..<significantEnd)
  }

  /// Skips to the end of the stage.
  mutating func skipStage() {
    while true {
      skipBlanks()
      if isAtStageEnd { return }
      skipUnexpected()
    }
  }

  /// After an expression only `|` or the end of the statement may come.
  private mutating func rejectRestOfExpression(_ expression: Expression) {
    skipBlanks()
    switch (current, expression.kind) {
    case (_, .variable(let path)) where startsWord(position):
      rejectStageRest(
        after: "a value",
        hint: "to call the block in it write `do $\(path.root.text) …`; to set it, `set`")
    case (_, .string(let string)) where startsWord(position):
      rejectStageRest(
        after: "a value",
        hint: string.literalText.map { "if `\($0)` is a command, write it without quotes" })
    default:
      rejectStageRest(after: "a value")
    }
  }

  // MARK: Commands

  private mutating func parseCommandStage(isFirst: Bool) -> Stage {
    let start = position
    guard position < end, startsWord(position) else {
      rejectMissingCommand(isFirst)
      return Stage(.error, start..<max(start, significantEnd))
    }
    rejectPromptMark()
    let hasJujuPrefix = takeJujuPrefix()
    let name = parseWord(.command)
    checkCommandName(name, isFirst)
    rejectTouchingValue(after: name)
    let arguments = parseArguments()
    let call = CommandCall(
      hasJujuPrefix: hasJujuPrefix, name: name, arguments: arguments, range: start..<significantEnd)
    if !isFirst { rejectOtherCommand(call) }
    return Stage(.command(call), call.range)
  }

  /// A prompt in the middle of a line is no command: two lines were pasted as one.
  private mutating func rejectPromptMark() {
    let word = position..<bareEnd(position)
    guard !word.isEmpty else { return }
    // As if a blank followed, which the formatter may put there.
    let isMark =
      current == "%" || bytes[word.upperBound - 1] == "#"
      ? PromptMark.end(in: bytes[word] + [0x20], at: 0) != nil
      : PromptMark.end(in: bytes, at: position) != nil
    guard isMark else { return }
    report(
      SyntaxDiagnostic.unexpected, "a prompt stands only at the start of a line", word,
      hint: "take it away, or begin a new line before it")
  }

  private mutating func rejectMissingCommand(_ isFirst: Bool) {
    switch current {
    case "|" where at(position + 1) == "|": rejectOr()
    case "<", ">", "&", "`", "\\":
      _ = parseArguments()
    default:
      reportExpected(isFirst ? "a command or a value" : "a command after `|`")
    }
    skipStage()
  }

  /// `juju` is a prefix when a word follows it; alone or before a flag it is itself the command.
  private mutating func takeJujuPrefix() -> Bool {
    guard has("juju", at: position), isWordEnd(position + 4) else { return false }
    let next = triviaEnd(position + 4, newlines: context.newlinesAreBlank)
    guard next > position + 4, startsWord(next), at(next) != "-", at(next) != "\"", at(next) != "'"
    else { return false }
    take(.command, to: position + 4)
    skipBlanks()
    return true
  }

  private mutating func checkCommandName(_ name: Word, _ isFirst: Bool) {
    guard let text = name.literalText else {
      if !hasPlaceholder(name) {
        reportInside(
          SyntaxDiagnostic.commandName,
          "expected the name of a command, found `\(self.text(name.range))`",
          name.range, hint: "to call a block that a variable holds write `do $block`")
      }
      return
    }
    if text.utf8.first == UInt8(ascii: "^") {
      reportInside(
        SyntaxDiagnostic.reserved, "`\(text)` is reserved: offsh runs no other programs", name.range
      )
    } else if isFirst, let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
      rejectShellAssignment(text, equals, name.range)
    }
  }

  /// `name=value`, the assignment of other shells.
  private mutating func rejectShellAssignment(
    _ text: String, _ equals: String.Index, _ range: Range<Int>
  ) {
    let length = text.utf8.distance(from: text.startIndex, to: equals)
    guard length > 0, nameEnd(range.lowerBound) == range.lowerBound + length else { return }
    let value = text[text.index(after: equals)...]
    reportInside(
      SyntaxDiagnostic.assignment, "`\(text)` is no command", range,
      hint: "to give a variable a value write `let \(text[..<equals]) = "
        + "\(value.isEmpty ? "…" : "'\(value)'")`")
  }
}
