/// The members of one object on the tape.
struct TapeKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let context: DecodingContext
  private let index: Int

  init(_ context: DecodingContext, _ index: Int) throws {
    let kind = context.kind(index)
    if kind == .object {
      self.index = index
    } else if context.isZero(index) {
      self.index = DecodingContext.absent
    } else {
      throw context.mismatch("an object", at: index)
    }
    self.context = context
  }

  var codingPath: [any CodingKey] { context.codingPath(index) }

  var allKeys: [Key] {
    guard index >= 0 else { return [] }
    let object = context.cursor(index)
    let keys = object.members.compactMap { Key(stringValue: $0.name) }
    guard object.mayRepeatNames else { return keys }
    var seen: Set<String> = []
    return keys.filter { seen.insert($0.stringValue).inserted }
  }

  func contains(_ key: Key) -> Bool { context.member(key.stringValue, of: index) != nil }

  func decodeNil(forKey key: Key) throws -> Bool { context.kind(try value(key)) == .null }

  /// Returns the place of a member's value.
  private func value(_ key: Key) throws -> Int {
    let name = key.stringValue
    if let found = context.member(name, of: index) { return found }
    if context.options.zeroValues { return DecodingContext.absent }
    throw context.error(.missingMember(name), at: index)
  }

  /// Returns the place of a member's value; nil when it is missing or null.
  private func present(_ key: Key) -> Int? {
    context.member(key.stringValue, of: index).flatMap { context.kind($0) == .null ? nil : $0 }
  }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try context.bool(value(key)) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try context.string(value(key))
  }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try context.double(value(key))
  }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try context.float(value(key)) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
    try context.integer(type, value(key))
  }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 {
    try context.integer(type, value(key))
  }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 {
    try context.integer(type, value(key))
  }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 {
    try context.integer(type, value(key))
  }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
    try context.integer(type, value(key))
  }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt {
    try context.integer(type, value(key))
  }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 {
    try context.integer(type, value(key))
  }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
    try context.integer(type, value(key))
  }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
    try context.integer(type, value(key))
  }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
    try context.integer(type, value(key))
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try nested(value(key)) { try context.decode(type, at: $0) }
  }

  // Those types decode often enough to be spared the default's three look-ups.
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
    try present(key).map(context.bool)
  }
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
    try present(key).map(context.string)
  }
  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
    try present(key).map(context.double)
  }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    try present(key).map { try context.integer(type, $0) }
  }
  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try present(key).map { try nested($0) { try context.decode(type, at: $0) } }
  }

  /// Runs `body` for a member's value and then looks for the next member behind it again.
  private func nested<Value>(_ value: Int, _ body: (Int) throws -> Value) rethrows -> Value {
    let expected = context.expected
    defer { context.expected = expected }
    return try body(value)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    KeyedDecodingContainer(try TapeKeyedContainer<Nested>(context, value(key)))
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try TapeUnkeyedContainer(context, value(key))
  }

  func superDecoder() throws -> any Decoder {
    let place = context.member("super", of: index) ?? DecodingContext.absent
    return TapeDecoder(context: context, index: place)
  }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    TapeDecoder(context: context, index: try value(key))
  }
}
