import CommandKit
import Diagnostics
import Values

/// Measures how long a block takes.
struct Time: Command {
  static let name = "time"
  static let group = CommandGroup.flow
  static let summary = "Run a block and report how long it took"
  static let details = """
    The time is reported on standard error and the block's value handed on, so it can be put \
    around anything. A stream is read to its end first. For a duration to calculate with, \
    subtract two 'now'.
    """
  static let input = InputUse.optional
  static let examples: [Example] = ["time { range 1000 | sum }"]

  @Argument("What to run") var block: BlockValue

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let clock = context.runtime.clock
    let begin = clock.monotonicNanoseconds
    let value = try block.block.call([], input: context.input ?? .null).settled()
    let taken = clock.monotonicNanoseconds - begin
    context.report("took \(DurationText.text(Self.rounded(taken)))")
    return Output(value)
  }

  /// As many digits as say something: milliseconds from a second on, microseconds from a
  /// millisecond on.
  private static func rounded(_ nanoseconds: Int64) -> Int64 {
    let unit: Int64 =
      nanoseconds >= 1_000_000_000 ? 1_000_000 : (nanoseconds >= 1_000_000 ? 1_000 : 1)
    return nanoseconds / unit * unit
  }
}
