package import Diagnostics

/// What can be wrong with a call.
package enum CommandDiagnostic {
  package static let unknownFlag = DiagnosticID(
    "command.unknown-flag", .usage,
    "The command has no such flag. 'help COMMAND' lists those it has.")
  package static let flagNeedsValue = DiagnosticID(
    "command.flag-needs-value", .usage, "The flag takes a value and nothing stands behind it.")
  package static let switchValue = DiagnosticID(
    "command.switch-value", .usage,
    "A switch is either there or not; the only values it takes are =true and =false.")
  package static let missingArgument = DiagnosticID(
    "command.missing-argument", .usage,
    "The command needs an argument that was not given. The hint shows its usage.")
  package static let extraArgument = DiagnosticID(
    "command.extra-argument", .usage,
    """
    More arguments were given than the command takes. Text with blanks in it needs quotes: \
    --message "reason for suspension".
    """)
  package static let badArgument = DiagnosticID(
    "command.bad-argument", .usage,
    """
    An argument is not of the form that its parameter takes. The marked part is what is wrong. \
    'help COMMAND' shows the types of its parameters.
    """)
  package static let repeatedFlag = DiagnosticID(
    "command.repeated-flag", .usage, "A flag that may be given once was given twice.")
  package static let noInput = DiagnosticID(
    "command.no-input", .usage, "The command works on what a pipe brings and stands first.")
  package static let wrongInput = DiagnosticID(
    "command.wrong-input", .failure,
    "The value that a pipe brought is not of a kind the command works on.")

  package static let all = [
    unknownFlag, flagNeedsValue, switchValue, missingArgument, extraArgument, badArgument,
    repeatedFlag, noInput, wrongInput,
  ]
}
