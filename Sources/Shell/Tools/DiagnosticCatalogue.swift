import CommandKit
import CoreCommands
package import Diagnostics
import EffectGate
import Interpreter
import Syntax
import Values

/// All diagnostics there are.
package enum DiagnosticCatalogue {
  static let unknown = DiagnosticID(
    "explain.unknown", .usage, "There is no diagnostic of that name.")

  package static let all: [DiagnosticID] =
    SyntaxDiagnostic.all + InterpreterDiagnostic.all + CommandDiagnostic.all + ValueDiagnostic.all
    + GateDiagnostic.all + [
      FileDiagnostic.file, SourceFiles.unreadable, FormatTool.hasErrors, AtomicFile.failed, unknown,
    ]
}
