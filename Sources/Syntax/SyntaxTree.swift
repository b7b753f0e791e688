package import Diagnostics

/// What a text turned out to say: a tree, every token of the text, and all that is wrong with it.
///
/// There is always a tree. Where the text made no sense the tree holds `.error` nodes, so that
/// the check can go on with the rest. All ranges are UTF-8 byte offsets into `source`.
package struct SyntaxTree: Sendable {
  package let source: SourceText
  package let program: Chunk
  /// Every byte of the text exactly once and in order: printing the tokens gives the text back.
  package let tokens: [Token]
  /// What was found, in the order of the text. Warnings may be among them.
  package let diagnostics: [Diagnostic]
  /// The documentation placeholders (`<offer name>`) the text still holds; each also has an error
  /// in `diagnostics`. The prompt asks for them, elsewhere they are errors.
  package let placeholders: [Placeholder]
  /// Whether more input could cure all that is wrong: something is, and only at the very end.
  package let isPartial: Bool

  package init(
    source: SourceText, program: Chunk, tokens: [Token], diagnostics: [Diagnostic],
    placeholders: [Placeholder] = [], isPartial: Bool
  ) {
    self.source = source
    self.program = program
    self.tokens = tokens
    self.diagnostics = diagnostics
    self.placeholders = placeholders
    self.isPartial = isPartial
  }

  /// Whether anything is wrong that stops the text from being run.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Returns the span of a range of this tree.
  package func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(source, range) }

  /// The text put together again from the tokens; equal to `source.text` byte for byte.
  package var printed: String { tokens.reduce(into: "") { $0 += source.slice($1.range) } }
}

/// What kind of text is parsed; decides only how lines with and without prompt marks are taken.
package enum ParseMode: Sendable, Hashable {
  /// An `.offsh` file or the text of `-c`. Prompt marks are skipped line by line; no line is output.
  case file
  /// A line typed at the prompt, with the lines that continue it. Taken like a file.
  case prompt
  /// A paste or a runbook's code block: where any line has a prompt mark (or, failing that, begins
  /// with `juju `), only those lines and their continuations are commands and the others are
  /// expected output.
  case document
}
