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

  /// Lets a person choose one of several; nil when nothing was chosen.
  static func choose(
    _ question: String, _ choices: [String], _ streams: StandardStreams
  ) -> Int? {
    for (number, choice) in choices.enumerated() {
      streams.report("  \(number + 1)  " + TerminalText.escaped(choice, keepsLines: false))
    }
    guard let terminal = TerminalDialogue(),
      let answer = terminal.readLine(
        prompt: TerminalText.escaped(question) + " [1-\(choices.count)] "),
      let number = Int(answer), choices.indices.contains(number - 1)
    else { return nil }
    return number - 1
  }
}
