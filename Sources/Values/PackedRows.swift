package import Diagnostics
package import JSON

/// Records packed for keeping: a column holds its values in the least room their kind allows, so
/// that a million records of ten fields stay far below the text they came from.
package final class PackedRows: RecordBatch, @unchecked Sendable {
  private let shape: Shape
  private let columns: [PackedColumn]

  /// Packs `rows` (all, or those selected) of `base`, which must be uniform.
  init(_ base: RecordBatch, rows: [Int], shape: Shape) {
    self.shape = shape
    columns = (0..<shape.count).map { column in
      PackedColumn(rows.lazy.map { base.value(row: $0, column: column) })
    }
    super.init(count: rows.count)
  }

  package override func shape(of row: Int) -> Shape { shape }

  package override func value(row: Int, column: Int) -> Value { columns[column][row] }

  package override func writeJSON(row: Int, to writer: inout JSONWriter) throws(Diagnostic) {
    writer.beginObject()
    for column in 0..<shape.count {
      shape.names[column].bytes.withUnsafeBufferPointer { writer.name(utf8: $0) }
      try columns[column].writeJSON(row, to: &writer)
    }
    writer.endObject()
  }
}

extension RecordBatch {
  /// Returns the selected records (all for nil) in a form that holds nothing but them.
  package final func packed(_ selection: [Int32]?) -> RecordBatch {
    let rows = selection.map { $0.map(Int.init) } ?? Array(0..<count)
    if selection == nil, self is PackedRows || self is ValueRows {
      return self
    }
    guard isUniform, let first = rows.first else {
      return MixedRows(
        rows.map { row in
          let record = Record(rows: self, row: row)
          return Record(record.shape, record.fields.map(\.value))
        })
    }
    return PackedRows(self, rows: rows, shape: shape(of: first))
  }
}

/// The values of one field of many records.
private enum PackedColumn: Sendable {
  case bytes8(codes: [UInt8], values: [Value])
  case bytes16(codes: [UInt16], values: [Value])
  case small([Int32])
  case ints([Int])
  case floats([Double])
  /// Text end to end; `ends[i]` is where text i ends.
  case strings(bytes: [UInt8], ends: [UInt32])
  case values([Value])

  init(_ values: some Sequence<Value>) {
    let all = Array(values)
    self =
      PackedColumn(repeated: all) ?? PackedColumn(integers: all) ?? PackedColumn(floats: all)
      ?? PackedColumn(strings: all) ?? .values(all)
  }

  subscript(row: Int) -> Value {
    switch self {
    case .bytes8(let codes, let values): values[Int(codes[row])]
    case .bytes16(let codes, let values): values[Int(codes[row])]
    case .small(let numbers): .int(Int(numbers[row]))
    case .ints(let numbers): .int(numbers[row])
    case .floats(let numbers): .float(numbers[row])
    case .strings(let bytes, let ends):
      .string(
        String(decoding: bytes[Int(row == 0 ? 0 : ends[row - 1])..<Int(ends[row])], as: UTF8.self))
    case .values(let values): values[row]
    }
  }

  /// Appends a value as JSON, text without making a string of it.
  func writeJSON(_ row: Int, to writer: inout JSONWriter) throws(Diagnostic) {
    switch self {
    case .strings(let bytes, let ends):
      bytes.withUnsafeBufferPointer { all in
        let start = row == 0 ? 0 : Int(ends[row - 1])
        writer.string(utf8: UnsafeBufferPointer(rebasing: all[start..<Int(ends[row])]))
      }
    case .small(let numbers): writer.int(Int64(numbers[row]))
    case .ints(let numbers): writer.int(Int64(numbers[row]))
    case .floats, .bytes8, .bytes16, .values: try self[row].writeJSON(to: &writer)
    }
  }

  /// Values that repeat: each distinct one once. Nil when fewer than three in four repeat.
  private init?(repeated all: [Value]) {
    var codes: [UInt16] = []
    codes.reserveCapacity(all.count)
    var values: [Value] = []
    // By bytes: text that only looks alike is not the same.
    var known: [HashableValue: UInt16] = [:]
    var nullCode: UInt16?
    let limit = min(65_535, max(16, all.count / 4))
    for value in all {
      let code: UInt16?
      switch value {
      case .null: code = nullCode
      case .string: code = known[HashableValue(value)]
      default: return nil
      }
      if let code {
        codes.append(code)
        continue
      }
      guard values.count < limit else { return nil }
      let next = UInt16(values.count)
      if case .string = value { known[HashableValue(value)] = next } else { nullCode = next }
      values.append(value)
      codes.append(next)
    }
    self =
      values.count <= 256
      ? .bytes8(codes: codes.map { UInt8($0) }, values: values)
      : .bytes16(codes: codes, values: values)
  }

  private init?(integers all: [Value]) {
    var numbers: [Int] = []
    numbers.reserveCapacity(all.count)
    for value in all {
      guard case .int(let number) = value else { return nil }
      numbers.append(number)
    }
    let fits = numbers.allSatisfy { Int32(exactly: $0) != nil }
    self = fits ? .small(numbers.map { Int32($0) }) : .ints(numbers)
  }

  private init?(floats all: [Value]) {
    var numbers: [Double] = []
    numbers.reserveCapacity(all.count)
    for value in all {
      guard case .float(let number) = value else { return nil }
      numbers.append(number)
    }
    self = .floats(numbers)
  }

  private init?(strings all: [Value]) {
    var bytes: [UInt8] = []
    var ends: [UInt32] = []
    ends.reserveCapacity(all.count)
    for value in all {
      guard case .string(let text) = value else { return nil }
      bytes.append(contentsOf: text.utf8)
      guard let end = UInt32(exactly: bytes.count) else { return nil }
      ends.append(end)
    }
    self = .strings(bytes: bytes, ends: ends)
  }
}
