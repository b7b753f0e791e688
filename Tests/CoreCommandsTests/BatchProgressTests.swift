import CommandKit
import Diagnostics
import EffectGate
import Interpreter
import Synchronization
import Testing
import Values

/// What a person sees of a batch that takes its time.
struct BatchProgressTests {
  private final class Shown: Sendable {
    let lines = Mutex<[String?]>([])
  }

  private let clock = HandClock()
  private let shown = Shown()

  private func runtime(onTerminal: Bool = true) -> Runtime {
    let shown = shown
    let runtime = Runtime(
      gate: EffectGate(
        surroundings: EffectGate.Surroundings(report: { _ in }, ask: nil, audit: { _, _ in })),
      table: CommandTable([]), clock: clock, environment: [:], printLine: { _ in },
      renderValue: { (_) throws(Diagnostic) in })
    if onTerminal {
      runtime.provide(ProgressLine { line in shown.lines.withLock { $0.append(line) } })
    }
    return runtime
  }

  private func play(_ pauses: [Int64], failures: Int = 0, onTerminal: Bool = true) throws {
    let runtime = runtime(onTerminal: onTerminal)
    var progress = BatchProgress("approve-order", runtime)
    for pause in pauses {
      try clock.sleep(nanoseconds: pause * 1_000_000, interruption: runtime.interruption)
      progress.advance(failures: failures)
    }
    progress.end()
  }

  @Test func whatIsQuickIsNotShown() throws {
    try play(Array(repeating: 1, count: 399))
    #expect(shown.lines.withLock { $0 } == [])
  }

  @Test func whatTakesTimeIsShownNowAndThenAndTakenAway() throws {
    try play(Array(repeating: 50, count: 12))
    #expect(
      shown.lines.withLock { $0 } == [
        "approve-order: 8 done, 20 per second", "approve-order: 10 done, 20 per second",
        "approve-order: 12 done, 20 per second", nil,
      ])
  }

  @Test func failuresAreCounted() throws {
    try play([500], failures: 1)
    #expect(shown.lines.withLock { $0 } == ["approve-order: 1 done, 1 failed, 2 per second", nil])
  }

  @Test func withoutATerminalNothingIsShown() throws {
    try play([5000], onTerminal: false)
    #expect(shown.lines.withLock { $0 } == [])
  }
}
