import CommandKit
import Diagnostics
import Values

/// Reads one column of items, or the items themselves, remembering where it stood.
struct ColumnReader {
  private let column: ColumnPath?
  private let call: CallSite
  private let parameter: String
  private let index: Int
  private var hint = 0

  /// `parameter` (its `index`th, when it repeats) is the one that names the column.
  init(
    _ column: ColumnPath?, _ call: CallSite, parameter: String = "column", _ index: Int = 0
  ) {
    self.column = column
    self.call = call
    self.parameter = parameter
    self.index = index
  }

  private var span: SourceSpan? { call.span(of: parameter, index) }

  /// Returns the column of a record.
  @inline(__always)
  mutating func value(_ rows: RecordBatch, _ row: Int) throws(Diagnostic) -> Value {
    guard let column else { return .record(Record(rows: rows, row: row)) }
    if column.names.count == 1 {
      if let value = rows.value(row: row, named: column.names[0], hint: &hint) { return value }
      if column.isOptional(0) { return .null }
      throw rows.missing(column.names[0], row: row).located(at: span)
    }
    return try located(.record(Record(rows: rows, row: row)), column)
  }

  /// Returns the column of any item.
  func value(_ item: Value) throws(Diagnostic) -> Value {
    guard let column else { return item }
    return try located(item, column)
  }

  private func located(_ item: Value, _ column: ColumnPath) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      return try column.value(in: item)
    } catch {
      throw error.located(at: span)
    }
  }
}

extension ValueStream {
  /// Calls `body` with the column of every item.
  func forEachValue(
    _ reader: ColumnReader, _ body: (Value) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var reader = reader
    while let batch = try next() {
      switch batch {
      case .records(let rows, let selection?):
        for row in selection { try body(reader.value(rows, Int(row))) }
      case .records(let rows, nil):
        for row in 0..<rows.count { try body(reader.value(rows, row)) }
      case .values(let values):
        for value in values { try body(reader.value(value)) }
      }
    }
  }
}

extension ColumnPath {
  /// Throws where a column is named twice: a record has one field of a name.
  static func requireDistinct(
    _ columns: [ColumnPath], _ call: CallSite, parameter: String
  ) throws(Diagnostic) {
    var seen = Set<String>()
    for (index, column) in columns.enumerated() where !seen.insert(column.text).inserted {
      throw Diagnostic(
        RecordDiagnostic.columnExists, "there would be two columns '\(column.text)'",
        at: call.span(of: parameter, index), hint: "name it once")
    }
  }
}
