import CommandKit
import Diagnostics
import Values

/// Adds numbers up.
struct Sum: Command {
  static let name = "sum"
  static let group = CommandGroup.records
  static let summary = "Add up numbers, or a column of records"
  static let details = "Nothing adds up to 0. Null is left out. Decimals stay exact."
  static let input = InputUse.required
  static let examples: [Example] = ["[1, 2, 3] | sum", "[[cost: 1], [cost: 2.5]] | sum cost"]

  @Argument("The column to add up") var column: ColumnPath?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    Output(try context.aggregate(column).sum)
  }
}
