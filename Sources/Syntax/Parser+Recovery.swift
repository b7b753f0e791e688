import Diagnostics

extension Parser {
  /// More errors than anybody reads are not collected: a text of garbage would hold thousands.
  private static let diagnosticLimit = 200

  /// Notes an error unless one was reported at the same place of reading. It is partial when its
  /// token touches the end of the text, unless the caller knows better.
  mutating func report(
    _ id: DiagnosticID, _ message: String, _ range: Range<Int>, hint: String? = nil,
    labels: [Diagnostic.Label] = [], isPartial: Bool? = nil
  ) {
    let place = placeAfterTrivia
    if hasGivenUp || place == lastErrorPlace { return }
    lastErrorPlace = place
    append(
      Diagnostic(
        id, message, at: span(range), hint: hint, labels: labels,
        isPartial: isPartial ?? (range.upperBound >= end)))
  }

  /// Notes an error about the inside of a token, whatever else was reported there.
  mutating func reportInside(
    _ id: DiagnosticID, _ message: String, _ range: Range<Int>, hint: String? = nil,
    isPartial: Bool? = nil
  ) {
    if hasGivenUp { return }
    append(
      Diagnostic(
        id, message, at: span(range), hint: hint,
        isPartial: isPartial ?? (range.upperBound >= end)))
  }

  /// Behind the limit only an error that makes the text not partial still counts.
  private mutating func append(_ diagnostic: Diagnostic) {
    if diagnostics.count < Self.diagnosticLimit {
      diagnostics.append(diagnostic)
    } else if !diagnostic.isPartial, diagnostics[Self.diagnosticLimit - 1].isPartial {
      diagnostics[Self.diagnosticLimit - 1] = diagnostic
    }
  }

  func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(source, range) }

  // MARK: Something is missing

  /// Reports that `what` should stand at the current place.
  mutating func reportExpected(
    _ what: String, hint: String? = nil, labels: [Diagnostic.Label] = []
  ) {
    if isBehindError { return }
    let place = placeAfterTrivia
    let found = foundRange(at: place)
    guard place < end, bytes[place] != "\n", isOnSameLine(place) else {
      report(
        SyntaxDiagnostic.expected,
        "expected \(what), but \(place < end ? "the line ends" : "nothing follows")",
        pointAfterLast, hint: hint, labels: labels, isPartial: found.upperBound >= end)
      return
    }
    report(
      SyntaxDiagnostic.expected, "expected \(what), found \(described(found))", found, hint: hint,
      labels: labels)
  }

  /// Whether the last token was skipped: what follows from that was reported with it.
  var isBehindError: Bool { tokens.last { !$0.isTrivia }?.kind == .error }

  /// Whether no line ends between the last token and `place`.
  private func isOnSameLine(_ place: Int) -> Bool {
    if context.newlinesAreBlank { return true }
    var index = significantEnd
    while index < place {
      if bytes[index] == "\n" { return false }
      index = bytes[index] == "\\" ? continuationEnd(index) ?? index + 1 : index + 1
    }
    return true
  }

  /// The empty range behind the last token that is not trivia.
  var pointAfterLast: Range<Int> { significantEnd..<significantEnd }

  /// Returns the range of whatever stands at `place`, as a reader would take it.
  func foundRange(at place: Int) -> Range<Int> {
    guard place < end else { return end..<end }
    if bytes[place].isBare {
      // A comma ends what is found, unless it is all that is found.
      let bare = place..<bareEnd(place)
      return place..<(bytes[bare].dropFirst().firstIndex(of: UInt8(ascii: ",")) ?? bare.upperBound)
    }
    switch bytes[place] {
    case "$":
      if at(place + 1) == "{" { return place..<(place + 2) }
      return place..<max(place + 1, nameEnd(place + 1))
    case "|", "&", "<", ">":
      var index = place + 1
      while index < end, bytes[index] == bytes[place] { index += 1 }
      return place..<index
    default: return place..<characterEnd(place)
    }
  }

  /// Returns a word for what stands in `range`, short enough for a message.
  func described(_ range: Range<Int>) -> String {
    if range.isEmpty { return "the end" }
    switch bytes[range.lowerBound] {
    case "\"", "'": return "a string"
    case "\n": return "the end of the line"
    default: break
    }
    var shown = range
    if shown.count > 40 {
      shown = shown.lowerBound..<(shown.lowerBound + 40)
      while shown.upperBound < end, bytes[shown.upperBound] & 0xC0 == 0x80 {
        shown = shown.lowerBound..<(shown.upperBound + 1)
      }
      return "`\(text(shown))…`"
    }
    return "`\(text(shown))`"
  }

  /// Takes the closing byte of a bracket, or reports that it is missing.
  mutating func takeCloser(
    _ closer: Unicode.Scalar, _ kind: Token.Kind, openedAt opener: Int, joins: Bool = false
  ) {
    skipBlanks()
    if current == closer, !isAtEnd {
      take(kind, to: position + 1, joins: joins)
      return
    }
    reportUnclosed(closer, openedAt: opener)
    recover(to: closer, kind)
  }

  private mutating func reportUnclosed(_ closer: Unicode.Scalar, openedAt opener: Int) {
    let width = bytes[opener] == "$" ? 2 : 1
    let open = opener..<min(opener + width, end)
    if isAtEnd {
      report(
        SyntaxDiagnostic.unclosed, "`\(text(open))` is never closed", open,
        hint: "close it with `\(closer)`", isPartial: true)
      return
    }
    let found = foundRange(at: position)
    report(
      SyntaxDiagnostic.unclosed, "expected `\(closer)`, found \(described(found))", found,
      hint: closerHint(closer), labels: [Diagnostic.Label(span(open), "opened here")])
  }

  /// Returns what to do about something that stands where a bracket should close.
  private func closerHint(_ closer: Unicode.Scalar) -> String? {
    switch current {
    case ";": "parentheses hold one pipeline; several statements go into a block: `do { a; b }`"
    case "&": "parentheses hold one pipeline; in a condition write `and`"
    case "=": at(position + 1) == "=" ? nil : "to compare, write `==`"
    default: nil
    }
  }

  /// Skips what stands before the closer of the bracket being read, and takes the closer.
  private mutating func recover(to closer: Unicode.Scalar, _ kind: Token.Kind) {
    while !isAtEnd {
      skipBlanks()
      if isAtEnd { return }
      if current == closer {
        take(kind, to: position + 1)
        return
      }
      switch current {
      case ")", "]", "}":
        if isOpenOutside(current, than: closer) { return }
        take(.error, to: position + 1)
      case "\n": return
      case "{" where !context.allowsBlock: return
      default: skipUnexpected()
      }
    }
  }

  /// Whether `byte` closes a bracket that surrounds the one `closer` would close.
  private func isOpenOutside(_ byte: UInt8, than closer: Unicode.Scalar) -> Bool {
    switch byte {
    case ")": context.openParentheses > (closer == ")" ? 1 : 0)
    case "]": context.openBrackets > (closer == "]" ? 1 : 0)
    default: context.openBraces > (closer == "}" ? 1 : 0)
    }
  }

  // MARK: Something is too much

  /// Whether a pipeline that reached the current place ends there; `|` also ends a stage.
  var isAtStageEnd: Bool {
    guard position < end else { return true }
    switch bytes[position] {
    case "\n", ";", "|", ")", "}", "]": return true
    case "&": return at(position + 1) == "&"
    default: return false
    }
  }

  /// Reports and skips what follows a complete statement up to its end.
  mutating func rejectRest(after what: String, hint: String? = nil) {
    skipBlanks()
    if isAtStageEnd, current != "|" || isAtEnd { return }
    reportRest(after: what, hint: hint)
    skipRest()
  }

  /// Reports and skips what follows a complete stage up to the next one.
  mutating func rejectStageRest(after what: String, hint: String? = nil) {
    skipBlanks()
    if isAtStageEnd, current != "|" || isAtEnd || at(position + 1) != "|" { return }
    reportRest(after: what, hint: hint)
    skipStage()
  }

  private mutating func reportRest(after what: String, hint: String?) {
    if isBehindError { return }
    if current == "|", at(position + 1) == "|" {
      rejectOr()
    } else if current == "=", at(position + 1) != "=", at(position + 1) != ">" {
      rejectAssignment()
    } else {
      let found = foundRange(at: position)
      report(
        SyntaxDiagnostic.unexpected, "\(described(found)) cannot follow \(what)", found,
        hint: hint ?? "a statement ends with the line or with `;`")
    }
  }

  /// Skips to the end of the statement, reading what is there as arguments: errors inside its
  /// blocks are still found.
  mutating func skipRest() {
    while true {
      skipBlanks()
      if isAtStageEnd, current != "|" || isAtEnd { return }
      skipUnexpected()
    }
  }

  /// Skips at least one token.
  mutating func skipUnexpected() {
    let before = position
    switch current {
    case "|", ";", "&", "\n": take(.error, to: foundRange(at: position).upperBound)
    default: _ = parseArguments()
    }
    if position == before { take(.error, to: characterEnd(position)) }
  }

  /// Reports a closing bracket that nothing opened, and takes it.
  mutating func rejectStrayCloser() {
    let closer = text(position..<(position + 1))
    report(
      SyntaxDiagnostic.strayCloser, "`\(closer)` closes nothing", position..<(position + 1),
      hint: "take it away, or write it in quotes if it is text", isPartial: false)
    take(.error, to: position + 1)
  }
}
