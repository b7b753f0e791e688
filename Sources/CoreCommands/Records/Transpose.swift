import CommandKit
import Diagnostics
import Values

/// Turns columns into rows.
struct Transpose: Command {
  static let name = "transpose"
  static let group = CommandGroup.records
  static let summary = "Turn columns into rows"
  static let details = """
    One record becomes a list of records with name and value. A list of records becomes one \
    record for each column: its name, then the values it has in the records, in columns named 0, \
    1, 2 …; with --names, in columns named by the values of that column. All records are held.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "[cpu: 4, gpu: 1] | transpose",
    "[[type: 'cpu', used: 4], [type: 'gpu', used: 1]] | transpose --names type",
  ]

  @Flag("The column whose values become the names", label: "column") var names: ColumnPath?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    if case .record(let record)? = context.input, names == nil {
      let values = record.fields.flatMap { [Value.string($0.name.text), $0.value] }
      return Output(.list(Self.records(["name", "value"], values)))
    }
    var columns: [FieldName] = []
    var records: [Record] = []
    var titles: [String] = []
    let call = context.call
    try context.inputStream().forEach { (item) throws(Diagnostic) in
      guard case .record(let record) = item else { throw call.needsRecords(item) }
      for name in record.shape.names where !columns.contains(name) { columns.append(name) }
      titles.append(try title(of: item, titles, call))
      records.append(record)
    }
    if let name = names?.simpleName { columns.removeAll { $0 == name } }
    let values = columns.flatMap { column in
      [Value.string(column.text)] + records.map { $0[column] ?? .null }
    }
    return Output(.list(Self.records(["name"] + titles, values)))
  }

  private func title(
    of item: Value, _ titles: [String], _ call: CallSite
  ) throws(Diagnostic) -> String {
    guard let names else { return String(titles.count) }
    let title = try ColumnReader(names, call, parameter: "names").value(item).text
    if titles.contains(title) || title == "name" {
      throw Diagnostic(
        RecordDiagnostic.columnExists, "there would be two columns '\(title)'",
        at: call.span(of: "names"))
    }
    return title
  }

  private static func records(_ names: [String], _ values: [Value]) -> List {
    values.isEmpty ? List() : List(batches: [ValueRows(Shape(names), values)])
  }
}
