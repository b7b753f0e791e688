import CommandKit
import Diagnostics
import Values

/// Takes one column out of records, or one element out of a list.
struct Get: Command {
  static let name = "get"
  static let group = CommandGroup.records
  static let summary = "Take a column out of records, or an element out of a list"
  static let details = """
    Of a list or stream of records comes a list of the column's values, of one record its field. \
    A path such as status.since goes into records inside. A missing field is an error; 'name?' \
    gives null.
    A whole number takes that element of a list, the first being 0, the last -1; a path may go \
    on behind it: get 0.name.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[name: 'mysql'], [name: 'db']] | get name", "[[name: 'mysql'], [name: 'db']] | get 0.name",
    Example("[name: 'mysql'] | get note?", "null where there is none"),
  ]

  @Argument("The column, or the number of the element") var column: ColumnPath

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    if let position = Int(column.names[0].text), let stream = listed(context.input) {
      return Output(try element(position, of: stream, context.call))
    }
    if case .record? = context.input {
      return Output(try ColumnReader(column, context.call).value(context.input ?? .null))
    }
    var reader = ColumnReader(column, context.call)
    return try context.mapped { (batch) throws(Diagnostic) in
      var values: [Value] = []
      values.reserveCapacity(batch.count)
      switch batch {
      case .records(let rows, let selection):
        try Batch.forEachRow(rows, selection) { (row) throws(Diagnostic) in
          values.append(try reader.value(rows, row))
        }
      case .values(let items):
        for item in items { values.append(try reader.value(item)) }
      }
      return Batch(items: values)
    }
  }

  private func listed(_ input: Value?) -> ValueStream? {
    switch input {
    case .list, .stream: input?.asStream
    default: nil
    }
  }

  private func element(
    _ position: Int, of stream: ValueStream, _ call: CallSite
  ) throws(Diagnostic) -> Value {
    let list =
      try position < 0 ? stream.collected() : stream.collected(upTo: max(position, position &+ 1))
    let index = position < 0 ? position + list.count : position
    guard list.indices.contains(index) else {
      throw Diagnostic(
        ValueDiagnostic.noIndex,
        "no element \(position) among \(list.count)", at: call.span(of: "column"),
        hint: list.isEmpty
          ? "there is none"
          : "they go from 0 to \(list.count - 1), and from the end -1 to -\(list.count)")
    }
    let rest = column.dropFirst()
    guard !rest.names.isEmpty else { return list[index] }
    return try ColumnReader(rest, call).value(list[index])
  }
}
