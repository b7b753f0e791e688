import CommandKit
import Diagnostics
import Values

/// Finds the greatest value.
struct Max: Command {
  static let name = "max"
  static let group = CommandGroup.records
  static let summary = "Find the greatest value, or that of a column"
  static let details = """
    Numbers, text, durations and dates can be compared with their like. Null is left out; over \
    nothing the result is null. 'sort-by' with 'first' or 'last' finds the whole record.
    """
  static let input = InputUse.required
  static let examples: [Example] = ["[3, 1, 2] | max", "[[cost: 3], [cost: 1.5]] | max cost"]

  @Argument("The column to look at") var column: ColumnPath?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    Output(try context.extremes(column).greatest)
  }
}
