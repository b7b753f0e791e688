package import CommandKit
import CoreCommands
package import Diagnostics
package import EffectGate
import Interpreter
package import JujuClient
import JujuCommands
import Synchronization
import Syntax
package import Values

/// Runs lines with Juju's commands against a transport and keeps what would be seen.
package final class CommandStage: Sendable {
  package struct Outcome {
    package var output = ""
    package var errors = ""
    package var diagnostics: [Diagnostic] = []
    package var exitCode = ExitCode.success
    /// What the last statement gave.
    package var value: Value = .null
  }

  /// Who answers when a command asks before it takes something away.
  package enum Answers: Sendable {
    /// Nobody: the question is taken as answered with yes and never shown.
    case assumed
    /// A person who types these lines, one at each question, and nothing after them.
    case typed([String])
  }

  private final class Screen: Sendable {
    let output = Mutex("")
    let errors = Mutex("")
    let value = Mutex(Value.null)
  }

  package let session: JujuSession
  package let runtime: Runtime
  private let screen: Screen

  package init(
    _ transport: any JujuTransport, directory: JujuDirectory, answers: Answers = .assumed,
    mode: EffectGate.Mode = .live, start: StartingPoint = StartingPoint(),
    now: String = "2025-01-01T08:04:05Z"
  ) {
    let screen = Screen()
    self.screen = screen
    let report: @Sendable (String) -> Void = { line in
      screen.errors.withLock { $0 += line + "\n" }
    }
    let gate = EffectGate(
      mode: mode, assumesYes: answers.areAssumed,
      surroundings: .init(
        report: report, ask: answers.asking { text in screen.errors.withLock { $0 += text } },
        audit: { _, _ in }))
    runtime = Runtime(
      gate: gate, table: CommandTable(CoreCommands.all + JujuCommands.all),
      clock: StoppedClock(now: Timestamp(now) ?? Timestamp(seconds: 0)), environment: [:],
      printLine: report,
      renderValue: { (output) throws(Diagnostic) in
        let value = try output.value.settled()
        screen.value.withLock { $0 = value }
        let text: String
        if let view = output.view {
          text = try view(ViewContext(usesColour: false, width: nil))
        } else {
          text = value.isNull ? "" : value.text + "\n"
        }
        screen.output.withLock { $0 += text }
      })
    session = JujuSession(
      directory: directory, surroundings: .init(transport: transport, gate: gate),
      start: start)
    runtime.provide(session)
    runtime.provide(LocalTime { _ in 7 * 3600 })
  }

  /// Checks and runs a text of offsh.
  package func run(_ text: String) -> Outcome {
    let interpreter = Interpreter(runtime: runtime) { (_, source) throws(Diagnostic) in source }
    let checked = interpreter.check(SourceText(text), isFile: false)
    var outcome = Outcome()
    if checked.hasErrors {
      outcome.diagnostics = checked.diagnostics.filter { $0.severity == .error }
      outcome.exitCode = .usage
    } else {
      do throws(Diagnostic) {
        try interpreter.run(checked)
      } catch {
        outcome.diagnostics = [error]
        outcome.exitCode = error.exitCode
      }
    }
    outcome.output = take(screen.output)
    outcome.errors =
      take(screen.errors) + outcome.diagnostics.map { $0.rendered() + "\n" }.joined()
    outcome.value = screen.value.withLock { value in
      defer { value = .null }
      return value
    }
    return outcome
  }

  private func take(_ text: borrowing Mutex<String>) -> String {
    text.withLock { text in
      defer { text = "" }
      return text
    }
  }
}

extension CommandStage.Answers {
  fileprivate var areAssumed: Bool {
    if case .assumed = self { true } else { false }
  }

  /// Returns what asks: shows the question and takes the next line that was typed.
  fileprivate func asking(
    _ show: @escaping @Sendable (String) -> Void
  ) -> (@Sendable (Confirmation) -> Decision)? {
    guard case .typed(let lines) = self else { return nil }
    let next = Mutex(lines[...])
    return { confirmation in
      show(confirmation.text(keys: "[y/N]"))
      let answer = next.withLock { $0.popFirst() } ?? ""
      return ["y", "yes"].contains(answer.lowercased()) ? .yes : .no
    }
  }
}

/// A clock that stands still.
struct StoppedClock: WallClock {
  let now: Timestamp
  var monotonicNanoseconds: Int64 { 0 }
  func sleep(nanoseconds: Int64, interruption: Interruption) throws(Diagnostic) {}
}
