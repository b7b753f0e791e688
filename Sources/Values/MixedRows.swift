package import Diagnostics
package import JSON

/// Records of other batches in any order, perhaps of different shapes, each read where it is: what
/// sorting gives, and what is made record by record.
package final class MixedRows: RecordBatch, @unchecked Sendable {
  private let records: [Record]

  package init(_ records: [Record]) {
    self.records = records
    super.init(count: records.count)
  }

  package override func shape(of row: Int) -> Shape { records[row].shape }

  package override func value(row: Int, column: Int) -> Value { records[row][column] }

  package override func value(row: Int, named name: FieldName, hint: inout Int) -> Value? {
    let record = records[row]
    return record.rows.value(row: record.row, named: name, hint: &hint)
  }

  package override func writeJSON(row: Int, to writer: inout JSONWriter) throws(Diagnostic) {
    let record = records[row]
    try record.rows.writeJSON(row: record.row, to: &writer)
  }

  package override func writeJSON(
    row: Int, named name: FieldName, hint: inout Int, to writer: inout JSONWriter
  ) throws(Diagnostic) -> Bool {
    let record = records[row]
    return try record.rows.writeJSON(row: record.row, named: name, hint: &hint, to: &writer)
  }

  package override var isUniform: Bool {
    guard let first = records.first?.shape else { return true }
    return records.allSatisfy { $0.shape === first }
  }
}

extension Batch {
  /// Makes a batch of items: of records when all of them are.
  package init(items: [Value]) {
    var records: [Record] = []
    records.reserveCapacity(items.count)
    for item in items {
      guard case .record(let record) = item else {
        self = .values(items)
        return
      }
      records.append(record)
    }
    self = .records(MixedRows(records), selection: nil)
  }
}
