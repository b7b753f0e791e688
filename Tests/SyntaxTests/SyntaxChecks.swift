import Diagnostics
import Syntax
import Testing

/// A text and the tree it gives, without any error.
struct TreeCase: Sendable, CustomTestStringConvertible {
  let source: String
  let tree: String

  init(_ source: String, _ tree: String) {
    self.source = source
    self.tree = tree
  }

  var testDescription: String { source }
}

/// A text and what is wrong with it: `id 'marked text'`, with `…` behind it when partial.
struct ErrorCase: Sendable, CustomTestStringConvertible {
  let source: String
  let findings: [String]

  init(_ source: String, _ findings: String...) {
    self.source = source
    self.findings = findings
  }

  var testDescription: String { source }
}

/// Checks the tree, that nothing is wrong, and that the tokens give the text back.
func check(
  _ source: String, gives tree: String, mode: ParseMode = .file,
  at location: SourceLocation = #_sourceLocation
) {
  let parsed = parse(SourceText(source), mode: mode)
  #expect(parsed.debugText == tree, sourceLocation: location)
  #expect(parsed.diagnostics.map(finding) == [], sourceLocation: location)
  #expect(parsed.printed == source, sourceLocation: location)
}

/// Checks what is wrong, and that the tokens give the text back all the same.
func check(
  _ source: String, reports findings: [String], mode: ParseMode = .file,
  at location: SourceLocation = #_sourceLocation
) {
  let parsed = parse(SourceText(source), mode: mode)
  #expect(parsed.diagnostics.map(finding) == findings, sourceLocation: location)
  #expect(parsed.printed == source, sourceLocation: location)
}

/// Returns a diagnostic in the words of `ErrorCase`.
func finding(_ diagnostic: Diagnostic) -> String {
  let id = diagnostic.id.name.dropFirst("syntax.".count)
  return "\(id) '\(diagnostic.span?.text ?? "")'" + (diagnostic.isPartial ? "…" : "")
}
