package import Diagnostics

/// What the gate itself says.
package enum GateDiagnostic {
  package static let readOnly = DiagnosticID(
    "gate.read-only", .failure,
    """
    A command would have changed something while the session is read-only (--read-only, or \
    'set-mode read-only'). No request was sent.
    """)
  package static let needsConfirmation = DiagnosticID(
    "gate.needs-confirmation", .needsConfirmation,
    """
    A command that takes something away runs where nobody can be asked: a script, a pipe, a \
    pipeline job. Nothing was sent for it; of several things, what needed no answer may have been \
    done before, and is shown. '--yes' at the offsh call stands for the answer; a '-y' or \
    '--force' on the line itself goes to the server and does not answer offsh's own question.
    """)
  package static let declined = DiagnosticID(
    "gate.declined", .failure, "The question before something was taken away was answered with no.")

  package static let fixedMode = DiagnosticID(
    "gate.fixed-mode", .failure,
    """
    'set-mode live' was said in a session that was started with --read-only or --dry-run. What \
    stands at the call holds for everything that runs in it.
    """)

  package static let all = [readOnly, needsConfirmation, declined, fixedMode]
}
