import Diagnostics

/// What people type out of habit, and what does the same here.
extension Parser {
  /// Programs that lines are piped into elsewhere.
  private static let otherCommands: [String: String] = [
    "grep": "keep the records you want: `where .name =~ 'WORD'`",
    "egrep": "keep the records you want: `where .name =~ 'WORD'`",
    "rg": "keep the records you want: `where .name =~ 'WORD'`",
    "jq": "`get name` takes a field, `select a b` some fields, `where .cost > 3` some records",
    "yq": "`get name` takes a field, `select a b` some fields, `where .cost > 3` some records",
    "head": "write `first COUNT`",
    "tail": "write `last COUNT`",
    "less": "leave it out: what does not fit on the screen is paged by itself",
    "more": "leave it out: what does not fit on the screen is paged by itself",
    "cat": "leave it out: what a pipeline gives is printed by itself",
    "awk": "`select a b` takes fields, `split-by` cuts text, `each { … }` computes",
    "cut": "`select a b` takes fields, `split-by` cuts text",
    "sed": "write `replace-text`, or `update` for one field of each record",
    "tr": "write `replace-text`",
    "sort": "write `sort-by name`",
    "wc": "write `count`",
    "xargs": "write `each { … }`; many commands also take what the pipe gives by themselves",
    "tee": "`save FILE` writes it; to use it twice keep it with `let x = …`",
    "column": "leave it out: records are printed as a table; `to table` makes it text",
  ]

  /// Reports a program of other shells where only a command can stand.
  mutating func rejectOtherCommand(_ call: CommandCall) {
    guard let name = call.name.literalText, let instead = Self.otherCommands[name] else { return }
    let hint =
      instead.replacing("WORD", with: firstWord(of: call) ?? "text")
      .replacing("COUNT", with: firstNumber(in: call) ?? "10")
    reportInside(
      SyntaxDiagnostic.otherShell, "offsh has no `\(name)`: its pipes carry values, not lines",
      call.name.range, hint: hint)
  }

  private func firstWord(of call: CommandCall) -> String? {
    for case .word(let word) in call.arguments {
      return word.literalText.flatMap { $0.utf8.contains(UInt8(ascii: "'")) ? nil : $0 }
    }
    return nil
  }

  /// Returns the digits of `-n 5`, `-n5`, `-5`.
  private func firstNumber(in call: CommandCall) -> String? {
    for argument in call.arguments {
      let digits = bytes[argument.range].drop { !$0.isDigit }.prefix { $0.isDigit }
      if !digits.isEmpty { return String(decoding: digits, as: UTF8.self) }
    }
    return nil
  }

  /// `||`
  mutating func rejectOr() {
    report(
      SyntaxDiagnostic.otherShell, "offsh has no `||`", position..<(position + 2),
      hint: "in a condition write `or`; to go on after a failure, `try { … } catch { … }`")
    take(.error, to: position + 2)
  }

  /// Operators of other languages that begin like one of ours.
  private static let foreignOperators: [(sign: StaticString, hint: String)] = [
    ("===", "to compare write `==`"), ("!==", "to compare write `!=`"),
    ("<>", "to compare write `!=`"), ("**", "there is no power; multiply"),
    ("//", "`/` divides; without the rest: `($a - $a % $b) / $b`"),
  ]

  /// Reports and takes an operator of other languages; it is read as the one it begins like.
  mutating func rejectForeignOperator() -> Range<Int>? {
    guard let foreign = Self.foreignOperators.first(where: { has($0.sign, at: position) }) else {
      return nil
    }
    let range = position..<(position + foreign.sign.utf8CodeUnitCount)
    report(
      SyntaxDiagnostic.otherShell, "offsh has no `\(text(range))`", range, hint: foreign.hint,
      isPartial: false)
    take(.error, to: range.upperBound)
    return range
  }

  /// A single `&`.
  mutating func rejectBackground() {
    report(
      SyntaxDiagnostic.otherShell, "offsh runs nothing in the background, `&` has no meaning",
      position..<(position + 1),
      hint: "take it away; `each --parallel 4 { … }` does several things at once")
    take(.error, to: position + 1)
  }

  /// `>`, `>>`, `<` and their relatives, with the file behind them.
  mutating func rejectRedirection(_ arguments: inout [Argument]) {
    let isInput = current == "<"
    dropDescriptor(&arguments)
    let start = position
    var index = position
    while index < end, at(index) == "<" || at(index) == ">" { index += 1 }
    let isAppend = index - start > 1
    if at(index) == "&" {
      // `>&1`, `>&-`: no file follows.
      index = bareEnd(index + 1)
      report(
        SyntaxDiagnostic.otherShell, "offsh has no `\(text(start..<index))`", start..<index,
        hint: "take it away: a failing command stops the script and says why by itself")
      take(.error, to: index)
      return
    }
    let fileStart = blanksEnd(index)
    let file = fileStart..<bareEnd(fileStart)
    let name = file.isEmpty ? "FILE" : text(file)
    var hint =
      isInput ? "read a file with `open \(name) | …`" : "write a file with `… | save \(name)`"
    if isAppend, !isInput { hint += "; nothing is ever appended" }
    if !isInput, !isAppend, isAtLineStart(start), fileStart > index {
      hint = "`> ` marks only lines that continue a line with a prompt; take it away"
    }
    if name == "/dev/null" {
      hint = "take it away; to go on after a failure write `try { … } catch { … }`"
    }
    report(
      SyntaxDiagnostic.otherShell, "offsh has no `\(text(start..<index))`", start..<index,
      hint: hint)
    take(.error, to: index)
    take(.blank, to: fileStart)
    take(.error, to: file.upperBound)
  }

  /// Drops the `2` of `2>`, which was read as an argument.
  private func dropDescriptor(_ arguments: inout [Argument]) {
    guard case .word(let word) = arguments.last, word.range.upperBound == position,
      word.literalText == "2" || word.literalText == "1"
    else { return }
    arguments.removeLast()
  }

  /// A back-tick, with what stands before the next one on the line.
  mutating func rejectBackTick() {
    var close = position + 1
    while close < end, bytes[close] != "`", bytes[close] != "\n" { close += 1 }
    let isClosed = at(close) == "`"
    let inner = isClosed ? text((position + 1)..<close) : "…"
    let stop = isClosed ? close + 1 : position + 1
    report(
      SyntaxDiagnostic.otherShell, "offsh has no back-ticks", position..<stop,
      hint: "put the command in parentheses: `(\(inner))`, or `${(\(inner))}` inside a word")
    take(.error, to: stop, joins: false)
  }

  /// `$(`: takes only the `$`, so that what follows is read as the pipeline it is meant to be.
  mutating func rejectDollarParenthesis(inText: Bool) {
    report(
      SyntaxDiagnostic.otherShell, "offsh has no `$(…)`", position..<parenthesisEnd(position + 1),
      hint: inText
        ? "inside a string or a word write `${(…)}`" : "write `(…)`, or `${(…)}` inside a word",
      isPartial: position + 2 >= end)
    take(.error, to: position + 1, joins: inText)
  }
}

extension Parser {
  /// Whether nothing but blanks stands before `place` on its line.
  private func isAtLineStart(_ place: Int) -> Bool {
    var index = place
    while index > 0, bytes[index - 1].isBlank { index -= 1 }
    return index == 0 || bytes[index - 1] == "\n"
  }

  /// Returns the end of what stands in the parentheses that open at `place`, where they close on the
  /// same line; else the end of the opening one.
  private func parenthesisEnd(_ place: Int) -> Int {
    var depth = 0
    var index = place
    while index < end, bytes[index] != "\n" {
      if bytes[index] == "(" { depth += 1 }
      if bytes[index] == ")" { depth -= 1 }
      index += 1
      if depth == 0 { return index }
    }
    return place + 1
  }
}

extension String {
  /// Returns the text with the first `placeholder` replaced.
  fileprivate func replacing(_ placeholder: String, with text: String) -> String {
    var before = Substring(self)
    while !before.isEmpty, !before.hasSuffix(placeholder) { before.removeLast() }
    guard !before.isEmpty else { return self }
    let after = dropFirst(before.count)
    return before.dropLast(placeholder.count) + text + after
  }
}
