import Diagnostics

/// Text laid out for reading: paragraphs filled to a width.
package enum TextWrap {
  /// Returns the lines of a text whose paragraphs are separated by line breaks, each of at most
  /// `width` columns and `indent` blanks before it. Lines that begin with a blank stay as they are.
  package static func lines(_ text: String, width: Int, indent: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: indent)
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      line.hasPrefix(" ") || line.isEmpty
        ? [line.isEmpty ? "" : margin + line]
        : filled(line, width: width - indent).map { margin + $0 }
    }
  }

  private static func filled(_ paragraph: Substring, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in paragraph.split(separator: " ") {
      let wide = TerminalText.width(of: String(word))
      if !line.isEmpty, used + 1 + wide > width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      line += line.isEmpty ? String(word) : " " + word
      used += (used == 0 ? 0 : 1) + wide
    }
    lines.append(line)
    return lines
  }

  /// Returns rows of two columns, the second filled to what is left of `width`.
  package static func table(_ rows: [(left: String, right: String)], width: Int, indent: Int)
    -> [String]
  {
    let widest = rows.map { TerminalText.width(of: $0.left) }.max() ?? 0
    let column = indent + min(widest, 28) + 2
    var lines: [String] = []
    for row in rows {
      let right = self.lines(row.right, width: width, indent: column)
      let left = String(repeating: " ", count: indent) + row.left
      let gap = column - TerminalText.width(of: left)
      if row.right.isEmpty {
        lines.append(left)
      } else if gap >= 2 {
        lines.append(left + String(repeating: " ", count: gap) + (right[0].dropFirst(column)))
        lines += right.dropFirst()
      } else {
        lines.append(left)
        lines += right
      }
    }
    return lines
  }
}
