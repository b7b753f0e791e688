package import Diagnostics
import Values

/// What the commands that steer say.
package enum FlowDiagnostic {
  package static let assertion = DiagnosticID(
    "script.assertion", .failure,
    "An 'assert' did not hold. The message shows what was compared, as far as it is known.")
  package static let timedOut = DiagnosticID(
    "run.timed-out", .timedOut,
    """
    'wait-until' waited as long as it was told to and its block was never true. '--timeout' sets \
    how long.
    """)
  package static let condition = DiagnosticID(
    "run.not-a-condition", .failure,
    "A command needs true or false and got something else; nothing else counts as either.")

  package static let all = [assertion, timedOut, condition]

  /// Returns the error for something that is neither true nor false.
  static func noCondition(_ value: Value, at span: SourceSpan?) -> Diagnostic {
    Diagnostic(
      condition, "true or false is needed, not \(value.kindPhrase)", at: span,
      hint: "compare it: … == …, … > 0, … | is-empty")
  }
}
