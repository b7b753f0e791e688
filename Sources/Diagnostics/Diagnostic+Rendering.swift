extension Diagnostic {
  /// Whether ANSI colour may be used.
  package enum Colour: Sendable, Hashable {
    case none, ansi
  }

  /// Returns the diagnostic as lines for standard error, the last without a line break: what
  /// happened, the place with the part underlined, further places, what to do next.
  package func rendered(_ colour: Colour = .none) -> String {
    let paint = Paint(colour)
    let head = self.severity == .error ? paint.red("ERROR") : paint.yellow("WARNING")
    var lines = ["\(head) \(TerminalText.escaped(self.message))"]
    if let span = self.span {
      if let place = Self.placeLine(span) { lines.append("  at \(place)") }
      lines += Self.markedLines(span).map { "  " + $0 }
    }
    for label in self.labels {
      let place = Self.placeLine(label.span).map { " (\($0))" } ?? ""
      lines.append("  \(TerminalText.escaped(label.text))\(place):")
      lines += Self.markedLines(label.span).map { "  " + $0 }
    }
    if let hint = self.hint {
      let hintLines = TerminalText.escaped(hint).split(
        separator: "\n", omittingEmptySubsequences: false)
      lines.append("  \(paint.cyan("hint")): \(hintLines[0])")
      lines += hintLines.dropFirst().map { "        " + $0 }
    }
    return lines.joined(separator: "\n")
  }

  /// Returns `name:line:column` for a place in a file; what was typed needs no name.
  private static func placeLine(_ span: SourceSpan) -> String? {
    guard span.source.origin == .file else { return nil }
    let (line, column) = span.source.position(of: span.range.lowerBound)
    return "\(TerminalText.escaped(span.source.name)):\(line):\(column)"
  }

  /// Returns the source line of the span's start and a line of carets under the spanned part.
  private static func markedLines(_ span: SourceSpan) -> [String] {
    let source = span.source
    let lineRange = source.rangeOfLine(source.line(at: span.range.lowerBound))
    let lower = min(span.range.lowerBound, lineRange.upperBound)
    let upper = min(max(span.range.upperBound, lower), lineRange.upperBound)
    // A pasted line can be millions of bytes long; only what may be shown is looked at.
    let first = source.boundary(atOrAfter: max(lineRange.lowerBound, lower - mostBytes))
    let middle = source.boundary(atOrAfter: min(upper, lower + mostBytes))
    let last = source.boundary(atOrAfter: min(lineRange.upperBound, upper + mostBytes))
    let before = shown(source.slice(min(first, lower)..<lower))
    let marked = shown(source.slice(lower..<min(middle, upper)))
    let after = shown(source.slice(upper..<min(last, lineRange.upperBound)))
    let carets = String(repeating: "^", count: max(1, TerminalText.width(of: marked)))
    let clipped = clip(before: before, marked: marked, after: after)
    return [
      clipped.line,
      String(repeating: " ", count: clipped.indent) + carets.prefix(clipped.caretLimit),
    ]
  }

  /// How many bytes beside the marked place, and of it, are looked at; many more than are shown.
  private static let mostBytes = 2_048

  /// Returns source text as it can be shown on one line: tabs as one blank, controls escaped.
  private static func shown(_ text: String) -> String {
    TerminalText.escaped(String(text.map { $0 == "\t" ? " " : $0 }), keepsLines: false)
  }

  /// Returns the line cut to a readable window around the marked part: a pasted line can be
  /// thousands of characters long.
  private static func clip(
    before: String, marked: String, after: String
  ) -> (line: String, indent: Int, caretLimit: Int) {
    let window = 100
    var left = before
    if TerminalText.width(of: before) > window { left = "…" + before.suffix(window / 2) }
    var middle = marked
    if TerminalText.width(of: marked) > window { middle = marked.prefix(window) + "…" }
    var right = after
    if right.count > window { right = right.prefix(window) + "…" }
    let indent = TerminalText.width(of: left)
    return (left + middle + right, indent, max(1, TerminalText.width(of: middle)))
  }
}

/// Wraps words in ANSI colours, or leaves them alone. Colour means one thing each: red an error,
/// yellow a warning, cyan a hint.
private struct Paint {
  private let colour: Diagnostic.Colour

  init(_ colour: Diagnostic.Colour) { self.colour = colour }

  func red(_ text: String) -> String { wrapped(text, "31;1") }
  func yellow(_ text: String) -> String { wrapped(text, "33") }
  func cyan(_ text: String) -> String { wrapped(text, "36") }

  private func wrapped(_ text: String, _ code: String) -> String {
    colour == .none ? text : "\u{1b}[\(code)m\(text)\u{1b}[0m"
  }
}
