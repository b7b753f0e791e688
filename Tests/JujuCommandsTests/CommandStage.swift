import CommandKit
import CoreCommands
import Diagnostics
import EffectGate
import Interpreter
import JujuClient
import JujuCommands
import Synchronization
import Syntax
import Values

/// Runs lines with Juju's commands against a transport and keeps what would be seen.
final class CommandStage: Sendable {
  struct Outcome {
    var output = ""
    var errors = ""
    var diagnostics: [Diagnostic] = []
    var exitCode = ExitCode.success
    /// What the last statement gave.
    var value: Value = .null
  }

  private final class Screen: Sendable {
    let output = Mutex("")
    let errors = Mutex("")
    let value = Mutex(Value.null)
  }

  let session: JujuSession
  let runtime: Runtime
  private let screen: Screen

  /// `answer` is what a person says when asked; nil when nobody is there, and all is assumed.
  init(
    _ transport: any JujuTransport, directory: JujuDirectory, answer: Bool? = nil,
    mode: EffectGate.Mode = .live, assumesYes: Bool = true, modelOverride: String? = nil,
    now: String = "2025-01-01T08:04:05Z"
  ) {
    let screen = Screen()
    self.screen = screen
    let report: @Sendable (String) -> Void = { line in
      screen.errors.withLock { $0 += line + "\n" }
    }
    let ask: @Sendable (Confirmation) -> Bool = { confirmation in
      screen.errors.withLock {
        $0 += "\(confirmation.statement)\n\n\(confirmation.question) [y/N]? "
      }
      return answer ?? false
    }
    let gate = EffectGate(
      mode: mode, assumesYes: assumesYes && answer == nil,
      surroundings: .init(report: report, ask: answer == nil ? nil : ask, audit: { _, _ in }))
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
      modelOverride: modelOverride)
    runtime.provide(session)
    runtime.provide(LocalTime { _ in 7 * 3600 })
  }

  /// Checks and runs a text of offsh.
  func run(_ text: String) -> Outcome {
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

/// A clock that stands still.
struct StoppedClock: WallClock {
  let now: Timestamp
  var monotonicNanoseconds: Int64 { 0 }
  func sleep(nanoseconds: Int64, interruption: Interruption) throws(Diagnostic) {}
}
