/// A page of help about something that is no command: pipes, strings, exit codes.
package struct TopicPage: Sendable {
  package let name: String
  /// One phrase without full stop.
  package let summary: String
  /// Paragraphs; lines that begin with a blank stay as they are.
  package let text: String
  /// Lines that run.
  package let examples: [Example]

  package init(_ name: String, _ summary: String, _ text: String, _ examples: [Example]) {
    self.name = name
    self.summary = summary
    self.text = text
    self.examples = examples
  }

  /// The page as plain text of at most `width` columns, each line ended.
  package func text(width: Int = 80) -> String {
    var lines = TextWrap.lines("\(name): \(summary)", width: width) + [""]
    lines += TextWrap.lines(text, width: width)
    if !examples.isEmpty { lines += ["", "examples:"] }
    for example in examples {
      if let note = example.note { lines += TextWrap.lines("# " + note, width: width, indent: 2) }
      lines += example.line.split(separator: "\n").map { "  " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
