package import Diagnostics
package import JSON

/// Records of another batch with one column put over an old one or behind the others: what `insert`
/// and `update` make, without copying the rest.
package final class OverlaidRows: RecordBatch, @unchecked Sendable {
  private let base: RecordBatch
  private let selection: [Int32]?
  private let name: FieldName
  private let values: [Value]
  private let shared: Shape?

  /// The rows of `base` (or those of `selection`), row i with `values[i]` as its field `name`.
  package init(_ base: RecordBatch, selection: [Int32]?, name: FieldName, values: [Value]) {
    self.base = base
    self.selection = selection
    self.name = name
    self.values = values
    let first = selection?.first.map(Int.init) ?? 0
    shared = base.isUniform && !values.isEmpty ? Self.shape(base.shape(of: first), with: name) : nil
    super.init(count: values.count)
  }

  private static func shape(_ shape: Shape, with name: FieldName) -> Shape {
    shape.index(of: name) == nil ? shape.adding(name) : shape
  }

  package override var isUniform: Bool { shared != nil }

  package override func shape(of row: Int) -> Shape {
    shared ?? Self.shape(base.shape(of: baseRow(row)), with: name)
  }

  package override func value(row: Int, column: Int) -> Value {
    let wanted = shape(of: row).names[column]
    if wanted == name { return values[row] }
    var hint = column
    return base.value(row: baseRow(row), named: wanted, hint: &hint) ?? .null
  }

  package override func value(row: Int, named wanted: FieldName, hint: inout Int) -> Value? {
    if wanted == name { return values[row] }
    return base.value(row: baseRow(row), named: wanted, hint: &hint)
  }

  package override func writeJSON(
    row: Int, named wanted: FieldName, hint: inout Int, to writer: inout JSONWriter
  ) throws(Diagnostic) -> Bool {
    guard wanted == name else {
      return try base.writeJSON(row: baseRow(row), named: wanted, hint: &hint, to: &writer)
    }
    try values[row].writeJSON(to: &writer)
    return true
  }

  package override func writeJSON(row: Int, to writer: inout JSONWriter) throws(Diagnostic) {
    let shape = shape(of: row)
    writer.beginObject()
    for column in 0..<shape.count {
      let wanted = shape.names[column]
      writer.name(wanted.text)
      var hint = column
      if try !writeJSON(row: row, named: wanted, hint: &hint, to: &writer) { writer.null() }
    }
    writer.endObject()
  }

  package override func writeJSONLines(
    _ rows: [Int32]?, to writer: inout JSONWriter
  ) throws(Diagnostic) {
    guard let shared else { return try super.writeJSONLines(rows, to: &writer) }
    // One guess per column for the whole batch: where a field stood in the row before.
    var hints = Array(repeating: 0, count: shared.count)
    for index in 0..<(rows?.count ?? count) {
      let row = rows.map { Int($0[index]) } ?? index
      writer.beginObject()
      for column in 0..<shared.count {
        let wanted = shared.names[column]
        wanted.bytes.withUnsafeBufferPointer { writer.name(utf8: $0) }
        if try !writeJSON(row: row, named: wanted, hint: &hints[column], to: &writer) {
          writer.null()
        }
      }
      writer.endObject()
      writer.endLine()
    }
  }

  private func baseRow(_ row: Int) -> Int {
    guard let selection else { return row }
    return Int(selection[row])
  }
}
