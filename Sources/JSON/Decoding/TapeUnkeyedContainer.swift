/// The elements of one array on the tape.
struct TapeUnkeyedContainer: UnkeyedDecodingContainer {
  private let context: DecodingContext
  private let array: Int
  private let end: Int
  private var next: Int
  let count: Int?
  private(set) var currentIndex = 0

  init(_ context: DecodingContext, _ index: Int) throws {
    self.context = context
    array = index
    if context.kind(index) == .array {
      let cursor = context.cursor(index)
      (next, end, count) = (index + 2, cursor.behind, cursor.count)
    } else if context.isZero(index) {
      (next, end, count) = (0, 0, 0)
    } else {
      throw context.mismatch("an array", at: index)
    }
  }

  var codingPath: [any CodingKey] { context.codingPath(array) }
  var isAtEnd: Bool { next == end }

  /// Returns the place of the next element and moves behind it.
  private mutating func take() throws -> Int {
    guard !isAtEnd else {
      throw context.error(
        .invalidValue("an array of \(currentIndex) elements ends too early"), at: array)
    }
    defer {
      next = context.cursor(next).behind
      currentIndex += 1
    }
    return next
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, context.kind(next) == .null else { return false }
    _ = try take()
    return true
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try context.bool(take()) }
  mutating func decode(_ type: String.Type) throws -> String { try context.string(take()) }
  mutating func decode(_ type: Double.Type) throws -> Double { try context.double(take()) }
  mutating func decode(_ type: Float.Type) throws -> Float { try context.float(take()) }
  mutating func decode(_ type: Int.Type) throws -> Int { try context.integer(type, take()) }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try context.integer(type, take()) }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try context.integer(type, take()) }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try context.integer(type, take()) }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try context.integer(type, take()) }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try context.integer(type, take()) }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try context.integer(type, take()) }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try context.integer(type, take()) }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try context.integer(type, take()) }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try context.integer(type, take()) }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try context.decode(type, at: take())
  }

  mutating func nestedContainer<Key: CodingKey>(
    keyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try TapeKeyedContainer<Key>(context, take()))
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try TapeUnkeyedContainer(context, take())
  }

  mutating func superDecoder() throws -> any Decoder {
    TapeDecoder(context: context, index: try take())
  }
}
