import Diagnostics
import Syntax

/// A page of Markdown as something to run: the lines of its `offsh` blocks.
///
/// Idea: what is not to run is blanked out where it stands, so that every place in the rest is that
/// of the page. Left are the lines of blocks that open with ```` ```offsh ````; of these, an entry
/// goes as well that ends with `[exit N]`, because it is there to be read.
struct MarkdownPage {
  /// The text to run, as long as the page.
  let source: SourceText
  /// The numbers of the lines where entries begin that were left out.
  let leftOut: [Int]

  static func isPage(_ path: String) -> Bool {
    path.hasSuffix(".md") || path.hasSuffix(".markdown")
  }

  init(_ page: SourceText) {
    let lines = page.text.split(separator: "\n", omittingEmptySubsequences: false)
    var keeps = [Bool](repeating: false, count: lines.count)
    var leftOut: [Int] = []
    /// How many back-ticks close the block that is open, and whether its lines are ours.
    var fence: (length: Int, isOurs: Bool)?
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
      let ticks = Self.fence(of: line)
      if let open = fence {
        if let ticks, ticks.length >= open.length, ticks.info.isEmpty {
          endEntry(before: index)
          fence = nil
        } else if open.isOurs {
          if beginsWithPromptMark(line) {
            endEntry(before: index)
            entry = index
          }
          keeps[index] = true
        }
      } else if let ticks {
        fence = (ticks.length, ticks.info.split(separator: " ").first == "offsh")
      }
    }
    endEntry(before: lines.count)
    let text = zip(lines, keeps).map { line, isKept in
      isKept ? String(line) : String(repeating: " ", count: line.utf8.count)
    }
    source = SourceText(text.joined(separator: "\n"), name: page.name, origin: page.origin)
    self.leftOut = leftOut
  }

  /// Whether a line of output would be taken for a command, the end of a block or that of an entry.
  static func isSpecial(_ line: Substring) -> Bool {
    beginsWithPromptMark(line) || fence(of: line) != nil || isFailure(line)
      || line.drop { $0 == " " }.hasPrefix("...>")
  }

  private static func isFailure(_ line: Substring) -> Bool {
    guard line.hasPrefix("[exit "), line.hasSuffix("]") else { return false }
    return line.dropFirst("[exit ".count).dropLast().allSatisfy(\.isNumber)
  }

  /// Returns how many back-ticks open or close a block on this line, and what stands behind them.
  private static func fence(of line: Substring) -> (length: Int, info: String)? {
    let text = line.drop { $0 == " " }
    let length = text.prefix { $0 == "`" }.count
    guard length >= 3 else { return nil }
    let info = text.dropFirst(length)
    return (length, String(info.filter { $0 != "\r" }))
  }
}
