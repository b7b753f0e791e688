import CommandKit
import Diagnostics
import Values

extension CommandContext {
  /// Returns what `transform` makes of the pipe's value: of each batch of a list or stream, as it is
  /// read; of one record, one record.
  func mapped(
    columns: [String]? = nil,
    _ transform: @escaping (Batch) throws(Diagnostic) -> Batch
  ) throws(Diagnostic) -> Output {
    if case .record(let record)? = input {
      let batch = Batch.records(record.rows, selection: [Int32(record.row)])
      return Output(try transform(batch).items.first ?? .null)
    }
    let stream = try inputStream()
    let interruption = runtime.interruption
    return .records(
      ValueStream(columns: columns) { () throws(Diagnostic) -> Batch? in
        try interruption.check()
        guard let batch = try stream.next() else { return nil }
        return try transform(batch)
      })
  }

  /// Returns the error for an item that is no record.
  func needsRecords(_ item: Value) -> Diagnostic {
    call.needsRecords(item)
  }
}

extension CallSite {
  /// Returns the error for an item that is no record.
  func needsRecords(_ item: Value) -> Diagnostic {
    Diagnostic(
      CommandDiagnostic.wrongInput, "\(name) works on records, and an item is \(item.kindPhrase)",
      at: span)
  }
}

extension Batch {
  /// The rows of the batch as records; throws for items that are none.
  func records(for call: CallSite) throws(Diagnostic) -> (rows: RecordBatch, selection: [Int32]?) {
    switch self {
    case .records(let rows, let selection): return (rows, selection)
    case .values(let values):
      var records: [Record] = []
      records.reserveCapacity(values.count)
      for value in values {
        guard case .record(let record) = value else { throw call.needsRecords(value) }
        records.append(record)
      }
      return (MixedRows(records), nil)
    }
  }

  /// Calls `body` with the number of every row of records.
  static func forEachRow(
    _ rows: RecordBatch, _ selection: [Int32]?, _ body: (Int) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    if let selection {
      for row in selection { try body(Int(row)) }
    } else {
      for row in 0..<rows.count { try body(row) }
    }
  }
}
