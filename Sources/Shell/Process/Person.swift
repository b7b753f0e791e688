import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import LineEditor
import Threads
import WaldurClient

/// Who sits at the terminal. Ctrl-C at a question is no answer: it ends everything that was asked of
/// the shell, here and on other threads.
struct Person: Sendable {
  let streams: StandardStreams
  let interruption: Interruption
  /// Held from a question to its answer: blocks that run in parallel ask one after the other.
  private let turn = Monitor(())

  init(streams: StandardStreams, interruption: Interruption) {
    self.streams = streams
    self.interruption = interruption
  }

  /// Returns the answer to a question, once it is its turn.
  private func inTurn<Given>(
    _ question: () throws(Diagnostic) -> Given
  ) throws(Diagnostic) -> Given {
    try turn.withLock { (_) throws(Diagnostic) in
      // Whoever asked before may have been told to end everything.
      try interruption.check()
      return try question()
    }
  }

  /// Asks before something is taken away; default No.
  func decides(_ confirmation: Confirmation) throws(Diagnostic) -> Decision {
    try inTurn { () throws(Diagnostic) in
      streams.report(confirmation.wholeStatement)
      guard let terminal = TerminalDialogue() else { return .no }
      let answer = terminal.ask(
        confirmation.question, ofSeveral: !confirmation.following.isEmpty)
      guard let decision = Decision(answer) else { throw interrupted() }
      return decision
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
    try inTurn { () throws(Diagnostic) in
      streams.flush()
      guard let terminal = TerminalDialogue() else { return nil }
      switch terminal.secret(prompt: prompt) {
      case .text(let text): return text.isEmpty ? nil : text
      case .nothing: return nil
      case .interrupted: throw interrupted()
      }
    }
  }

  /// Lets the person choose one of several; nil when nothing was chosen.
  func choice(_ question: String, _ choices: [String]) throws(Diagnostic) -> Int? {
    try inTurn { () throws(Diagnostic) in
      for (number, choice) in choices.enumerated() {
        streams.report("  \(number + 1)  " + TerminalText.escaped(choice, keepsLines: false))
      }
      guard let terminal = TerminalDialogue() else { return nil }
      let prompt = TerminalText.escaped(question) + " [1-\(choices.count)] "
      switch terminal.readLine(prompt: prompt) {
      case .text(let text):
        let number = Int(text)
        return choices.indices.first { $0 + 1 == number }
      case .nothing: return nil
      case .interrupted: throw interrupted()
      }
    }
  }

  private func interrupted() -> Diagnostic {
    interruption.request()
    return .interruption
  }
}

extension Decision {
  /// What an answer decides; nil for Ctrl-C, which is none.
  init?(_ answer: Answer) {
    switch answer {
    case .yes: self = .yes
    case .yesToAll: self = .yesToAll
    case .noToAll: self = .noToAll
    case .no, .nobody: self = .no
    case .interrupted: return nil
    }
  }

  /// What somebody typed decides.
  init(typed: String, ofSeveral: Bool) {
    self = Decision(Answer(typed: typed, ofSeveral: ofSeveral)) ?? .no
  }

  /// What may be typed, as it stands behind a question.
  static func keys(ofSeveral: Bool) -> String { Answer.keys(ofSeveral: ofSeveral) }
}
