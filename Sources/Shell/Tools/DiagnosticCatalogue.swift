import CommandKit
import CoreCommands
package import Diagnostics
import EffectGate
import Interpreter
import JujuClient
import JujuClientFiles
import JujuCommands
import Sandbox
import Syntax
import Values
import WaldurClient
import WaldurCommands

/// All diagnostics there are.
package enum DiagnosticCatalogue {
  static let unknown = DiagnosticID(
    "explain.unknown", .usage, "There is no diagnostic of that name.")

  package static let all: [DiagnosticID] =
    SyntaxDiagnostic.all + InterpreterDiagnostic.all + CommandDiagnostic.all + ValueDiagnostic.all
    + GateDiagnostic.all + CoreDiagnostics.all + JujuDiagnostic.all + JujuCommandDiagnostic.all
    + SandboxDiagnostic.all + WaldurDiagnostic.all + WaldurCommandDiagnostic.all
    + ClientFileDiagnostic.all + [
      SourceFiles.unreadable, FormatTool.hasErrors, unknown, Invocation.misplacedOption,
      StandardStreams.notWritten, ServeTool.usage, ServeFolder.unusable,
    ]
}
