/// The decoder of one value on the tape, and its single-value container.
struct TapeDecoder: Decoder {
  let context: DecodingContext
  let index: Int

  var codingPath: [any CodingKey] { context.codingPath(index) }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try TapeKeyedContainer<Key>(context, index))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try TapeUnkeyedContainer(context, index)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }
}

extension TapeDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { context.kind(index) == .null }
  func decode(_ type: Bool.Type) throws -> Bool { try context.bool(index) }
  func decode(_ type: String.Type) throws -> String { try context.string(index) }
  func decode(_ type: Double.Type) throws -> Double { try context.double(index) }
  func decode(_ type: Float.Type) throws -> Float { try context.float(index) }
  func decode(_ type: Int.Type) throws -> Int { try context.integer(type, index) }
  func decode(_ type: Int8.Type) throws -> Int8 { try context.integer(type, index) }
  func decode(_ type: Int16.Type) throws -> Int16 { try context.integer(type, index) }
  func decode(_ type: Int32.Type) throws -> Int32 { try context.integer(type, index) }
  func decode(_ type: Int64.Type) throws -> Int64 { try context.integer(type, index) }
  func decode(_ type: UInt.Type) throws -> UInt { try context.integer(type, index) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try context.integer(type, index) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try context.integer(type, index) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try context.integer(type, index) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try context.integer(type, index) }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try context.decode(type, at: index)
  }
}
