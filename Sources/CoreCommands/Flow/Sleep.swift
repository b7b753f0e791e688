import CommandKit
import Diagnostics
import Values

/// Waits.
struct Sleep: Command {
  static let name = "sleep"
  static let group = CommandGroup.flow
  static let summary = "Wait for a while"
  static let details = "Ctrl-C ends it. 'wait-until' waits for something to happen instead."
  static let result = ResultShape.nothing
  static let examples: [Example] = ["sleep 10ms"]

  @Argument("How long, such as 30s or 1h30m") var duration: Pause

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try context.runtime.clock.sleep(
      nanoseconds: duration.nanoseconds, interruption: context.runtime.interruption)
    return .nothing
  }
}
