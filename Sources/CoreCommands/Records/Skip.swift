import CommandKit
import Diagnostics
import Values

/// Leaves items at the start out.
struct Skip: Command {
  static let name = "skip"
  static let group = CommandGroup.records
  static let summary = "Leave the first items out"
  static let result = ResultShape.input
  static let input = InputUse.required
  static let examples: [Example] = ["[3, 1, 2] | skip", "range 10 | skip 7"]

  @Argument("How many", defaultText: "1") var count = ItemCount(count: 1)

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let stream = try context.inputStream()
    var left = count.count
    let interruption = context.runtime.interruption
    return .records(
      ValueStream(columns: stream.columns) { () throws(Diagnostic) -> Batch? in
        try interruption.check()
        guard let batch = try stream.next() else { return nil }
        if left == 0 { return batch }
        let dropped = min(left, batch.count)
        left -= dropped
        return batch.part(dropped..<batch.count)
      })
  }
}
