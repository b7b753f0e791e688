import CommandKit
package import Diagnostics

/// All that the core commands say, for `offsh explain`.
package enum CoreDiagnostics {
  package static let all =
    FileDiagnostic.all + FlowDiagnostic.all + RecordDiagnostic.all + ShellDiagnostic.all
    + RecordingDiagnostic.all
}
