/// The members of one object, written as they come.
struct TextKeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let context: EncodingContext
  let slot: Int
  let level: Int

  var codingPath: [any CodingKey] { [] }

  /// Writes a name; its value must follow.
  private func begin(_ key: Key) throws(JSONError) {
    try context.resume(slot: slot, level: level)
    context.writer.name(key.stringValue)
  }

  /// Runs `body` and says in its error which member it was.
  private func placed(_ key: Key, _ body: () throws(JSONError) -> Void) throws(JSONError) {
    do {
      try body()
    } catch {
      throw error.inside(.member(key.stringValue))
    }
  }

  func encodeNil(forKey key: Key) throws {
    try begin(key)
    context.writer.null()
  }

  func encode(_ value: Bool, forKey key: Key) throws {
    try begin(key)
    context.writer.bool(value)
  }
  func encode(_ value: String, forKey key: Key) throws {
    try begin(key)
    context.writer.string(value)
  }
  func encode(_ value: Double, forKey key: Key) throws {
    try begin(key)
    try placed(key) { () throws(JSONError) in try context.write(value) }
  }
  func encode(_ value: Float, forKey key: Key) throws {
    try begin(key)
    try placed(key) { () throws(JSONError) in try context.write(value) }
  }
  func encode(_ value: Int, forKey key: Key) throws {
    try begin(key)
    context.writer.int(Int64(value))
  }
  func encode(_ value: Int8, forKey key: Key) throws {
    try begin(key)
    context.writer.int(Int64(value))
  }
  func encode(_ value: Int16, forKey key: Key) throws {
    try begin(key)
    context.writer.int(Int64(value))
  }
  func encode(_ value: Int32, forKey key: Key) throws {
    try begin(key)
    context.writer.int(Int64(value))
  }
  func encode(_ value: Int64, forKey key: Key) throws {
    try begin(key)
    context.writer.int(value)
  }
  func encode(_ value: UInt, forKey key: Key) throws {
    try begin(key)
    context.writer.uint(UInt64(value))
  }
  func encode(_ value: UInt8, forKey key: Key) throws {
    try begin(key)
    context.writer.uint(UInt64(value))
  }
  func encode(_ value: UInt16, forKey key: Key) throws {
    try begin(key)
    context.writer.uint(UInt64(value))
  }
  func encode(_ value: UInt32, forKey key: Key) throws {
    try begin(key)
    context.writer.uint(UInt64(value))
  }
  func encode(_ value: UInt64, forKey key: Key) throws {
    try begin(key)
    context.writer.uint(value)
  }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try begin(key)
    do {
      try context.encode(value)
    } catch let error as JSONError {
      throw error.inside(.member(key.stringValue))
    }
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    nested(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    nested(key).unkeyedContainer()
  }

  /// Returns the encoder of a member whose name is written; its value must follow.
  private func nested(_ key: Key) -> TextEncoder {
    do { try begin(key) } catch { context.fail(error) }
    return TextEncoder(context: context, slot: context.newSlot(), level: level)
  }

  func superEncoder() -> any Encoder {
    do {
      try context.resume(slot: slot, level: level)
      context.writer.name("super")
    } catch {
      context.fail(error)
    }
    return TextEncoder(context: context, slot: context.newSlot(), level: level)
  }

  func superEncoder(forKey key: Key) -> any Encoder { nested(key) }
}
