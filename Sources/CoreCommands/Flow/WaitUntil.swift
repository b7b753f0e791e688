import CommandKit
import Diagnostics
import Values

/// Waits for something to become true.
struct WaitUntil: Command {
  static let name = "wait-until"
  static let group = CommandGroup.flow
  static let summary = "Wait until a block gives true"
  static let details = """
    The block is run at once, and then again every so often. A failure that may pass (a server \
    that cannot be reached) counts as not yet; any other ends the waiting. When the time is \
    over, so is the run, with exit status 124.
    """
  static let result = ResultShape.nothing
  static let examples: [Example] = ["wait-until { (now) > '2024-10-25' } --timeout 10s"]

  @Argument("What must give true") var block: BlockValue
  @Flag("How long to wait at most", label: "duration", defaultText: "5m")
  var timeout = Pause.seconds(300)
  @Flag("How long to wait between two runs", label: "duration", defaultText: "2s")
  var every = Pause.seconds(2)

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let clock = context.runtime.clock
    let begin = clock.monotonicNanoseconds
    var lastFailure: Diagnostic?
    while true {
      try context.runtime.interruption.check()
      do throws(Diagnostic) {
        if try isTrue(context) { return .nothing }
        lastFailure = nil
      } catch {
        guard error.isRetryable else { throw error }
        lastFailure = error
      }
      let left = timeout.nanoseconds - (clock.monotonicNanoseconds - begin)
      guard left > 0 else { throw timedOut(lastFailure, context.call) }
      try clock.sleep(
        nanoseconds: min(left, max(every.nanoseconds, 1_000_000)),
        interruption: context.runtime.interruption)
    }
  }

  private func isTrue(_ context: CommandContext) throws(Diagnostic) -> Bool {
    let value = try block.block.call([])
    guard case .bool(let flag) = value else {
      throw FlowDiagnostic.noCondition(value, at: context.call.span(of: "block"))
    }
    return flag
  }

  private func timedOut(_ failure: Diagnostic?, _ call: CallSite) -> Diagnostic {
    Diagnostic(
      FlowDiagnostic.timedOut,
      "waited \(DurationText.text(timeout.nanoseconds)) and it was never true"
        + (failure.map { ": \($0.message)" } ?? ""),
      at: call.span(of: "block"), hint: "--timeout sets how long to wait")
  }
}
