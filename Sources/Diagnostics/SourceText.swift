/// A piece of offsh source with a name: what was typed, or a file.
///
/// Offsets everywhere are UTF-8 byte offsets from the start of `text`. Identity matters: two lines
/// typed alike are two sources, so a span finds the text it belongs to without a table.
package final class SourceText: Sendable {
  /// What kind of place the text came from; decides how a diagnostic names it.
  package enum Origin: Sendable, Hashable {
    /// A file, named as the user named it; diagnostics print `name:line:column`.
    case file
    /// Typed at the prompt, pasted, or given with `-c`; diagnostics show only the line.
    case typed
  }

  /// The file name, or a word for what it is (`prompt`, `-c`, `standard input`).
  package let name: String
  /// The whole text, unchanged.
  package let text: String
  package let origin: Origin
  /// The UTF-8 bytes of `text`; spans index into this.
  package let bytes: [UInt8]
  /// The offset of the first byte of each line; the first is 0.
  private let lineStarts: [Int]

  package init(_ text: String, name: String = "prompt", origin: Origin = .typed) {
    self.text = text
    self.name = name
    self.origin = origin
    let bytes = Array(text.utf8)
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// Returns the text of a byte range, clamped to the source.
  package func slice(_ range: Range<Int>) -> String {
    let lower = min(max(range.lowerBound, 0), bytes.count)
    let upper = min(max(range.upperBound, lower), bytes.count)
    return String(decoding: bytes[lower..<upper], as: UTF8.self)
  }

  /// Returns the first place from `offset` on where a character begins; the end at most.
  func boundary(atOrAfter offset: Int) -> Int {
    var place = max(offset, 0)
    while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
    return min(place, bytes.count)
  }

  /// Returns the number of the line (from 1) that holds `offset`.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// Returns line (from 1) and column (from 1, in characters) of `offset`.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let number = line(at: offset)
    return (number, slice(lineStarts[number - 1]..<offset).count + 1)
  }

  /// Returns the byte range of line `number` (from 1) without its line break.
  package func rangeOfLine(_ number: Int) -> Range<Int> {
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }
}

/// A range of bytes in one source: where something stands in what was typed.
package struct SourceSpan: Sendable, Hashable {
  package let source: SourceText
  /// UTF-8 byte offsets; empty ranges mark a point between two bytes.
  package let range: Range<Int>

  package init(_ source: SourceText, _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  /// The spanned text.
  package var text: String { source.slice(range) }

  /// Returns the span from the start of this one to the end of `other`.
  package func joined(to other: SourceSpan) -> SourceSpan {
    SourceSpan(
      source,
      min(range.lowerBound, other.range.lowerBound)..<max(range.upperBound, other.range.upperBound))
  }

  /// Returns the part of this span that `inner` (relative to its start) covers.
  package func part(_ inner: Range<Int>) -> SourceSpan {
    let lower = min(range.lowerBound + inner.lowerBound, range.upperBound)
    return SourceSpan(source, lower..<min(range.lowerBound + inner.upperBound, range.upperBound))
  }

  package static func == (left: SourceSpan, right: SourceSpan) -> Bool {
    left.source === right.source && left.range == right.range
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(source))
    hasher.combine(range)
  }
}
