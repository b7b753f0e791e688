package import Diagnostics
package import JSON

/// Some records held together. Abstract; what a batch is made of is its subclass's affair:
/// values row by row, JSON text not decoded yet, columns packed for keeping, or a view of another.
///
/// Batches never change once made, so a record is a batch and a row number.
package class RecordBatch: @unchecked Sendable {
  // Unchecked because it has subclasses: each is immutable after its initialiser.

  /// How many records.
  package let count: Int

  package init(count: Int) { self.count = count }

  /// Returns the field names of one record in order.
  package func shape(of row: Int) -> Shape { .empty }

  /// Returns the value of field `column` of `row`, where `column` indexes `shape(of: row)`.
  package func value(row: Int, column: Int) -> Value { .null }

  /// Returns a field by name, or nil when this record has none of that name.
  ///
  /// `hint` is a guess of its position, kept by the caller between rows.
  package func value(row: Int, named name: FieldName, hint: inout Int) -> Value? {
    let shape = shape(of: row)
    if hint < shape.count, shape.names[hint] === name { return value(row: row, column: hint) }
    guard let index = shape.index(of: name) else { return shape.answers(to: name) ? .null : nil }
    hint = index
    return value(row: row, column: index)
  }

  /// Whether every record has the shape of the first.
  package var isUniform: Bool { true }

  /// Appends one record as JSON.
  package func writeJSON(row: Int, to writer: inout JSONWriter) throws(Diagnostic) {
    let shape = shape(of: row)
    writer.beginObject()
    for column in 0..<shape.count {
      writer.name(shape.names[column].text)
      try value(row: row, column: column).writeJSON(to: &writer)
    }
    writer.endObject()
  }

  /// Appends one field as JSON; false when the record has no such field.
  package func writeJSON(
    row: Int, named name: FieldName, hint: inout Int, to writer: inout JSONWriter
  ) throws(Diagnostic) -> Bool {
    guard let value = value(row: row, named: name, hint: &hint) else { return false }
    try value.writeJSON(to: &writer)
    return true
  }

  /// Appends the records (all for nil) as JSON, one to a line.
  package func writeJSONLines(
    _ rows: [Int32]?, to writer: inout JSONWriter
  ) throws(Diagnostic) {
    for index in 0..<(rows?.count ?? count) {
      try writeJSON(row: rows.map { Int($0[index]) } ?? index, to: &writer)
      writer.endLine()
    }
  }

  /// Removes the rows that do not satisfy `test` from `selection` (ascending row numbers).
  package func refine(_ selection: inout [Int32], by test: FieldTest) throws(Diagnostic) {
    var hint = 0
    var kept = 0
    for row in selection {
      guard let value = value(row: Int(row), named: test.field, hint: &hint) else {
        throw missing(test.field, row: Int(row)).located(at: test.span)
      }
      if try test.holds(for: value) {
        selection[kept] = row
        kept += 1
      }
    }
    selection.removeLast(selection.count - kept)
  }

  /// Returns the error for a field that `row` does not have, with the nearest name.
  package final func missing(_ name: FieldName, row: Int) -> Diagnostic {
    Record(rows: self, row: row).missing(name)
  }
}

/// Records whose values stand row after row, all of one shape.
package final class ValueRows: RecordBatch, @unchecked Sendable {
  private let shape: Shape
  private let values: [Value]
  /// Something of the maker's that travels along unseen: the diagnostic behind an error record.
  package let attachment: (any Sendable)?

  /// `values` holds `shape.count` values per record.
  package init(_ shape: Shape, _ values: [Value], attachment: (any Sendable)? = nil) {
    self.shape = shape
    self.values = values
    self.attachment = attachment
    super.init(count: shape.count == 0 ? 1 : values.count / shape.count)
  }

  package override func shape(of row: Int) -> Shape { shape }

  package override func value(row: Int, column: Int) -> Value {
    values[row * shape.count + column]
  }
}

/// Fields of another batch under new names: what `select` and `rename` make, without copying.
package final class ProjectedRows: RecordBatch, @unchecked Sendable {
  private let base: RecordBatch
  private let selection: [Int32]?
  private let shape: Shape
  private let sources: [FieldName]

  /// The rows of `base` (or those of `selection`); field i is `shape.names[i]`, read from `sources[i]`.
  /// Every row must have the source fields: the maker checks.
  package init(_ base: RecordBatch, selection: [Int32]?, shape: Shape, sources: [FieldName]) {
    self.base = base
    self.selection = selection
    self.shape = shape
    self.sources = sources
    super.init(count: selection?.count ?? base.count)
  }

  package override func shape(of row: Int) -> Shape { shape }

  package override func value(row: Int, column: Int) -> Value {
    var hint = column
    return base.value(row: baseRow(row), named: sources[column], hint: &hint) ?? .null
  }

  package override func writeJSON(row: Int, to writer: inout JSONWriter) throws(Diagnostic) {
    writer.beginObject()
    for column in 0..<shape.count {
      writer.name(shape.names[column].text)
      var hint = column
      if try !base.writeJSON(row: baseRow(row), named: sources[column], hint: &hint, to: &writer) {
        writer.null()
      }
    }
    writer.endObject()
  }

  package override func writeJSONLines(
    _ rows: [Int32]?, to writer: inout JSONWriter
  ) throws(Diagnostic) {
    // One guess per column for the whole batch: where a field stood in the row before.
    var hints = Array(repeating: 0, count: shape.count)
    for index in 0..<(rows?.count ?? count) {
      let row = baseRow(rows.map { Int($0[index]) } ?? index)
      writer.beginObject()
      for column in 0..<shape.count {
        let name = shape.names[column]
        name.bytes.withUnsafeBufferPointer { writer.name(utf8: $0) }
        if try !base.writeJSON(
          row: row, named: sources[column], hint: &hints[column], to: &writer)
        {
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
