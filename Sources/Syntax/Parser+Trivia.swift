import Diagnostics

extension Parser {
  /// Takes blanks, comments and hidden line breaks; newlines only where they are blanks.
  mutating func skipBlanks() { skipTrivia(newlines: context.newlinesAreBlank) }

  /// Takes everything that separates tokens, newlines too: used behind what cannot end a statement.
  mutating func skipTrivia(newlines: Bool = true) {
    var backslash: Int?
    scan: while position < end {
      switch bytes[position] {
      case " ", "\t", "\r": take(.blank, to: blanksEnd(position))
      case "#": take(.comment, to: commentEnd(position))
      case "\n":
        guard newlines else { break scan }
        backslash = nil
        takeNewline()
      case "\\":
        guard let after = continuationEnd(position) else { break scan }
        backslash = position
        take(.continuation, to: after)
        skipContinuationMark()
      default: break scan
      }
    }
    if let backslash, isAtEnd { reportDangling(backslash) }
  }

  /// The place of the first byte from here that is not trivia; takes nothing.
  var placeAfterTrivia: Int { triviaEnd(position) }

  /// Returns the place of the first byte from `start` on that `skipTrivia` would not take.
  func triviaEnd(_ start: Int, newlines: Bool = true) -> Int {
    var index = start
    while index < end {
      switch bytes[index] {
      case " ", "\t", "\r": index += 1
      case "#": index = lineEnd(index)
      case "\n":
        guard newlines else { return index }
        index = afterContinuationMark(index + 1)
      case "\\":
        guard let after = continuationEnd(index) else { return index }
        index = afterContinuationMark(after)
      default: return index
      }
    }
    return index
  }

  private func afterContinuationMark(_ lineStart: Int) -> Int {
    isMarked ? continuationMark(at: lineStart)?.upperBound ?? lineStart : lineStart
  }

  /// Takes a line break inside a statement and the `> ` of the line it begins.
  private mutating func takeNewline() {
    take(.lineBreak, to: position + 1)
    skipContinuationMark()
  }

  /// Takes `> ` at the start of a line that continues a statement behind a prompt mark.
  mutating func skipContinuationMark() {
    guard isMarked, let mark = continuationMark(at: position) else { return }
    take(.blank, to: mark.lowerBound)
    take(.promptMark, to: mark.upperBound)
  }

  /// Returns the range of a continuation mark on the line that begins at `start`: `> `, or offsh's
  /// own `...> `.
  func continuationMark(at start: Int) -> Range<Int>? {
    let mark = blanksEnd(start)
    let sign = has("...>", at: mark) ? mark + 3 : mark
    guard at(sign) == ">" else { return nil }
    let after = at(sign + 1)
    if after.isBlank { return mark..<(sign + 2) }
    return sign + 1 >= end || after == "\n" ? mark..<(sign + 1) : nil
  }

  func blanksEnd(_ start: Int) -> Int {
    var index = start
    while index < end, bytes[index].isBlank { index += 1 }
    return index
  }

  /// Returns the end of the line without its line break.
  func lineEnd(_ start: Int) -> Int {
    var index = start
    while index < end, bytes[index] != "\n" { index += 1 }
    return index
  }

  private func commentEnd(_ start: Int) -> Int {
    let line = lineEnd(start)
    return line > start + 1 && bytes[line - 1] == "\r" ? line - 1 : line
  }

  /// Returns the place behind a backslash with its line break, nil when the backslash is none of
  /// those. Blanks between the two are forgiven: they cannot be seen. So is the end of the text.
  func continuationEnd(_ start: Int) -> Int? {
    let afterBlanks = blanksEnd(start + 1)
    if afterBlanks >= end { return end }
    return bytes[afterBlanks] == "\n" ? afterBlanks + 1 : nil
  }

  private mutating func reportDangling(_ backslash: Int) {
    report(
      SyntaxDiagnostic.expected, "the line ends with a backslash but nothing follows",
      backslash..<(backslash + 1), hint: "take the backslash away, or add the next line",
      isPartial: true)
  }

  // MARK: Between statements

  /// Takes what separates statements, prompt marks and the output lines of a document. Returns
  /// whether a prompt mark (or what stands for one) was the last of it.
  mutating func skipSeparators(isTopLevel: Bool, isAtLineStart: Bool) -> Bool {
    var isMarkedHere = isAtLineStart && skipLineHead(isTopLevel)
    while position < end {
      switch bytes[position] {
      case ";": take(.semicolon, to: position + 1)
      case "\n":
        take(.newline, to: position + 1)
        // Behind a marked line that holds a comment only, its continuation is marked as well.
        isMarkedHere = skipLineHead(isTopLevel, continues: isMarkedHere)
      case " ", "\t", "\r", "#", "\\":
        let before = position
        skipTrivia(newlines: false)
        if position == before { return isMarkedHere }
      default: return isMarkedHere
      }
    }
    return isMarkedHere
  }

  /// Takes a prompt mark, or the whole line when it is output. Returns whether the line is marked.
  private mutating func skipLineHead(_ isTopLevel: Bool, continues: Bool = false) -> Bool {
    if position == 0, has("\u{FEFF}", at: 0) { take(.blank, to: 3) }
    let start = blanksEnd(position)
    guard start < end else { return false }
    if isMarked || continues, let mark = continuationMark(at: start) {
      take(.blank, to: start)
      take(.promptMark, to: mark.upperBound)
      return true
    }
    if let after = PromptMark.end(in: bytes, at: start) {
      take(.blank, to: start)
      take(.promptMark, to: after)
      return true
    }
    guard isTopLevel, lineChoice != .all, bytes[start] != "\n" else { return false }
    if lineChoice == .juju, PromptMark.startsWithJuju(bytes, at: start) { return true }
    take(.output, to: lineEnd(start))
    return false
  }
}
