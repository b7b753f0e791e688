import CommandKit
import Diagnostics
import Values

/// Puts a value into one column of each record: what `insert` and `update` share.
struct ColumnFilling {
  /// What is put in: the same value everywhere, or what a block makes of each record.
  enum Content {
    case value(Value)
    case block(ItemBlock)

    init(_ value: Value, _ call: CallSite) throws(Diagnostic) {
      if case .block(let block) = value {
        self = .block(try ItemBlock(block, call, parameter: "value"))
      } else {
        self = .value(try value.settled())
      }
    }
  }

  private let column: ColumnPath
  private let content: Content
  private let call: CallSite
  /// Whether the column must be there before, or must not.
  private let replaces: Bool
  private let interruption: Interruption
  private var number = 0

  init(
    _ column: ColumnPath, _ value: Value, replaces: Bool, _ context: CommandContext
  ) throws(Diagnostic) {
    self.column = column
    self.replaces = replaces
    call = context.call
    content = try Content(value, context.call)
    interruption = context.runtime.interruption
  }

  /// Returns the records of a batch with the column filled.
  mutating func apply(to batch: Batch) throws(Diagnostic) -> Batch {
    let (rows, selection) = try batch.records(for: call)
    let name = column.names[0]
    if column.names.count == 1 {
      return .records(
        OverlaidRows(rows, selection: selection, name: name, values: try plain(rows, selection)),
        selection: nil)
    }
    var values: [Value] = []
    values.reserveCapacity(selection?.count ?? rows.count)
    var hint = 0
    try Batch.forEachRow(rows, selection) { (row) throws(Diagnostic) in
      let old = rows.value(row: row, named: name, hint: &hint)
      values.append(try filled(old, Record(rows: rows, row: row)))
    }
    return .records(
      OverlaidRows(rows, selection: selection, name: name, values: values), selection: nil)
  }

  /// Returns the new values of a column that lies in no other. The old ones are not looked at, only
  /// whether there are any.
  private mutating func plain(
    _ rows: RecordBatch, _ selection: [Int32]?
  ) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(selection?.count ?? rows.count)
    var known: Shape?
    try Batch.forEachRow(rows, selection) { (row) throws(Diagnostic) in
      let record = Record(rows: rows, row: row)
      let shape = rows.shape(of: row)
      if shape !== known {
        try check(shape.index(of: column.names[0]) != nil, record, column.names[0])
        known = shape
      }
      values.append(try value(for: record))
      number += 1
    }
    return values
  }

  /// Returns the new value of the first column of a path.
  private mutating func filled(_ old: Value?, _ record: Record) throws(Diagnostic) -> Value {
    defer { number += 1 }
    guard let old else { throw record.missing(column.names[0]).located(at: span) }
    return try filled(old, record, at: 1)
  }

  /// Returns a record inside with the rest of the path filled.
  private func filled(
    _ inner: Value, _ record: Record, at depth: Int
  ) throws(Diagnostic) -> Value {
    guard case .record(let outer) = inner else {
      throw Diagnostic(
        ValueDiagnostic.wrongKind,
        "cannot set '\(column.names[depth].text)' in \(inner.kindPhrase)", at: span)
    }
    let name = column.names[depth]
    let old = outer[name]
    if depth == column.names.count - 1 {
      try check(old != nil, outer, name)
      return .record(outer.setting(name, to: try value(for: record)))
    }
    guard let old else { throw outer.missing(name).located(at: span) }
    return .record(outer.setting(name, to: try filled(old, record, at: depth + 1)))
  }

  private var span: SourceSpan? { call.span(of: "column") }

  private func check(_ isThere: Bool, _ record: Record, _ name: FieldName) throws(Diagnostic) {
    if isThere == replaces { return }
    if replaces {
      var missing = record.missing(name).located(at: span)
      missing.hint = missing.hint.map { "\($0); 'insert' adds a new column" }
      throw missing
    }
    throw Diagnostic(
      RecordDiagnostic.columnExists, "there is a column '\(name.text)' already", at: span,
      hint: "update \(column.text) … changes it")
  }

  private func value(for record: Record) throws(Diagnostic) -> Value {
    switch content {
    case .value(let value): return value
    case .block(let block):
      try interruption.check()
      return try block.value(.record(record), number)
    }
  }
}
