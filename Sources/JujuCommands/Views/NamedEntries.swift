import Values

/// Things by name, as Juju's documents have them.
///
/// In a document it is a map in the order of its keys. In records it is a list, each record with the name
/// as its first field: a filter can look into it.
struct NamedEntries<Element: Encodable & Sendable>: EncodesAsValue, Sendable {
  private let entries: [(name: String, element: Element)]
  /// The field that the name becomes.
  private let key: String

  /// `isOrdered` keeps the order given; otherwise the names are sorted, as Go prints maps.
  init(_ entries: [(String, Element)], key: String = "name", isOrdered: Bool = false) {
    self.entries =
      (isOrdered ? entries : entries.sorted { $0.0 < $1.0 })
      .map { (name: $0.0, element: $0.1) }
    self.key = key
  }

  var isEmpty: Bool { entries.isEmpty }

  func encoded(by encoder: ValueEncoder) throws -> Value? {
    var names: [String] = []
    var values: [Value] = []
    for (name, element) in entries {
      guard let value = try encoder.tree(of: element) else { continue }
      names.append(name)
      values.append(value)
    }
    switch encoder.form {
    case .document: return .record(Record(Shape(names), values))
    case .records:
      return .list(
        List(zip(names, values).map { name, value in Self.record(key, name, value) }))
    }
  }

  private static func record(_ key: String, _ name: String, _ value: Value) -> Value {
    guard case .record(let record) = value else {
      return .record(Record([key: .string(name), "value": value]))
    }
    let fields = record.fields
    return .record(
      Record(
        Shape([FieldName.of(key)] + fields.map(\.name)), [.string(name)] + fields.map(\.value)))
  }
}

/// A field that Juju's documents leave out when it is empty; records always have it.
@propertyWrapper
struct OmittedWhenEmpty<Content: Encodable & Sendable>: EncodesAsValue, Sendable {
  var wrappedValue: Content

  init(wrappedValue: Content) { self.wrappedValue = wrappedValue }

  func encoded(by encoder: ValueEncoder) throws -> Value? {
    let value = try encoder.tree(of: wrappedValue)
    guard encoder.form == .document, let value else { return value }
    switch value {
    case .null, .string(""), .bool(false), .int(0): return nil
    case .list(let list) where list.isEmpty: return nil
    case .record(let record) where record.count == 0: return nil
    default: return value
    }
  }
}

/// A field that only records have: what a document says elsewhere, or not at all.
@propertyWrapper
struct RecordsOnly<Content: Encodable & Sendable>: EncodesAsValue, Sendable {
  var wrappedValue: Content

  init(wrappedValue: Content) { self.wrappedValue = wrappedValue }

  func encoded(by encoder: ValueEncoder) throws -> Value? {
    encoder.form == .records ? try encoder.tree(of: wrappedValue) ?? .null : nil
  }
}
