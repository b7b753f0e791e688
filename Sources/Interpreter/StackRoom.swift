import CStack
import Diagnostics

/// Whether the evaluating thread can go one call deeper.
enum StackRoom {
  /// What one call of a definition or a block may need at most, with the commands below it.
  private static let reserve = 512 << 10

  /// Throws `run.too-deep` when another call might not fit.
  @inline(__always)
  static func check(at span: SourceSpan) throws(Diagnostic) {
    if offsh_stack_left() < reserve { throw tooDeep(span) }
  }

  @inline(never)
  private static func tooDeep(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      InterpreterDiagnostic.depth, "definitions and blocks call each other too deeply", at: span,
      hint: "one of them probably calls itself without an end")
  }
}
