import Values

/// The order of items by one or several keys. Keys of one kind are unpacked once, since each is
/// compared some twenty times.
struct SortOrder {
  private enum Keys {
    case ints([Int])
    case floats([Double])
    /// Texts with their first eight bytes as a number, which mostly decides.
    case texts([String], prefixes: [UInt64])
    case values([Value])

    init(_ values: [Value]) {
      self = Self.unpacked(values) ?? .values(values)
    }

    private static func unpacked(_ values: [Value]) -> Keys? {
      switch values.first {
      case .int:
        var numbers: [Int] = []
        for value in values {
          guard case .int(let number) = value else { return nil }
          numbers.append(number)
        }
        return .ints(numbers)
      case .float:
        var numbers: [Double] = []
        for value in values {
          guard case .float(let number) = value, !number.isNaN else { return nil }
          numbers.append(number)
        }
        return .floats(numbers)
      case .string:
        var texts: [String] = []
        for value in values {
          guard case .string(let text) = value else { return nil }
          texts.append(text)
        }
        return .texts(texts, prefixes: texts.map { prefix($0) })
      default: return nil
      }
    }

    private static func prefix(_ text: String) -> UInt64 {
      var prefix: UInt64 = 0
      var count = 0
      for byte in text.utf8.prefix(8) {
        prefix = prefix << 8 | UInt64(byte)
        count += 1
      }
      return count == 0 ? 0 : prefix << UInt64(64 - 8 * count)
    }

    func order(_ a: Int, _ b: Int) -> Int {
      switch self {
      case .ints(let numbers): numbers[a] < numbers[b] ? -1 : (numbers[a] == numbers[b] ? 0 : 1)
      case .floats(let numbers): numbers[a] < numbers[b] ? -1 : (numbers[a] == numbers[b] ? 0 : 1)
      case .texts(let texts, let prefixes):
        prefixes[a] == prefixes[b]
          ? Text.order(texts[a], texts[b]) : (prefixes[a] < prefixes[b] ? -1 : 1)
      case .values(let values): values[a].sortOrder(against: values[b])
      }
    }
  }

  private var keys: [Keys] = []
  private let reverse: Bool

  init(reverse: Bool) { self.reverse = reverse }

  /// Adds a key, less important than those before; value i belongs to item i.
  mutating func add(_ values: [Value]) { keys.append(Keys(values)) }

  /// Returns the numbers of `count` items in order; equal ones as they stood.
  func permutation(_ count: Int) -> [Int32] {
    var numbers = (0..<Int32(count)).map { $0 }
    // The number decides in the end, which makes the order a strict one and the result stable.
    if keys.count == 1, case .ints(let key) = keys[0] {
      numbers.sort { a, b in
        let (x, y) = (key[Int(a)], key[Int(b)])
        return x == y ? a < b : (x < y) != reverse
      }
      return numbers
    }
    numbers.sort { a, b in
      for key in keys {
        let order = key.order(Int(a), Int(b))
        if order != 0 { return (order < 0) != reverse }
      }
      return a < b
    }
    return numbers
  }
}
