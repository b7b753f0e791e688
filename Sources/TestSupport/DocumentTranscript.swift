/// The examples of a Markdown document: each fenced block marked `offsh` is a transcript case of
/// its own, run on a fresh sandbox.
package struct DocumentTranscript {
  /// A stretch of the document: text that stays, or an example.
  private enum Part {
    case text(String)
    case example(Int)
  }

  private var parts: [Part] = []
  /// The examples, in order; named by the line they begin at.
  package var cases: [Transcript.Case] = []

  private static let opening = "```offsh"
  private static let closing = "```"

  package init(_ text: String) {
    var plain = ""
    var block: [String]?
    var start = 0
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if let lines = block {
        guard line == Self.closing else {
          block = lines + [String(line)]
          continue
        }
        parts.append(.text(plain))
        parts.append(.example(cases.count))
        cases.append(Transcript.Case(name: "line \(start)", lines: lines, firstLine: start + 1))
        plain = Self.closing + "\n"
        block = nil
      } else {
        plain += line + "\n"
        if line == Self.opening {
          block = []
          start = index + 1
        }
      }
    }
    if plain.hasSuffix("\n") { plain.removeLast() }
    parts.append(.text(plain))
  }

  /// The document with each example's expected part.
  package var text: String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .text(let plain): text += plain
      case .example(let index): text += cases[index].body
      }
    }
  }
}
