import CommandKit
import Diagnostics
import Values

/// Changes a column.
struct Update: Command {
  static let name = "update"
  static let group = CommandGroup.records
  static let summary = "Change a column of each record"
  static let details = """
    The value is the same for all, or a block computes it from the record. A word that is a \
    number, a duration, true, false or null counts as that; in quotes it is text. A record that \
    lacks the column is an error: insert adds one. A path such as status.note changes a record \
    inside.
    """
  static let result = ResultShape.input
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[name: 'mysql', units: 3]] | update units { .units + 1 }",
    "[[name: 'mysql', status: [current: 'active']]] | update status.current waiting",
  ]

  @Argument("The column to change") var column: ColumnPath
  @Argument("Its new value, or a block that computes it") var value: LiteralValue

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    var filling = try ColumnFilling(column, value.value, replaces: true, context)
    var columns: [String]?
    if case .stream(let stream)? = context.input { columns = stream.columns }
    return try context.mapped(columns: columns) { (batch) throws(Diagnostic) in
      try filling.apply(to: batch)
    }
  }
}
