import Diagnostics
import Syntax

/// A page of Markdown as something to run: the lines of its `offsh` blocks.
///
/// Idea: what is not to run is blanked out where it stands, so that every place in the rest is that
/// of the page. Left are the lines of blocks that open with ```` ```offsh ````; of these, an entry
/// goes as well that ends with `[exit N]`, because it is there to be read.
struct MarkdownPage {
  /// The text to run, each line where it stands in the page.
  let source: SourceText
  /// The numbers of the lines where entries begin that were left out.
  let leftOut: [Int]

  static func isPage(_ path: String) -> Bool {
    path.hasSuffix(".md") || path.hasSuffix(".markdown")
  }

  init(_ page: SourceText) {
    let lines = Self.lines(of: page.text)
    var keeps = [Bool](repeating: false, count: lines.count)
    var leftOut: [Int] = []
    var blocks = MarkdownBlocks()
    /// Where the entry begins that is gone through.
    var entry: Int?
    func endEntry(before index: Int) {
      guard let start = entry else { return }
      entry = nil
      guard let last = lines[start..<index].last(where: { !$0.allSatisfy(\.isWhitespace) }),
        Self.isFailure(last)
      else { return }
      for line in start..<index { keeps[line] = false }
      leftOut.append(start + 1)
    }
    for (index, line) in lines.enumerated() {
      guard blocks.language(of: line) == "offsh" else {
        endEntry(before: index)
        continue
      }
      if beginsWithPromptMark(line) {
        endEntry(before: index)
        entry = index
      }
      keeps[index] = true
    }
    endEntry(before: lines.count)
    let text = zip(lines, keeps).map { line, isKept in
      isKept ? String(line) : String(repeating: " ", count: line.utf8.count)
    }
    source = SourceText(text.joined(separator: "\n"), name: page.name, origin: page.origin)
    self.leftOut = leftOut
  }

  /// Returns the lines of a text without their ends, which may be those of Windows.
  static func lines(of text: String) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      Substring($0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0)
    }
  }

  /// Whether a line of output would be taken for a command, the end of a block or that of an entry.
  static func isSpecial(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " || $0 == "\t" }
    return beginsWithPromptMark(line) || isFailure(line)
      || ["```", "~~~", "...>"].contains { text.hasPrefix($0) }
  }

  private static func isFailure(_ line: Substring) -> Bool {
    guard line.hasPrefix("[exit "), line.hasSuffix("]") else { return false }
    return line.dropFirst("[exit ".count).dropLast().allSatisfy(\.isNumber)
  }
}
