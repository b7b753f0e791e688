package import Diagnostics
package import Values

/// An argument of a call as binding sees it; the interpreter makes these from the syntax.
package enum CallArgument: Sendable {
  /// Something that looks like a flag. `asWord` is the same taken as text, for the value of the
  /// flag before it and after `--`; nil when a list or a block stands behind its `=`.
  case flag(
    name: String, isLong: Bool, attached: ArgumentSource?, asWord: ArgumentSource?, span: SourceSpan
  )
  case value(ArgumentSource)
  /// `...$list`: every element is an argument.
  case spread(dynamic: Int, span: SourceSpan)
}

/// Where the value of an argument comes from.
package enum ArgumentSource: Sendable {
  /// Text that is known before anything runs.
  case text(LiteralText)
  /// A value that is known before anything runs: a list of literals, a number in parentheses.
  case literal(Value, span: SourceSpan)
  /// A block that is written out: number `index` of the computed values, and known to be a block.
  case block(index: Int, parameterCount: Int?, span: SourceSpan)
  /// Number `index` of the values that are computed when the call runs.
  case dynamic(index: Int, span: SourceSpan)

  package var span: SourceSpan {
    switch self {
    case .text(let text): text.span
    case .literal(_, let span), .block(_, _, let span), .dynamic(_, let span): span
    }
  }
}

/// The text of an argument with a way back to its place.
package struct LiteralText: Sendable {
  package let text: String
  package let span: SourceSpan
  /// Whether it was one string in quotes: `"5"` is then no number.
  package let isQuoted: Bool
  /// Maps a range of `text` to where it stands in the source.
  private let locate: @Sendable (Range<Int>) -> Range<Int>

  package init(
    _ text: String, span: SourceSpan, isQuoted: Bool = false,
    locate: @escaping @Sendable (Range<Int>) -> Range<Int>
  ) {
    self.text = text
    self.span = span
    self.isQuoted = isQuoted
    self.locate = locate
  }

  /// Returns where a part of the text stands.
  package func span(of range: Range<Int>?) -> SourceSpan {
    guard let range else { return span }
    return SourceSpan(span.source, locate(range))
  }
}
