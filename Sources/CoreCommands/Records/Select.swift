import CommandKit
import Diagnostics
import Values

/// Keeps the named columns of each record, in the order named.
struct Select: Command {
  static let name = "select"
  static let group = CommandGroup.records
  static let summary = "Keep the named columns of each record, in that order"
  static let details = """
    A path such as .status.since takes a field from inside another; its column has the whole \
    path as name. A record that lacks a column is an error; 'name?' gives null there instead.
    """
  static let result = ResultShape.named
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[a: 1, b: 2, c: 3]] | select c a",
    Example("[[name: 'db'], [name: 'web', note: 'old']] | select name note?", "some have no note"),
  ]

  @Argument("The columns to keep") var columns: [ColumnPath]

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try RecordDiagnostic.check(distinct: columns.map(\.text)) { call.span(of: "columns", $0) }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(context.call, in: context.runtime)
    let stream = try context.inputStream()
    let projection = Projection(columns, context.call)
    let names = columns.map(\.text)
    stream.source?.need(only: columns.map { $0.names[0] })
    if case .record(let record)? = context.input {
      return Output(.record(try projection.apply(to: record)))
    }
    return .records(
      ValueStream(columns: names) { () throws(Diagnostic) -> Batch? in
        guard let batch = try stream.next() else { return nil }
        return try projection.apply(to: batch)
      })
  }
}

/// Which columns `select` takes from where.
private struct Projection: Sendable {
  private let columns: [ColumnPath]
  private let shape: Shape
  private let isFlat: Bool
  private let call: CallSite

  init(_ columns: [ColumnPath], _ call: CallSite) {
    self.columns = columns
    self.call = call
    shape = Shape(columns.map(\.text))
    isFlat = columns.allSatisfy { $0.names.count == 1 }
  }

  func apply(to batch: Batch) throws(Diagnostic) -> Batch {
    switch batch {
    case .records(let rows, let selection) where isFlat:
      try check(rows, selection)
      return .records(
        ProjectedRows(
          rows, selection: selection, shape: shape, sources: columns.map { $0.names[0] }),
        selection: nil)
    default:
      var values: [Value] = []
      try batch.forEach { (item) throws(Diagnostic) in
        for (index, column) in columns.enumerated() {
          values.append(try value(column, index, in: item))
        }
      }
      return .records(ValueRows(shape, values), selection: nil)
    }
  }

  func apply(to record: Record) throws(Diagnostic) -> Record {
    var values: [Value] = []
    for (index, column) in columns.enumerated() {
      values.append(try value(column, index, in: .record(record)))
    }
    return Record(shape, values)
  }

  private func value(
    _ column: ColumnPath, _ index: Int, in item: Value
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      return try column.value(in: item)
    } catch {
      throw error.located(at: call.span(of: "columns", index))
    }
  }

  /// Makes sure that every row has the columns; one look is enough where all have the same.
  private func check(_ rows: RecordBatch, _ selection: [Int32]?) throws(Diagnostic) {
    let count = selection?.count ?? rows.count
    guard count > 0 else { return }
    for position in 0..<(rows.isUniform ? 1 : count) {
      let row = selection.map { Int($0[position]) } ?? position
      for (index, column) in columns.enumerated()
      where !column.isOptional(0) && !rows.shape(of: row).answers(to: column.names[0]) {
        throw rows.missing(column.names[0], row: row)
          .located(at: call.span(of: "columns", index))
      }
    }
  }
}
