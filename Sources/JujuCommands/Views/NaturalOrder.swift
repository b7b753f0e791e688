/// The order in which people count: runs of digits compare as numbers, so `app9` stands before
/// `app10`.
enum NaturalOrder {
  static func precedes(_ left: String, _ right: String) -> Bool {
    var left = Array(left.utf8)[...]
    var right = Array(right.utf8)[...]
    while let first = left.first, let second = right.first {
      if isDigit(first), isDigit(second) {
        let (one, other) = (number(&left), number(&right))
        if one.count != other.count { return one.count < other.count }
        if one != other { return one.lexicographicallyPrecedes(other) }
      } else {
        if first != second { return first < second }
        left = left.dropFirst()
        right = right.dropFirst()
      }
    }
    return left.isEmpty && !right.isEmpty
  }

  /// Returns the members of a dictionary in the order of their keys.
  static func sorted<Element>(_ elements: [String: Element]) -> [(key: String, value: Element)] {
    elements.sorted { precedes($0.key, $1.key) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { 48...57 ~= byte }

  /// Takes a run of digits without its leading zeros.
  private static func number(_ text: inout ArraySlice<UInt8>) -> [UInt8] {
    let digits = text.prefix { isDigit($0) }
    text = text.dropFirst(digits.count)
    return Array(digits.drop { $0 == 48 })
  }
}
