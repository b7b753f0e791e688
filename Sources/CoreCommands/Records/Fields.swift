import CommandKit
import Diagnostics
import Values

/// Lists the names of fields.
struct Fields: Command {
  static let name = "fields"
  static let group = CommandGroup.records
  static let summary = "List the names of a record's fields"
  static let details = "Of a list or stream of records, every name that one of them has, once."
  static let input = InputUse.required
  static let examples: [Example] = ["[name: 'mysql', units: 3] | fields"]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    var names: [FieldName] = []
    var known: Shape?
    let call = context.call
    let stream = try context.inputStream()
    while let batch = try stream.next() {
      try context.runtime.interruption.check()
      let (rows, selection) = try batch.records(for: call)
      try Batch.forEachRow(rows, selection) { (row) throws(Diagnostic) in
        let shape = rows.shape(of: row)
        if shape === known { return }
        known = shape
        for name in shape.names where !names.contains(name) { names.append(name) }
      }
    }
    return Output(.list(List(names.map { .string($0.text) })))
  }
}
