package import Diagnostics

/// One record: ordered named fields. A batch and a row number, so a million of them share names.
@frozen
package struct Record: Sendable {
  package private(set) var rows: RecordBatch
  package private(set) var row: Int

  @inlinable
  package init(rows: RecordBatch, row: Int) {
    self.rows = rows
    self.row = row
  }

  /// Makes a record of its own.
  package init(_ shape: Shape, _ values: [Value]) {
    self.init(rows: ValueRows(shape, values), row: 0)
  }

  /// Makes a record of name and value pairs in order.
  package init(_ fields: KeyValuePairs<String, Value>) {
    self.init(Shape(fields.map(\.key)), fields.map(\.value))
  }

  package var shape: Shape { rows.shape(of: row) }
  package var count: Int { shape.count }

  /// Returns the value of field number `index`.
  package subscript(index: Int) -> Value { rows.value(row: row, column: index) }

  /// Returns the field of that name, or nil.
  package subscript(name: FieldName) -> Value? {
    var hint = 0
    return rows.value(row: row, named: name, hint: &hint)
  }

  package subscript(name: String) -> Value? { self[FieldName.of(name)] }

  /// The fields in order.
  package var fields: [(name: FieldName, value: Value)] {
    let shape = shape
    return (0..<shape.count).map { (shape.names[$0], self[$0]) }
  }

  /// Returns the error for a field this record does not have, with the nearest name.
  package func missing(_ name: FieldName) -> Diagnostic {
    let names = shape.names.map(\.text)
    let hint =
      Suggestion.hint(for: name.text, among: names)
      ?? (names.isEmpty
        ? "the record is empty; .\(name.text)? gives null instead of an error"
        : "its fields are \(names.prefix(12).joined(separator: ", "))")
    return Diagnostic(ValueDiagnostic.noField, "no field '\(name.text)' in this record", hint: hint)
  }

  /// Returns the record with one field set, in its old place or at the end.
  package func setting(_ name: FieldName, to value: Value) -> Record {
    let old = fields
    if let index = shape.index(of: name) {
      var values = old.map(\.value)
      values[index] = value
      return Record(shape, values)
    }
    return Record(shape.adding(name), old.map(\.value) + [value])
  }

  /// Sets one field, in its old place or at the end. A wide record that nobody else holds changes
  /// where it is, so that filling one in a loop costs each field once.
  package mutating func set(_ name: FieldName, to value: Value) {
    if isKnownUniquelyReferenced(&rows), let own = rows as? GrowingRow {
      own.set(name, to: value)
      return
    }
    let shape = shape
    if shape.count < GrowingRow.leastWidth {
      self = setting(name, to: value)
    } else {
      let own = GrowingRow(shape, fields.map(\.value))
      own.set(name, to: value)
      self = Record(rows: own, row: 0)
    }
  }
}
