/// A value as the key of a dictionary: equal keys are equal values (`1` and `1.0` are the same).
package struct HashableValue: Hashable, Sendable {
  package let value: Value

  @inlinable
  package init(_ value: Value) { self.value = value }

  package static func == (left: Self, right: Self) -> Bool {
    if case .string(let a) = left.value, case .string(let b) = right.value {
      return Text.isEqual(a, b)
    }
    return left.value.isEqual(to: right.value)
  }

  package func hash(into hasher: inout Hasher) {
    switch value {
    case .string(let text):
      // Bytes, not characters: text is equal when its bytes are.
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    case .null: hasher.combine(0)
    case .bool(let flag): hasher.combine(flag)
    case .int, .float, .number, .decimal: hasher.combine(value.floatValue ?? 0)
    case .duration(let time): hasher.combine(time)
    case .timestamp(let moment): hasher.combine(moment)
    case .list(let list):
      hasher.combine(list.count)
      for index in 0..<list.count { hasher.combine(HashableValue(list[index])) }
    case .record(let record): hasher.combine(Self.hash(record))
    case .secret(let secret): hasher.combine(secret.exposed)
    case .stream, .block, .bytes: hasher.combine(1)
    }
  }

  /// The same for records that differ only in the order of their fields, as these are equal.
  private static func hash(_ record: Record) -> Int {
    var sum = record.count
    let shape = record.shape
    for index in 0..<shape.count {
      var hasher = Hasher()
      hasher.combine(shape.names[index])
      hasher.combine(HashableValue(record[index]))
      sum ^= hasher.finalize()
    }
    return sum
  }
}
