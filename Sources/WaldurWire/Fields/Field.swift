package import JSON

/// What a field of an object can hold: it reads itself from JSON and writes itself.
package protocol WireValue: Sendable {
  /// Reads the value; nil when the JSON is of another form.
  init?(wire view: JSONView)

  func write(to writer: inout JSONWriter)
}

/// One field of a kind of objects: its name on the wire and the type of what it holds.
///
/// Declared once and used by whoever reads the object and whoever writes it.
package struct Field<Value: WireValue>: Sendable {
  package let name: String

  package init(_ name: String) { self.name = name }
}

/// All fields of a kind of objects, each a stored property. Names are Waldur's own.
package protocol WireFields: AnyObject, Sendable {
  static var shared: Self { get }
}

extension WireFields {
  /// The names of all fields, in the order in which they are declared.
  package static var names: [String] {
    Mirror(reflecting: shared).children.compactMap { ($0.value as? any NamedField)?.name }
  }
}

extension WireFields {
  /// The names of the fields that hold decimal numbers, or objects of them.
  package static var decimalNames: [String] {
    Mirror(reflecting: shared).children.compactMap { child in
      (child.value as? any NamedField).flatMap { $0.isDecimal ? $0.name : nil }
    }
  }
}

extension WireFields {
  /// The names of the fields that hold moments.
  package static var timeNames: [String] {
    Mirror(reflecting: shared).children.compactMap { child in
      (child.value as? any NamedField).flatMap { $0.isTime ? $0.name : nil }
    }
  }
}

/// A field whatever it holds.
private protocol NamedField {
  var name: String { get }
  var isDecimal: Bool { get }
  var isTime: Bool { get }
}

extension Field: NamedField {
  fileprivate var isDecimal: Bool {
    Value.self is WireDecimal.Type || Value.self is JSONObject<WireDecimal>.Type
  }

  fileprivate var isTime: Bool { Value.self is WaldurTime.Type }
}

/// An object as it came: nothing is decoded before somebody asks, and what nobody knows stays.
///
/// Every field may be missing, and of servers of another date also of another form: a look at one
/// gives nil then, and `presence(of:)` says which.
@dynamicMemberLookup
package struct WireObject<Fields: WireFields>: WireValue {
  package let json: JSONView

  /// Takes a value that was read; nil when it is no object.
  package init?(wire view: JSONView) {
    guard view.kind == .object else { return nil }
    json = view
  }

  /// The value of a field; nil when it is missing, null, or not of its form.
  package subscript<Value>(dynamicMember path: KeyPath<Fields, Field<Value>>) -> Value? {
    json.member(Fields.shared[keyPath: path].name).flatMap { Value(wire: $0) }
  }

  /// Returns what stands in a field.
  package func presence<Value>(of path: KeyPath<Fields, Field<Value>>) -> Presence<Value> {
    guard let view = json.member(Fields.shared[keyPath: path].name) else { return .absent }
    if view.isNull { return .null }
    return Value(wire: view).map { .value($0) } ?? .malformed(view)
  }

  package func write(to writer: inout JSONWriter) { writer.value(json) }
}

/// What stands in a field: absent and null mean different things to the server.
package enum Presence<Value: Sendable>: Sendable {
  case absent
  case null
  case value(Value)
  /// Something of another form.
  case malformed(JSONView)
}
