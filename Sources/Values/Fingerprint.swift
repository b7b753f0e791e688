/// 128 bits that are the same for equal values. Two that differ agree by chance once in more tries
/// than there can be, so a million values that were seen take little room.
///
/// Equal numbers of different kinds have the same fingerprint where both are known exactly.
package struct Fingerprint: Hashable, Sendable {
  private let first: Int
  private let second: Int

  package init(_ value: Value) {
    first = Self.hash(value, seed: 1)
    second = Self.hash(value, seed: 2)
  }

  private static func hash(_ value: Value, seed: Int) -> Int {
    var hasher = Hasher()
    hasher.combine(seed)
    feed(value, to: &hasher, seed)
    return hasher.finalize()
  }

  /// Each value begins with what kind it is and, where it has parts, how many: values that follow
  /// each other cannot be read in two ways.
  private static func feed(_ value: Value, to hasher: inout Hasher, _ seed: Int) {
    switch value {
    case .list(let list):
      hasher.combine(-1)
      hasher.combine(list.count)
      for index in 0..<list.count { feed(list[index], to: &hasher, seed) }
    case .record(let record):
      // Records are equal in whatever order their fields stand.
      var sum = 0
      for (name, value) in record.fields {
        sum &+= hash(.list(List([.string(name.text), value])), seed: seed)
      }
      hasher.combine(-2)
      hasher.combine(record.count)
      hasher.combine(sum)
    case .string(let text):
      hasher.combine(-3)
      hasher.combine(text.utf8.count)
      hasher.combine(HashableValue(value))
    case .int, .float, .number, .decimal:
      hasher.combine(-4)
      hasher.combine(ExactNumber(value))
    case .null, .bool, .duration, .timestamp, .secret, .stream, .block, .bytes:
      hasher.combine(value.kindPhrase)
      hasher.combine(HashableValue(value))
    }
  }
}

/// A number as what it is worth, whatever kind it is of.
private enum ExactNumber: Hashable {
  case whole(Int)
  case decimal(Decimal)
  /// Too large or too fine for a decimal.
  case float(Double)

  init(_ value: Value) {
    if case .int(let number) = value {
      self = .whole(number)
    } else if case .float(let number) = value, let whole = Int(exactly: number) {
      self = .whole(whole)
    } else if let decimal = value.decimalValue?.trimmed {
      self =
        decimal.scale == 0
        ? Int(decimal.text).map { .whole($0) } ?? .decimal(decimal) : .decimal(decimal)
    } else {
      self = .float(value.floatValue ?? 0)
    }
  }
}
