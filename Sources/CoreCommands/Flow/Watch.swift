import CommandKit
import Diagnostics
import Values

/// Shows something again and again.
struct Watch: Command {
  static let name = "watch"
  static let group = CommandGroup.flow
  static let summary = "Show what a block gives, again and again"
  static let details = """
    On a terminal each round takes the place of the one before; elsewhere a round is printed \
    when it differs from the one before. Ends with Ctrl-C, or after --count rounds. A failure \
    that may pass is reported and the watching goes on; any other ends it.
    """
  static let result = ResultShape.nothing
  static let examples: [Example] = ["watch { [1, 2] | sum } --every 10ms --count 2"]

  @Argument("What to show") var block: BlockValue
  @Flag("How long to wait between two rounds", label: "duration", defaultText: "2s")
  var every = Pause.seconds(2)
  @Flag("How many rounds; without it, until Ctrl-C", label: "count") var count: ItemCount?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    var before: Value?
    var round = 0
    while round < count?.count ?? .max {
      round += 1
      do throws(Diagnostic) {
        let value = try block.block.call([]).settled()
        try show(value, before: before, context)
        before = value
      } catch {
        guard error.isRetryable else { throw error }
        context.report(error.message)
      }
      if round == count?.count { break }
      try context.runtime.clock.sleep(
        nanoseconds: max(every.nanoseconds, 1_000_000), interruption: context.runtime.interruption)
    }
    return .nothing
  }

  private func show(
    _ value: Value, before: Value?, _ context: CommandContext
  ) throws(Diagnostic) {
    if let screen = try context.runtime.service(WatchScreen.self) {
      let time = Timestamp(seconds: context.runtime.clock.now.seconds).text
      let heading = "every \(DurationText.text(every.nanoseconds)), \(time), Ctrl-C ends"
      return try screen.show(heading, Output(value))
    }
    if let before, before.isEqual(to: value) { return }
    try context.runtime.render(Output(value))
  }
}
