import CommandKit
import Diagnostics
import Values

/// Tells the time.
struct Now: Command {
  static let name = "now"
  static let group = CommandGroup.shell
  static let summary = "Give the present time, in UTC"
  static let details = "Times are compared and subtracted; a duration moves one."
  static let examples: [Example] = ["now", "(now) - 1h"]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    Output(.timestamp(context.runtime.clock.now))
  }
}
