package import Diagnostics

/// What can go wrong with values.
package enum ValueDiagnostic {
  package static let wrongKind = DiagnosticID(
    "value.wrong-kind", .failure,
    """
    An operator or a command got a kind of value it does not work on, for example a string where \
    a number is needed. The message names both. 'type' tells what a value is.
    """)
  package static let overflow = DiagnosticID(
    "value.overflow", .failure,
    """
    An integer left the range of 64 bits. Nothing is rounded silently: write the number with a \
    fraction (1e18, 1.0) to calculate with floats.
    """)
  package static let division = DiagnosticID(
    "value.division-by-zero", .failure,
    "A number was divided by zero, or a remainder by zero taken.")
  package static let noField = DiagnosticID(
    "value.no-field", .failure,
    """
    A record has no field of that name. The hint names the nearest one. '.field?' gives null \
    instead of this error, and 'fields' lists the fields of a record.
    """)
  package static let noIndex = DiagnosticID(
    "value.no-index", .failure,
    """
    A list has no element at that index. The first is [0], the last [-1]; 'length' tells how many \
    there are.
    """)
  package static let malformed = DiagnosticID(
    "value.malformed-data", .failure,
    "Data that was read (JSON, YAML, CSV, a number, a date) is not of the form it should have.")
  package static let lateColumn = DiagnosticID(
    "value.late-column", .failure,
    """
    A format with one header (CSV, TSV, Markdown) met a record with a column that the header does \
    not have. 'select' with all columns in front of it decides the header; 'NAME?' takes a column \
    that some records lack.
    """)
  package static let secretText = DiagnosticID(
    "value.secret", .failure,
    "A secret was about to be written out. Secrets are handed to requests and nowhere else.")
  package static let interrupted = DiagnosticID(
    "run.interrupted", .interrupted,
    """
    Ctrl-C ended what was running. What had been acknowledged by a server stays done; a write that \
    was under way may have been carried out, and the message then says so.
    """)
  /// How `exit` travels; never shown, so not in `all`.
  package static let exit = DiagnosticID(
    "run.exit", .success, "'exit' ends the script with the status it was given.")

  package static let all = [
    wrongKind, overflow, division, noField, noIndex, malformed, lateColumn, secretText,
    interrupted,
  ]
}

extension Diagnostic {
  /// Ctrl-C, as an error that no `catch` sees.
  package static var interruption: Diagnostic {
    Diagnostic(ValueDiagnostic.interrupted, "interrupted")
  }

  /// `exit N` under way: an error that no `catch` sees. `status` carries N.
  package static func exiting(_ code: Int) -> Diagnostic {
    Diagnostic(ValueDiagnostic.exit, "exit \(code)", status: String(code))
  }

  /// Whether this ends the run rather than reports a failure: `try` lets it pass.
  package var endsRun: Bool {
    self.id == ValueDiagnostic.interrupted || self.id == ValueDiagnostic.exit
  }
}
