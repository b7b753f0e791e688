import CommandKit
import Diagnostics
import Values

/// Counts items.
struct Count: Command {
  static let name = "count"
  static let group = CommandGroup.records
  static let summary = "Count the items that come in"
  static let details = "One record or one value counts as one; 'length' looks inside."
  static let input = InputUse.required
  static let examples: [Example] = ["[3, 1, 2] | count", "range 1000 | where $it > 990 | count"]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    if case .list(let list)? = context.input { return Output(.int(list.count)) }
    let stream = try context.inputStream()
    stream.source?.need(only: [])
    var count = 0
    while let batch = try stream.next() {
      try context.runtime.interruption.check()
      count += batch.count
    }
    return Output(.int(count))
  }
}
