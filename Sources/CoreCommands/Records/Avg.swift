import CommandKit
import Diagnostics
import Values

/// Finds the mean.
struct Avg: Command {
  static let name = "avg"
  static let group = CommandGroup.records
  static let summary = "Find the mean of numbers, or of a column"
  static let details = "Null is left out; over nothing the result is null. Decimals stay exact."
  static let input = InputUse.required
  static let examples: [Example] = ["[1, 2, 6] | avg", "[[cost: 1], [cost: 2]] | avg cost"]

  @Argument("The column to look at") var column: ColumnPath?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    Output(try context.aggregate(column).average())
  }
}
