import CommandKit
import Diagnostics
import Values

/// Lists the values of fields.
struct FieldValues: Command {
  static let name = "field-values"
  static let group = CommandGroup.records
  static let summary = "List the values of a record's fields"
  static let details = "Of a list or stream of records comes one list for each."
  static let input = InputUse.required
  static let examples: [Example] = ["[name: 'mysql', units: 3] | field-values"]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    if case .record(let record)? = context.input {
      return Output(.list(List(record.fields.map(\.value))))
    }
    let call = context.call
    return try context.mapped { (batch) throws(Diagnostic) in
      let (rows, selection) = try batch.records(for: call)
      var lists: [Value] = []
      try Batch.forEachRow(rows, selection) { (row) throws(Diagnostic) in
        lists.append(.list(List(Record(rows: rows, row: row).fields.map(\.value))))
      }
      return .values(lists)
    }
  }
}
