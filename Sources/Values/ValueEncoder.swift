package import Diagnostics

/// Makes values of `Encodable` types: records of what has keys, lists of what has none, fields in
/// the order in which they are encoded, those of a `Dictionary` sorted by name.
package struct ValueEncoder: Sendable {
  /// What the values are for.
  package enum Form: Sendable, Hashable {
    /// Records in a pipe: all of one kind have the same fields, a property that is nil is null.
    case records
    /// A document to print: a property that is nil has no field.
    case document
  }

  package let form: Form

  package init(_ form: Form = .records) { self.form = form }

  /// Returns the value. Throws `value.malformed-data` for a type that cannot be encoded.
  package func encode(_ encodable: some Encodable) throws(Diagnostic) -> Value {
    do {
      return try tree(of: encodable) ?? .null
    } catch {
      throw Diagnostic(ValueDiagnostic.malformed, "a value has no form as a record: \(error)")
    }
  }

  /// Returns the value of a part; nil when it is to be left out.
  package func tree(of encodable: some Encodable) throws -> Value? {
    if let scalar = Self.scalar(encodable) { return scalar }
    if let special = encodable as? any EncodesAsValue { return try special.encoded(by: self) }
    if let dictionary = encodable as? any NamedMembers { return try members(of: dictionary) }
    let node = EncodedNode()
    try encodable.encode(to: NodeEncoder(node: node, encoder: self))
    return node.value
  }

  private func members(of dictionary: any NamedMembers) throws -> Value {
    var names: [String] = []
    var values: [Value] = []
    for (name, member) in dictionary.sortedMembers {
      guard let value = try tree(of: member) else { continue }
      names.append(name)
      values.append(value)
    }
    return .record(Record(Shape(names), values))
  }
}

/// A type that decides itself what value it becomes, perhaps depending on the form.
package protocol EncodesAsValue: Encodable {
  /// Returns the value; nil leaves the field out.
  func encoded(by encoder: ValueEncoder) throws -> Value?
}

extension EncodesAsValue {
  package func encode(to encoder: any Encoder) throws {
    throw EncodingError.invalidValue(
      self, .init(codingPath: encoder.codingPath, debugDescription: "only a ValueEncoder takes it"))
  }
}

extension Value: EncodesAsValue {
  package func encoded(by encoder: ValueEncoder) -> Value? { self }
}

extension Timestamp: EncodesAsValue {
  package func encoded(by encoder: ValueEncoder) -> Value? { .timestamp(self) }
}

/// A dictionary by names, found without knowing what it holds.
private protocol NamedMembers {
  var sortedMembers: [(String, any Encodable)] { get }
}

extension Dictionary: NamedMembers where Key == String, Value: Encodable {
  var sortedMembers: [(String, any Encodable)] {
    sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// A value under construction.
private final class EncodedNode {
  private enum Kind { case scalar, record, list }

  private var kind = Kind.scalar
  private var names: [String] = []
  private var nodes: [EncodedNode] = []
  private var scalar: Value

  init(_ scalar: Value = .null) { self.scalar = scalar }

  var value: Value {
    switch kind {
    case .scalar: scalar
    case .list: .list(List(nodes.map(\.value)))
    case .record: .record(Record(Shape(names), nodes.map(\.value)))
    }
  }

  func become(_ value: Value) { scalar = value }
  func becomeRecord() { kind = .record }
  func becomeList() { kind = .list }

  func add(_ name: String, _ node: EncodedNode) {
    names.append(name)
    nodes.append(node)
  }

  func add(_ node: EncodedNode) { nodes.append(node) }
}

private struct NodeEncoder: Encoder {
  let node: EncodedNode
  let encoder: ValueEncoder
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    node.becomeRecord()
    return KeyedEncodingContainer(FieldContainer(node: node, encoder: encoder))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.becomeList()
    return ElementContainer(node: node, encoder: encoder)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    ScalarContainer(node: node, encoder: encoder)
  }
}

extension ValueEncoder {
  /// Returns the value of a text, a number or a flag; nil for anything else.
  fileprivate static func scalar<Content: Encodable>(_ encodable: Content) -> Value? {
    // Comparing types is much cheaper than casting; most fields are of one of these.
    if Content.self == String.self, let text = encodable as? String { return .string(text) }
    if Content.self == Bool.self, let flag = encodable as? Bool { return .bool(flag) }
    if Content.self == Int.self, let number = encodable as? Int { return .int(number) }
    return numbers.contains(ObjectIdentifier(Content.self)) ? number(encodable) : nil
  }

  private static let numbers: Set<ObjectIdentifier> = [
    ObjectIdentifier(Int8.self), ObjectIdentifier(Int16.self), ObjectIdentifier(Int32.self),
    ObjectIdentifier(Int64.self), ObjectIdentifier(UInt.self), ObjectIdentifier(UInt8.self),
    ObjectIdentifier(UInt16.self), ObjectIdentifier(UInt32.self), ObjectIdentifier(UInt64.self),
    ObjectIdentifier(Double.self), ObjectIdentifier(Float.self),
  ]

  private static func number(_ encodable: some Encodable) -> Value? {
    switch encodable {
    case let number as any BinaryInteger:
      if let whole = Int(exactly: number) { return .int(whole) }
      return .number(NumberText(text: "\(number)", value: Double(number)))
    case let number as Double: return .float(number)
    case let number as Float: return .float(Double(number))
    default: return nil
    }
  }
}

private struct ScalarContainer: SingleValueEncodingContainer {
  let node: EncodedNode
  let encoder: ValueEncoder
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { node.become(.null) }

  func encode(_ value: some Encodable) throws {
    node.become(try encoder.tree(of: value) ?? .null)
  }
}

private struct FieldContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: EncodedNode
  let encoder: ValueEncoder
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { node.add(key.stringValue, EncodedNode()) }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    guard let value = try encoder.tree(of: value) else { return }
    node.add(key.stringValue, EncodedNode(value))
  }

  private func encodeOptional(_ value: (some Encodable)?, _ key: Key) throws {
    if let value { return try encode(value, forKey: key) }
    if encoder.form == .records { encodeNil(forKey: key) }
  }

  // One per type, because the protocol's own defaults for these leave nil out.
  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try encodeOptional(value, key) }
  func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
    try encodeOptional(value, key)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    inner(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    inner(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { NodeEncoder(node: EncodedNode(), encoder: encoder) }
  func superEncoder(forKey key: Key) -> any Encoder { inner(key) }

  private func inner(_ key: Key) -> NodeEncoder {
    let inner = EncodedNode()
    node.add(key.stringValue, inner)
    return NodeEncoder(node: inner, encoder: encoder)
  }
}

private struct ElementContainer: UnkeyedEncodingContainer {
  let node: EncodedNode
  let encoder: ValueEncoder
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(node: EncodedNode, encoder: ValueEncoder) {
    self.node = node
    self.encoder = encoder
  }

  mutating func encodeNil() {
    node.add(EncodedNode())
    count += 1
  }

  mutating func encode(_ value: some Encodable) throws {
    guard let value = try encoder.tree(of: value) else { return }
    node.add(EncodedNode(value))
    count += 1
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    inner().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    inner().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { inner() }

  private mutating func inner() -> NodeEncoder {
    let inner = EncodedNode()
    node.add(inner)
    count += 1
    return NodeEncoder(node: inner, encoder: encoder)
  }
}
