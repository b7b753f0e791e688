/// The elements of one array, written as they come.
struct TextUnkeyedContainer: UnkeyedEncodingContainer {
  let context: EncodingContext
  let slot: Int
  let level: Int
  private(set) var count = 0

  init(context: EncodingContext, slot: Int, level: Int) {
    self.context = context
    self.slot = slot
    self.level = level
  }

  var codingPath: [any CodingKey] { [] }

  /// Prepares for an element, which must follow.
  private mutating func begin() throws(JSONError) {
    try context.resume(slot: slot, level: level)
    count += 1
  }

  mutating func encodeNil() throws {
    try begin()
    context.writer.null()
  }

  mutating func encode(_ value: Bool) throws {
    try begin()
    context.writer.bool(value)
  }
  mutating func encode(_ value: String) throws {
    try begin()
    context.writer.string(value)
  }
  mutating func encode(_ value: Double) throws {
    try begin()
    try context.write(value)
  }
  mutating func encode(_ value: Float) throws {
    try begin()
    try context.write(value)
  }
  mutating func encode(_ value: Int) throws {
    try begin()
    context.writer.int(Int64(value))
  }
  mutating func encode(_ value: Int8) throws {
    try begin()
    context.writer.int(Int64(value))
  }
  mutating func encode(_ value: Int16) throws {
    try begin()
    context.writer.int(Int64(value))
  }
  mutating func encode(_ value: Int32) throws {
    try begin()
    context.writer.int(Int64(value))
  }
  mutating func encode(_ value: Int64) throws {
    try begin()
    context.writer.int(value)
  }
  mutating func encode(_ value: UInt) throws {
    try begin()
    context.writer.uint(UInt64(value))
  }
  mutating func encode(_ value: UInt8) throws {
    try begin()
    context.writer.uint(UInt64(value))
  }
  mutating func encode(_ value: UInt16) throws {
    try begin()
    context.writer.uint(UInt64(value))
  }
  mutating func encode(_ value: UInt32) throws {
    try begin()
    context.writer.uint(UInt64(value))
  }
  mutating func encode(_ value: UInt64) throws {
    try begin()
    context.writer.uint(value)
  }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    try begin()
    do {
      try context.encode(value)
    } catch let error as JSONError {
      throw error.inside(.element(count - 1))
    }
  }

  mutating func nestedContainer<Key: CodingKey>(
    keyedBy type: Key.Type
  ) -> KeyedEncodingContainer<Key> {
    nested().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    nested().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { nested() }

  private mutating func nested() -> TextEncoder {
    do { try begin() } catch { context.fail(error) }
    return TextEncoder(context: context, slot: context.newSlot(), level: level)
  }
}
