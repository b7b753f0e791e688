package import JSON

/// Which fields of an object somebody asked for with `field=`.
package struct FieldSelection: Sendable, Hashable {
  /// nil means all.
  private let names: Set<String>?

  /// Every field.
  package static let all = FieldSelection(names: nil)

  private init(names: Set<String>?) { self.names = names }

  /// What a request asks for. Names nobody knows do not count, and with none left everything is
  /// meant.
  package init(requested: [String], of fields: (some WireFields).Type) {
    let known = requested.isEmpty ? [] : Set(fields.names).intersection(requested)
    names = known.isEmpty ? nil : known
  }

  package func contains(_ name: String) -> Bool { names?.contains(name) ?? true }
}

/// Writes objects field by field, and of those only what was asked for: the value of a field that
/// nobody wants is not even computed.
///
/// `put` writes null for nil, `putPresent` leaves the field out.
package struct ObjectWriter: ~Copyable {
  package var json: JSONWriter
  private var selection = FieldSelection.all

  package init(capacity: Int = 4096) { json = JSONWriter(capacity: capacity) }

  /// Returns a copy of what was written.
  package borrowing func written() -> [UInt8] { json.written() }

  /// Whether a field is to be written: for what several fields have in common.
  package borrowing func wants<Value>(_ field: Field<Value>) -> Bool {
    selection.contains(field.name)
  }

  /// Writes a field; null for nil.
  package mutating func put<Value>(
    _ field: Field<Value>, _ value: @autoclosure () throws -> Value?
  ) rethrows {
    guard selection.contains(field.name) else { return }
    let value = try value()
    json.name(field.name)
    if let value { value.write(to: &json) } else { json.null() }
  }

  /// Writes a field; nothing for nil.
  package mutating func putPresent<Value>(
    _ field: Field<Value>, _ value: @autoclosure () throws -> Value?
  ) rethrows {
    guard selection.contains(field.name), let value = try value() else { return }
    json.name(field.name)
    value.write(to: &json)
  }

  /// Writes a field that holds an object, whose fields `body` writes.
  package mutating func put<Fields, Failure: Error>(
    object field: Field<WireObject<Fields>>, _ body: (inout ObjectWriter) throws(Failure) -> Void
  ) throws(Failure) {
    guard selection.contains(field.name) else { return }
    json.name(field.name)
    try object(.all, body)
  }

  /// Writes a field that holds a list; `body` writes its elements.
  package mutating func put<Element, Failure: Error>(
    list field: Field<[Element]>, _ body: (inout ObjectWriter) throws(Failure) -> Void
  ) throws(Failure) {
    guard selection.contains(field.name) else { return }
    json.name(field.name)
    try list(body)
  }

  /// Writes an object as a value of its own; `body` writes its fields.
  package mutating func object<Failure: Error>(
    _ selection: FieldSelection = .all, _ body: (inout ObjectWriter) throws(Failure) -> Void
  ) throws(Failure) {
    let outer = self.selection
    self.selection = selection
    json.beginObject()
    try body(&self)
    json.endObject()
    self.selection = outer
  }

  /// Writes a list as a value of its own; `body` writes its elements.
  package mutating func list<Failure: Error>(
    _ body: (inout ObjectWriter) throws(Failure) -> Void
  ) throws(Failure) {
    json.beginArray()
    try body(&self)
    json.endArray()
  }
}
