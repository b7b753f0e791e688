import Diagnostics
import EffectGate
import LineEditor

/// Asks a person before something is taken away; default No.
enum Question {
  static func ask(_ confirmation: Confirmation, _ streams: StandardStreams) -> Bool {
    streams.report(TerminalText.escaped(confirmation.statement))
    guard let terminal = TerminalDialogue() else { return false }
    return terminal.ask(confirmation.question) == .yes
  }
}
