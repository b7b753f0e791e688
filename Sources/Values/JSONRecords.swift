package import Diagnostics
package import JSON

/// Records that are still JSON text: one object of a buffer each. Fields are found when asked for,
/// and what passes through is written as it was read.
package final class JSONRecords: RecordBatch, @unchecked Sendable {
  private let buffer: JSONBuffer
  /// The first document of the buffer that belongs to the batch.
  private let first: Int
  private let shared: Shape

  /// Documents `first ..< first + count` of the buffer, all objects with the same names in the same
  /// order as `shape`.
  private init(_ buffer: JSONBuffer, first: Int, count: Int, shape: Shape) {
    self.buffer = buffer
    self.first = first
    shared = shape
    super.init(count: count)
  }

  /// Returns the documents of a buffer as batches: runs of objects that share their names, and
  /// whatever else there is as values. `known` is the shape of the records before, mostly the same.
  package static func batches(
    _ buffer: JSONBuffer, known: inout Shape?, kind: RecordKind? = nil
  ) -> [Batch] {
    var batches: [Batch] = []
    var start = 0
    while start < buffer.count {
      let end = buffer.withRows { rows in endOfRun(rows, from: start) }
      let view = buffer[start]
      if view.kind == .object, let shape = shape(of: view, known: known, kind) {
        known = shape
        batches.append(
          .records(
            JSONRecords(buffer, first: start, count: end - start, shape: shape), selection: nil))
      } else {
        batches.append(.values((start..<end).map { buffer[$0].value }))
      }
      start = end
    }
    return batches
  }

  private static func endOfRun(_ rows: JSONRows, from start: Int) -> Int {
    let isObject = rows[start].kind == .object
    var end = start + 1
    while end < rows.count,
      isObject ? rows.hasSameNamesAsBefore(end) : rows[end].kind != .object
    {
      end += 1
    }
    return end
  }

  /// The shape of an object; nil when a name stands in it twice.
  private static func shape(
    of view: JSONView, known: Shape?, _ kind: RecordKind?
  ) -> Shape? {
    let names = view.members.map { FieldName.of($0.name) }
    if let known, known.names == names { return known }
    return Set(names).count == names.count ? Shape(names, kind: kind) : nil
  }

  package override func shape(of row: Int) -> Shape { shared }

  package override func value(row: Int, column: Int) -> Value {
    var hint = 0
    return value(row: row, named: shared.names[column], hint: &hint) ?? .null
  }

  package override func value(row: Int, named name: FieldName, hint: inout Int) -> Value? {
    buffer.withRows { rows in
      let index = rows.fieldIndex(first + row, name.json.key, hint: &hint)
      if index < 0 { return shared.answers(to: name) ? .null : nil }
      return value(rows.cursor(at: index), of: name)
    }
  }

  private func value(_ cursor: JSONCursor, of name: FieldName) -> Value {
    let value = Self.value(cursor, buffer)
    return shared.kind?.meaning(of: value, in: name) ?? value
  }

  private static func value(_ cursor: JSONCursor, _ buffer: JSONBuffer) -> Value {
    switch cursor.kind {
    case .string: cursor.string().map { .string($0) } ?? .null
    case .int: JSONView.integer(cursor)
    case .float: JSONView.number(cursor)
    case .bool: .bool(cursor.bool() ?? false)
    case .null: .null
    case .array, .object: JSONView(buffer: buffer, index: cursor.index).value
    }
  }

  // MARK: Writing

  package override func writeJSON(row: Int, to writer: inout JSONWriter) throws(Diagnostic) {
    guard let kind = shared.kind, !kind.decimals.isEmpty else {
      return buffer.withRows { rows in writer.value(rows[first + row]) }
    }
    writer.beginObject()
    for (column, name) in shared.names.enumerated() {
      writer.name(name.text)
      var hint = column
      _ = try writeJSON(row: row, named: name, hint: &hint, to: &writer)
    }
    writer.endObject()
  }

  package override func writeJSONLines(
    _ rows: [Int32]?, to writer: inout JSONWriter
  ) throws(Diagnostic) {
    guard let kind = shared.kind, !kind.decimals.isEmpty else {
      return try super.writeJSONLines(rows, to: &writer)
    }
    // One guess per column for the whole batch: where a field stood in the row before.
    var hints = Array(repeating: 0, count: shared.count)
    let decimals = shared.names.map { kind.decimals.contains($0) }
    for index in 0..<(rows?.count ?? count) {
      let row = rows.map { Int($0[index]) } ?? index
      writer.beginObject()
      for column in 0..<shared.count {
        let name = shared.names[column]
        name.bytes.withUnsafeBufferPointer { writer.name(utf8: $0) }
        if decimals[column] {
          _ = try writeJSON(row: row, named: name, hint: &hints[column], to: &writer)
        } else {
          writeMember(row, name, hint: &hints[column], to: &writer)
        }
      }
      writer.endObject()
      writer.endLine()
    }
  }

  /// Writes a field as it was read; false where there is none.
  @discardableResult
  private func writeMember(
    _ row: Int, _ name: FieldName, hint: inout Int, to writer: inout JSONWriter
  ) -> Bool {
    buffer.withRows { rows in
      let index = rows.fieldIndex(first + row, name.json.key, hint: &hint)
      guard index >= 0 else { return false }
      writer.value(rows.cursor(at: index))
      return true
    }
  }

  package override func writeJSON(
    row: Int, named name: FieldName, hint: inout Int, to writer: inout JSONWriter
  ) throws(Diagnostic) -> Bool {
    if let kind = shared.kind, kind.decimals.contains(name) {
      // The server's text is a number here, as everywhere else.
      guard let number = value(row: row, named: name, hint: &hint) else { return false }
      try number.writeJSON(to: &writer)
      return true
    }
    return writeMember(row, name, hint: &hint, to: &writer)
  }

  // MARK: Filtering

  package override func refine(
    _ selection: inout [Int32], by test: FieldTest
  ) throws(Diagnostic) {
    switch test.constant {
    case .string(let text) where test.comparison == .equal || test.comparison == .notEqual:
      var text = text
      let wanted = test.comparison == .equal
      let isDecimal = shared.kind?.decimals.contains(test.field) == true
      let outcome = text.withUTF8 { bytes in
        keep(&selection, test) { cursor in
          guard cursor.kind == .string else { return !wanted }
          if cursor.hasEscapes || isDecimal { return nil }
          return Self.isEqual(cursor.stringContent, bytes) == wanted
        }
      }
      if let outcome { throw outcome }
    case .int(let constant):
      let bound = Double(constant)
      let outcome = keep(&selection, test) { cursor in
        if cursor.kind == .int, let number = cursor.int64() {
          return test.comparison.accepts(number == constant ? 0 : (number < constant ? -1 : 1))
        }
        guard cursor.kind == .float, let number = cursor.double(), number != bound else {
          return nil
        }
        return test.comparison.accepts(number < bound ? -1 : 1)
      }
      if let outcome { throw outcome }
    case .float(let bound):
      let outcome = keep(&selection, test) { cursor in
        // From 2^53 on several whole numbers share a float: then the value decides.
        guard let number = cursor.double(), number != bound || bound.magnitude < 0x1p53 else {
          return nil
        }
        return test.comparison.accepts(number == bound ? 0 : (number < bound ? -1 : 1))
      }
      if let outcome { throw outcome }
    default:
      try super.refine(&selection, by: test)
    }
  }

  /// Keeps the rows whose field `accepts`; where that gives nil the field's value decides.
  @inline(__always)
  private func keep(
    _ selection: inout [Int32], _ test: FieldTest, _ accepts: (JSONCursor) -> Bool?
  ) -> Diagnostic? {
    let key = test.field.json.key
    let isOptional = shared.answers(to: test.field)
    return buffer.withRows { rows in
      var hint = 0
      var kept = 0
      var failure: Diagnostic?
      selection.withUnsafeMutableBufferPointer { selected in
        for row in selected {
          let index = rows.fieldIndex(first + Int(row), key, hint: &hint)
          if index < 0, !isOptional {
            failure = missing(test.field, row: Int(row)).located(at: test.span)
            return
          }
          let accepted: Bool
          if index >= 0, let quick = accepts(rows.cursor(at: index)) {
            accepted = quick
          } else {
            do throws(Diagnostic) {
              accepted = try test.holds(
                for: index < 0 ? .null : value(rows.cursor(at: index), of: test.field))
            } catch {
              failure = error
              return
            }
          }
          selected[kept] = row
          kept += accepted ? 1 : 0
        }
      }
      selection.removeLast(selection.count - kept)
      return failure
    }
  }

  @inline(__always)
  private static func isEqual(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard a.count == b.count else { return false }
    for index in 0..<a.count where a[index] != b[index] { return false }
    return true
  }
}

extension FieldTest.Operator {
  /// Whether an order (negative, 0 or positive) satisfies the comparison.
  @inline(__always)
  func accepts(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }
}

extension JSONView {
  /// The value that this JSON stands for. Arrays and objects are read at once.
  package var value: Value {
    switch kind {
    case .null: return .null
    case .bool: return .bool(bool() ?? false)
    case .int: return withCursor { Self.integer($0) }
    case .float: return withCursor { Self.number($0) }
    case .string: return .string(string() ?? "")
    case .array: return .list(List(elements.map(\.value)))
    case .object:
      var fields = GatheredFields()
      // Of members with the same name the last counts.
      for (name, view) in members { fields.set(FieldName.of(name), view.value) }
      return .record(fields.record)
    }
  }

  /// A number written as an integer; `-0` and what does not fit 64 bits keep their text.
  static func integer(_ cursor: JSONCursor) -> Value {
    guard let number = cursor.int64(), number != 0 || cursor.rawText.count == 1 else {
      return Self.number(cursor)
    }
    return .int(Int(number))
  }

  /// A number that is no 64-bit integer: a float, with its text kept where that says more.
  static func number(_ cursor: JSONCursor) -> Value {
    guard let number = cursor.double() else {
      let text = String(decoding: cursor.rawText, as: UTF8.self)
      return .number(NumberText(text: text, value: text.hasPrefix("-") ? -.infinity : .infinity))
    }
    if isPlain(cursor.rawText) { return .float(number) }
    return .number(NumberText(text: String(decoding: cursor.rawText, as: UTF8.self), value: number))
  }

  /// Whether a float prints as it was read: digits, a point, at most 15 digits, no zero at the end
  /// but the one of `1.0`.
  private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= 16, text.contains(UInt8(ascii: ".")) else { return false }
    for byte in text where byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") { return false }
    if text.first == UInt8(ascii: "0") || text.starts(with: [0x2D, 0x30]) {
      // Small fractions print with an exponent.
      guard text.count < 6 else { return false }
    }
    guard text.last == UInt8(ascii: "0") else { return true }
    return text.count >= 3 && text[text.count - 2] == UInt8(ascii: ".")
  }
}
