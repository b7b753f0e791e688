import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import LineEditor
import WaldurClient

/// Who sits at the terminal. Ctrl-C at a question is no answer: it ends everything that was asked of
/// the shell, here and on other threads.
struct Person: Sendable {
  let streams: StandardStreams
  let interruption: Interruption

  /// Asks before something is taken away; default No.
  func confirms(_ confirmation: Confirmation) throws(Diagnostic) -> Bool {
    streams.report(confirmation.statement)
    guard let terminal = TerminalDialogue() else { return false }
    switch terminal.ask(confirmation.question) {
    case .yes: return true
    case .no, .nobody: return false
    case .interrupted: throw interrupted()
    }
  }

  /// Asks for a password; nil when none was given.
  func password(_ prompt: String) throws(Diagnostic) -> Password? {
    try secret(prompt).map { Password($0) }
  }

  /// Asks for a token of a Waldur server; nil when none was given.
  func token(_ prompt: String) throws(Diagnostic) -> AccessToken? {
    try secret(prompt).flatMap { AccessToken($0) }
  }

  /// Returns what was typed unseen; nil for nothing.
  private func secret(_ prompt: String) throws(Diagnostic) -> String? {
    streams.flush()
    guard let terminal = TerminalDialogue() else { return nil }
    switch terminal.secret(prompt: prompt) {
    case .text(let text): return text.isEmpty ? nil : text
    case .nothing: return nil
    case .interrupted: throw interrupted()
    }
  }

  /// Lets the person choose one of several; nil when nothing was chosen.
  func choice(_ question: String, _ choices: [String]) -> Int? {
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

  private func interrupted() -> Diagnostic {
    interruption.request()
    return .interruption
  }
}
