/// The encoder of one value, and its single-value container.
struct TextEncoder: Encoder {
  let context: EncodingContext
  /// The value's number.
  let slot: Int
  /// How many containers are open around the value.
  let level: Int

  /// Always empty: where an encoding fails is said by the name of the member.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    context.begin(isArray: false, slot: slot, level: level)
    return KeyedEncodingContainer(
      TextKeyedContainer<Key>(context: context, slot: slot, level: level + 1))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    context.begin(isArray: true, slot: slot, level: level)
    return TextUnkeyedContainer(context: context, slot: slot, level: level + 1)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension TextEncoder: SingleValueEncodingContainer {
  func encodeNil() throws { context.writer.null() }
  func encode(_ value: Bool) throws { context.writer.bool(value) }
  func encode(_ value: String) throws { context.writer.string(value) }
  func encode(_ value: Double) throws { try context.write(value) }
  func encode(_ value: Float) throws { try context.write(value) }
  func encode(_ value: Int) throws { context.writer.int(Int64(value)) }
  func encode(_ value: Int8) throws { context.writer.int(Int64(value)) }
  func encode(_ value: Int16) throws { context.writer.int(Int64(value)) }
  func encode(_ value: Int32) throws { context.writer.int(Int64(value)) }
  func encode(_ value: Int64) throws { context.writer.int(value) }
  func encode(_ value: UInt) throws { context.writer.uint(UInt64(value)) }
  func encode(_ value: UInt8) throws { context.writer.uint(UInt64(value)) }
  func encode(_ value: UInt16) throws { context.writer.uint(UInt64(value)) }
  func encode(_ value: UInt32) throws { context.writer.uint(UInt64(value)) }
  func encode(_ value: UInt64) throws { context.writer.uint(value) }
  func encode<Value: Encodable>(_ value: Value) throws { try context.encode(value) }
}
