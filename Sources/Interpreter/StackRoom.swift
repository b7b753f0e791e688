import CStack
import CommandKit
import Diagnostics

/// Whether the evaluating thread can go one call deeper.
enum StackRoom {
  /// What one call of a definition or a block may need at most, with the commands below it.
  private static let reserve = 512 << 10

  /// Throws `run.too-deep` when another call might not fit, and when Ctrl-C was pressed: calls that
  /// call calls may take for ever without a loop.
  @inline(__always)
  static func check(at span: SourceSpan, _ interruption: Interruption) throws(Diagnostic) {
    try interruption.check()
    if offsh_stack_left() < reserve { throw tooDeep(span) }
  }

  @inline(never)
  private static func tooDeep(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      InterpreterDiagnostic.depth, "definitions and blocks call each other too deeply", at: span,
      hint: "one of them probably calls itself without an end")
  }
}
