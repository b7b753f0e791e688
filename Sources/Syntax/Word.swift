/// A run of segments without blanks between them: one argument, or the name of a command.
package struct Word: Sendable {
  package enum Segment: Sendable {
    case text(String, Range<Int>)
    case string(StringLiteral)
    /// `$name`; the name without `$`, the range with it.
    case variable(String, Range<Int>)
    /// `${…}`; the range with both braces.
    case interpolation(Expression, Range<Int>)
    case placeholder(Placeholder)
  }

  package let range: Range<Int>
  /// The whole text when nothing is put in and no placeholder is left, else nil.
  package let literalText: String?
  /// Empty when the word is one run of bare text, by far the commonest: saves an allocation each.
  private let joined: [Segment]

  /// Makes a word of bare text alone.
  package init(text: String, range: Range<Int>) {
    self.range = range
    literalText = text
    joined = []
  }

  package init(segments: [Segment], range: Range<Int>) {
    self.range = range
    literalText = Self.literalText(of: segments)
    joined = segments
  }

  package var segments: [Segment] {
    if joined.isEmpty, let literalText { return [.text(literalText, range)] }
    return joined
  }

  /// The string when the word is nothing but one quoted string.
  package var wholeString: StringLiteral? {
    if joined.count == 1, case .string(let string) = joined[0] { return string }
    return nil
  }

  /// Returns the source offset of the byte at `offset` (UTF-8) of `literalText`, so that an error
  /// can point inside the word. Behind the end it is where the text ends.
  package func sourceOffset(of offset: Int) -> Int {
    if joined.isEmpty { return min(range.lowerBound + offset, range.upperBound) }
    var rest = offset
    var end = range.lowerBound
    for (text, source) in literalPieces {
      let length = text.utf8.count
      if rest < length {
        return length == source.count ? source.lowerBound + rest : source.lowerBound
      }
      rest -= length
      end = source.upperBound
    }
    return end
  }

  /// Returns the source range of a range (UTF-8 offsets) of `literalText`.
  package func sourceRange(of inner: Range<Int>) -> Range<Int> {
    let lower = sourceOffset(of: inner.lowerBound)
    if inner.isEmpty { return lower..<lower }
    let last = sourceOffset(of: inner.upperBound - 1)
    // The last byte of an escape maps to its start: take the whole escape.
    let after = sourceOffset(of: inner.upperBound)
    return lower..<max(last + 1, min(after, range.upperBound))
  }

  /// The literal text in pieces with where each came from.
  private var literalPieces: [(text: String, source: Range<Int>)] {
    joined.flatMap { segment -> [(text: String, source: Range<Int>)] in
      switch segment {
      case .text(let text, let range): [(text, range)]
      case .string(let string):
        string.parts.compactMap { part in
          if case .text(let text, let range) = part { (text, range) } else { nil }
        }
      case .variable, .interpolation, .placeholder: []
      }
    }
  }

  private static func literalText(of segments: [Segment]) -> String? {
    var result = ""
    for segment in segments {
      switch segment {
      case .text(let text, _): result += text
      case .string(let string):
        guard let text = string.literalText else { return nil }
        result += text
      case .variable, .interpolation, .placeholder: return nil
      }
    }
    return result
  }
}

/// A documentation placeholder that a person must replace: `<offer name>`, `[--force]`.
package struct Placeholder: Sendable, Hashable {
  /// What stands between the outermost brackets: `offer name`, `--force`, `:<endpoint>`.
  package let label: String
  /// Whether square brackets say that it may be left out.
  package let isOptional: Bool
  package let range: Range<Int>

  package init(label: String, isOptional: Bool, range: Range<Int>) {
    self.label = label
    self.isOptional = isOptional
    self.range = range
  }
}
