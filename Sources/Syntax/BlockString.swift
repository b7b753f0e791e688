/// The common indent of a `"""` string.
///
/// The text begins on the line after the opening quotes when nothing stands behind them, and ends
/// before the line break of the closing quotes when nothing stands before them. What all lines in
/// between begin with in blanks, byte for byte, is taken away; lines of blanks alone do not count
/// and become empty. Text on the line of the opening quotes has no indent.
extension Parser {
  static func withoutIndent(_ parts: [StringLiteral.Part], _ bytes: [UInt8]) -> [StringLiteral.Part]
  {
    var lines = lines(of: parts, bytes)
    if lines.count > 1, lines[0].isBlank { lines.removeFirst() } else { lines[0].isFirst = true }
    if lines.count > 1, lines[lines.count - 1].isBlank { lines.removeLast() }
    let indent = commonIndent(lines, bytes)
    var result: [StringLiteral.Part] = []
    for (number, line) in lines.enumerated() {
      let isLast = number == lines.count - 1
      result += line.parts(withoutIndent: indent, keepsBreak: !isLast)
    }
    return result
  }

  /// One line: its parts, where its break stands, and how many bytes of blanks it begins with.
  private struct Line {
    var parts: [StringLiteral.Part] = []
    var lineBreak: Range<Int>?
    var isFirst = false

    /// The bytes of blanks it begins with, as a range of the source.
    func indent(_ bytes: [UInt8]) -> Range<Int> {
      guard !isFirst, case .text(let text, let range) = parts.first, text.utf8.count == range.count
      else { return 0..<0 }
      var index = range.lowerBound
      while index < range.upperBound, bytes[index] == " " || bytes[index] == "\t" { index += 1 }
      return range.lowerBound..<index
    }

    var isBlank: Bool {
      parts.allSatisfy {
        guard case .text(let text, let range) = $0, text.utf8.count == range.count else {
          return false
        }
        return text.utf8.allSatisfy { $0.isBlank }
      }
    }

    func parts(withoutIndent count: Int, keepsBreak: Bool) -> [StringLiteral.Part] {
      var result: [StringLiteral.Part] = []
      if isBlank, !isFirst {
        // Nothing of it counts but its break.
      } else if !isFirst, count > 0, case .text(let text, let range) = parts.first {
        let rest = range.lowerBound + count..<range.upperBound
        if !rest.isEmpty {
          result.append(.text(String(decoding: text.utf8.dropFirst(count), as: UTF8.self), rest))
        }
        result += parts.dropFirst()
      } else {
        result = parts
      }
      if keepsBreak, let lineBreak { result.append(.text("\n", lineBreak)) }
      return result
    }
  }

  /// Cuts the parts into lines; an escaped or interpolated line break does not end one.
  private static func lines(of parts: [StringLiteral.Part], _ bytes: [UInt8]) -> [Line] {
    var lines = [Line()]
    for part in parts {
      guard case .text(let text, let range) = part, text.utf8.count == range.count else {
        lines[lines.count - 1].parts.append(part)
        continue
      }
      var start = range.lowerBound
      for index in range where bytes[index] == "\n" {
        appendText(start..<index, bytes, to: &lines[lines.count - 1])
        lines[lines.count - 1].lineBreak = index..<(index + 1)
        lines.append(Line())
        start = index + 1
      }
      appendText(start..<range.upperBound, bytes, to: &lines[lines.count - 1])
    }
    return lines
  }

  private static func appendText(_ range: Range<Int>, _ bytes: [UInt8], to line: inout Line) {
    guard !range.isEmpty else { return }
    line.parts.append(.text(String(decoding: bytes[range], as: UTF8.self), range))
  }

  /// Returns how many bytes all lines with text share at their start, blanks only.
  private static func commonIndent(_ lines: [Line], _ bytes: [UInt8]) -> Int {
    var shared: ArraySlice<UInt8>?
    for line in lines where !line.isBlank && !line.isFirst {
      let indent = bytes[line.indent(bytes)]
      guard let before = shared else {
        shared = indent
        continue
      }
      var count = 0
      for (left, right) in zip(before, indent) {
        if left != right { break }
        count += 1
      }
      shared = before.prefix(count)
    }
    return shared?.count ?? 0
  }
}
