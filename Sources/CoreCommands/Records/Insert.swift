import CommandKit
import Diagnostics
import Values

/// Adds a column.
struct Insert: Command {
  static let name = "insert"
  static let group = CommandGroup.records
  static let summary = "Add a column to each record"
  static let details = """
    The value is the same for all, or a block computes it from the record. A word that is a \
    number, a duration, true, false or null counts as that; in quotes it is text. The new column \
    comes last. A record that has the column already is an error: update changes one. A path \
    such as status.note adds to a record inside.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[price: 2, amount: 3]] | insert total { .price * .amount }",
    "[[name: 'mysql']] | insert state unknown",
  ]

  @Argument("The new column", label: "name") var column: NewColumn
  @Argument("Its value, or a block that computes it") var value: LiteralValue

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    var filling = try ColumnFilling(column.path, value.value, replaces: false, context)
    return try context.mapped { (batch) throws(Diagnostic) in try filling.apply(to: batch) }
  }
}

/// A column that need not be there yet: the check does not look for it.
struct NewColumn: ParameterValue {
  let path: ColumnPath

  var value: Value { path.value }

  static var typeName: String { "new-column" }
  static var expectation: String { "the name of a column" }

  static func parse(_ text: String) throws(ParameterError) -> NewColumn {
    NewColumn(path: try ColumnPath.parse(text))
  }
}
