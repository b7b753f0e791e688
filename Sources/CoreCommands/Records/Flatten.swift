import CommandKit
import Diagnostics
import Values

/// Takes lists apart.
struct Flatten: Command {
  static let name = "flatten"
  static let group = CommandGroup.records
  static let summary = "Take the lists among the items apart, or the list in a column"
  static let details = """
    Items that are lists give their elements, one level deep; others stay. With a column, each \
    record becomes one record for each element of the list there, with the element in its place: \
    nothing comes of an empty list or of null, and a value that is no list stays as it is.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[1, 2], [3], 4] | flatten",
    "[[name: 'mysql', endpoints: ['db', 'admin']]] | flatten endpoints",
  ]

  @Argument("The column that holds lists") var column: ColumnPath?

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) { _ = try name(call) }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let stream = try context.inputStream()
    let (call, name) = (context.call, try name(context.call))
    let interruption = context.runtime.interruption
    return .records(
      ValueStream { () throws(Diagnostic) -> Batch? in
        try interruption.check()
        guard let batch = try stream.next() else { return nil }
        guard let name else { return Batch(items: Self.elements(of: batch)) }
        return try unfolded(batch, name, call)
      })
  }

  private func name(_ call: CallSite) throws(Diagnostic) -> FieldName? {
    guard let column else { return nil }
    guard let name = column.simpleName else {
      throw Diagnostic(
        CommandDiagnostic.badArgument, "flatten takes a whole column, not '\(column.text)'",
        at: call.span(of: "column"),
        hint: "'insert' or 'select' takes the list out first")
    }
    return name
  }

  private static func elements(of batch: Batch) -> [Value] {
    guard case .values(let values) = batch else { return batch.items }
    return values.flatMap { value -> [Value] in
      if case .list(let list) = value { list.values } else { [value] }
    }
  }

  /// One record for each element; the others' fields are read where they are.
  private func unfolded(
    _ batch: Batch, _ name: FieldName, _ call: CallSite
  ) throws(Diagnostic) -> Batch {
    let (rows, selection) = try batch.records(for: call)
    var sources: [Int32] = []
    var values: [Value] = []
    var hint = 0
    try Batch.forEachRow(rows, selection) { (row) throws(Diagnostic) in
      let value = rows.value(row: row, named: name, hint: &hint)
      switch value {
      case .list(let list)?:
        values += list.values
        sources += repeatElement(Int32(row), count: list.count)
      case .null?: break
      case let value?:
        values.append(value)
        sources.append(Int32(row))
      case nil:
        if column?.isOptional(0) == true { return }
        throw rows.missing(name, row: row).located(at: call.span(of: "column"))
      }
    }
    return .records(
      OverlaidRows(rows, selection: sources, name: name, values: values), selection: nil)
  }
}
