package import Diagnostics

/// What the commands around the language say.
package enum ShellDiagnostic {
  package static let notSet = DiagnosticID(
    "env.not-set", .failure, "'env' was asked for a variable that the environment does not have.")
  package static let unknownTopic = DiagnosticID(
    "help.unknown", .failure,
    "There is no command and no topic of that name. 'help' alone lists both.")
  package static let unknownSetting = DiagnosticID(
    "config.unknown", .failure, "There is no setting of that name. 'config' alone lists all.")

  package static let all = [notSet, unknownTopic, unknownSetting]
}
