import CommandKit
import CoreCommands
import Diagnostics
import EffectGate
import Interpreter
import Synchronization
import Values

/// The language with the core commands alone: text in, what would be seen out. Time stands still
/// but where something sleeps.
final class Session: Sendable {
  /// What was shown since the last entry.
  private final class Capture: Sendable {
    let text = Mutex("")

    func append(_ more: String) { text.withLock { $0 += more } }
  }

  private let capture = Capture()
  private let runtime: Runtime
  let clock = HandClock()

  /// `width` is that of a terminal; nil for none. `screen` makes `watch` believe in one.
  init(
    mode: EffectGate.Mode = .live, width: Int? = nil, environment: [String: String] = [:],
    hasScreen: Bool = false, commands: [any Command.Type] = []
  ) {
    let capture = capture
    runtime = Runtime(
      gate: EffectGate(
        mode: mode,
        surroundings: EffectGate.Surroundings(
          report: { capture.append($0 + "\n") }, ask: nil, audit: { _, _ in })),
      table: CommandTable(CoreCommands.all + commands), clock: clock, environment: environment,
      printLine: { capture.append($0 + "\n") },
      renderValue: { (output) throws(Diagnostic) in
        try TableText.render(output.value, width: width, usesColour: false) { capture.append($0) }
      })
    if hasScreen {
      runtime.provide(
        WatchScreen { (heading, output) throws(Diagnostic) in
          capture.append("[\(heading)]\n\(output.value.text)\n")
        })
    }
  }

  /// Makes an interpreter whose definitions help knows.
  func interpreter() -> Interpreter {
    Interpreter(
      runtime: runtime,
      load: { (path, _) throws(Diagnostic) in
        throw Diagnostic(FileDiagnostic.file, "cannot read '\(path)'")
      })
  }

  /// Checks and runs a text; returns what was shown and the exit status.
  func enter(_ text: String, in interpreter: Interpreter) -> (text: String, status: Int32) {
    capture.text.withLock { $0 = "" }
    let status = run(text, interpreter)
    return (capture.text.withLock { $0 }, status)
  }

  /// The same in an interpreter of its own.
  func enter(_ text: String) -> (text: String, status: Int32) {
    enter(text, in: interpreter())
  }

  private func run(_ text: String, _ interpreter: Interpreter) -> Int32 {
    let definitions = interpreter.names.definitions
    runtime.provide(DefinitionNames { definitions })
    let checked = interpreter.check(SourceText(text), mode: .prompt, isFile: false)
    for diagnostic in checked.diagnostics { show(diagnostic.rendered()) }
    if checked.hasErrors { return ExitCode.usage.rawValue }
    do throws(Diagnostic) {
      try interpreter.run(checked)
      return 0
    } catch {
      if error.id == ValueDiagnostic.exit { return error.status.flatMap { Int32($0) } ?? 0 }
      show(error.rendered())
      return error.exitCode.rawValue
    }
  }

  private func show(_ text: String) { capture.append(text + "\n") }
}

/// A clock that goes only where somebody sleeps: 2026-11-21T08:00:00Z at the start.
final class HandClock: WallClock {
  private let elapsed = Mutex<Int64>(0)
  private let sleepsLeft = Mutex<Int?>(nil)

  /// Presses Ctrl-C in the so-manieth sleep from now.
  func interrupt(inSleep number: Int) { sleepsLeft.withLock { $0 = number } }

  var now: Timestamp {
    Timestamp(seconds: 1_795_248_000).advanced(by: monotonicNanoseconds)
  }

  var monotonicNanoseconds: Int64 { elapsed.withLock { $0 } }

  func sleep(nanoseconds: Int64, interruption: Interruption) throws(Diagnostic) {
    let isDue = sleepsLeft.withLock { left in
      left = left.map { $0 - 1 }
      return left == 0
    }
    if isDue { interruption.request() }
    try interruption.check()
    elapsed.withLock { $0 += max(0, nanoseconds) }
  }
}
