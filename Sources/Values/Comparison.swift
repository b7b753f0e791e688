package import Diagnostics
import Glibc

extension Value {
  /// Returns `self == other`. Numbers compare by value across their kinds; text by its bytes;
  /// lists and records element by element (records without regard to field order). Different
  /// kinds are unequal, never an error.
  package func isEqual(to other: Value) -> Bool {
    switch (self, other) {
    case (.int(let a), .int(let b)): return a == b
    case (.string(let a), .string(let b)): return Text.isEqual(a, b)
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.duration(let a), .duration(let b)): return a == b
    case (.timestamp(let a), .timestamp(let b)): return a == b
    case (.list(let a), .list(let b)):
      return a.count == b.count && (0..<a.count).allSatisfy { a[$0].isEqual(to: b[$0]) }
    case (.record(let a), .record(let b)):
      return a.count == b.count
        && a.fields.allSatisfy { field in b[field.name]?.isEqual(to: field.value) ?? false }
    case (.secret(let a), .secret(let b)): return Text.isEqual(a.exposed, b.exposed)
    case (.block(let a), .block(let b)): return a === b
    default: return numbersAreEqual(self, other)
    }
  }

  private func numbersAreEqual(_ left: Value, _ right: Value) -> Bool {
    left.numericOrder(against: right) == 0
  }

  /// Orders numbers of any kinds by what they are worth, exactly; nil when one is no number.
  private func numericOrder(against other: Value) -> Int? {
    if isDecimal || other.isDecimal, let a = decimalValue, let b = other.decimalValue {
      return a.order(against: b)
    }
    guard let a = floatValue, let b = other.floatValue else { return nil }
    // Rounding to a float never turns an order round: where the floats differ, they decide.
    if a != b { return a < b ? -1 : 1 }
    // From 2^53 on several whole numbers share a float.
    guard a.magnitude >= 0x1p53, let a = exactValue, let b = other.exactValue else { return 0 }
    return a.order(against: b)
  }

  /// A number as the decimal it is exactly; nil for what does not fit one.
  private var exactValue: Decimal? {
    switch self {
    case .int(let number): Decimal(number)
    case .float(let number): Decimal(exactly: number)
    case .number(let number): Decimal(text: number.text)
    case .decimal(let number): number
    default: nil
    }
  }

  private var isDecimal: Bool {
    if case .decimal = self { return true }
    return false
  }

  /// Returns a negative number, 0 or a positive number as `self` comes before, with or after
  /// `other`. Numbers order among themselves, text by its bytes; lists element by element;
  /// anything else against another kind is an error.
  package func order(against other: Value) throws(Diagnostic) -> Int {
    switch (self, other) {
    case (.int(let a), .int(let b)): return a < b ? -1 : (a == b ? 0 : 1)
    case (.string(let a), .string(let b)): return Text.order(a, b)
    case (.duration(let a), .duration(let b)): return a < b ? -1 : (a == b ? 0 : 1)
    case (.timestamp(let a), .timestamp(let b)): return a < b ? -1 : (a == b ? 0 : 1)
    case (.bool(let a), .bool(let b)): return (a ? 1 : 0) - (b ? 1 : 0)
    case (.timestamp(let a), .string(let text)):
      guard let b = Timestamp(text) else { throw cannotOrder(other) }
      return a < b ? -1 : (a == b ? 0 : 1)
    case (.string(let text), .timestamp(let b)):
      guard let a = Timestamp(text) else { throw cannotOrder(other) }
      return a < b ? -1 : (a == b ? 0 : 1)
    case (.list(let a), .list(let b)):
      for index in 0..<min(a.count, b.count) {
        let order = try a[index].order(against: b[index])
        if order != 0 { return order }
      }
      return a.count - b.count
    default:
      guard let order = numericOrder(against: other) else { throw cannotOrder(other) }
      return order
    }
  }

  private func cannotOrder(_ other: Value) -> Diagnostic {
    Diagnostic(
      ValueDiagnostic.wrongKind,
      "cannot tell which comes first: \(kindPhrase) or \(other.kindPhrase)",
      hint: orderHint(other))
  }

  private func orderHint(_ other: Value) -> String {
    switch (self, other) {
    case (.record, .record): "records have no order; == and != compare anything"
    case (.null, _), (_, .null):
      "null has no order; leave it out first: where .field != null and .field > 1"
    case (.timestamp, .string), (.string, .timestamp):
      "a time orders against text that is a date, such as 2026-11-21"
    default: "only numbers order across kinds; == and != compare anything"
    }
  }

  /// Returns an order over all values for sorting: null first, then by kind, then by value.
  /// Within one column kinds rarely differ; where they do, sorting still ends.
  package func sortOrder(against other: Value) -> Int {
    let (rank, otherRank) = (sortRank, other.sortRank)
    // Kinds keep to themselves, without an error made and thrown away for each comparison.
    guard rank == otherRank, rank > 0, rank < Self.unorderedRank else { return rank - otherRank }
    return (try? order(against: other)) ?? 0
  }

  /// From here on values of one rank have no order among themselves.
  private static let unorderedRank = 7

  private var sortRank: Int {
    switch self {
    case .null: 0
    case .bool: 1
    case .int, .float, .number, .decimal: 2
    case .duration: 3
    case .timestamp: 4
    case .string: 5
    case .list: 6
    case .record: 7
    case .stream, .block, .bytes, .secret: 8
    }
  }
}

/// Text compared as bytes: what users see on servers, and what JSON batches compare too.
package enum Text {
  package static func isEqual(_ left: String, _ right: String) -> Bool {
    if left.utf8.count != right.utf8.count { return false }
    return order(left, right) == 0
  }

  /// Orders by UTF-8 bytes, which is the order of code points.
  package static func order(_ left: String, _ right: String) -> Int {
    var (left, right) = (left, right)
    return left.withUTF8 { a in right.withUTF8 { b in compare(a, b) } }
  }

  private static func compare(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let shared = min(a.count, b.count)
    if shared > 0, let x = a.baseAddress, let y = b.baseAddress {
      let order = Int(memcmp(x, y, shared))
      if order != 0 { return order }
    }
    return a.count - b.count
  }
}

extension Text {
  /// Whether `part` occurs in `text`, byte for byte.
  package static func contains(_ text: String, _ part: String) -> Bool {
    let (text, part) = (Array(text.utf8), Array(part.utf8))
    guard let first = part.first else { return true }
    guard text.count >= part.count else { return false }
    for start in 0...(text.count - part.count)
    where text[start] == first && text[start..<start + part.count].elementsEqual(part) {
      return true
    }
    return false
  }
}
