package import Diagnostics

/// Returns the tree of `source` with all that is wrong with it. Never fails, never stops early.
package func parse(_ source: SourceText, mode: ParseMode = .file) -> SyntaxTree {
  SyntaxTree(
    source: source, program: Chunk(statements: [], range: 0..<0), tokens: [], diagnostics: [],
    isPartial: false)
}
