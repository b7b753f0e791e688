import Diagnostics
import EffectGate
import LineEditor

/// Asks a person before something is taken away; default No. Throws after Ctrl-C.
enum Question {
  static func ask(
    _ confirmation: Confirmation, _ streams: StandardStreams
  ) throws(Diagnostic) -> Bool {
    streams.report(confirmation.statement)
    guard let terminal = TerminalDialogue() else { return false }
    switch terminal.ask(confirmation.question) {
    case .yes: return true
    case .no, .nobody: return false
    case .interrupted: throw .interruption
    }
  }
}
