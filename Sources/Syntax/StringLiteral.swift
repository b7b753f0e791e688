/// A quoted string, taken apart into text and what is put in.
package struct StringLiteral: Sendable {
  package enum Quotes: Sendable, Hashable {
    /// `'…'`: nothing is special but `''`.
    case raw
    /// `"…"`
    case plain
    /// `"""…"""`: the common indent is gone from `parts`.
    case block
  }

  package enum Part: Sendable {
    /// Text as it is meant, and the source it came from. An escape is a part of its own, so that
    /// either both have the same length or the part is one character.
    case text(String, Range<Int>)
    /// `$name`; the name without `$`, the range with it.
    case variable(String, Range<Int>)
    /// `${…}`; the range with both braces.
    case interpolation(Expression, Range<Int>)

    package var range: Range<Int> {
      switch self {
      case .text(_, let range), .variable(_, let range), .interpolation(_, let range): range
      }
    }
  }

  package let quotes: Quotes
  package let parts: [Part]
  /// With the quotes.
  package let range: Range<Int>
  /// The whole text when nothing is put in, else nil.
  package let literalText: String?

  package init(quotes: Quotes, parts: [Part], range: Range<Int>) {
    self.quotes = quotes
    self.parts = parts
    self.range = range
    literalText = Self.literalText(of: parts)
  }

  private static func literalText(of parts: [Part]) -> String? {
    if parts.count == 1, case .text(let text, _) = parts[0] { return text }
    var result = ""
    for part in parts {
      guard case .text(let text, _) = part else { return nil }
      result += text
    }
    return result
  }
}
