import CommandKit
import Diagnostics
import Values

/// Finds the least value.
struct Min: Command {
  static let name = "min"
  static let group = CommandGroup.records
  static let summary = "Find the least value, or that of a column"
  static let details = """
    Numbers, text, durations and dates can be compared with their like. Null is left out; over \
    nothing the result is null. 'sort-by' with 'first' or 'last' finds the whole record.
    """
  static let input = InputUse.required
  static let examples: [Example] = ["[3, 1, 2] | min", "[[cost: 3], [cost: 1.5]] | min cost"]

  @Argument("The column to look at") var column: ColumnPath?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    Output(try context.extremes(column).least)
  }
}
