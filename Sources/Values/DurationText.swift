/// Durations as people write them: `1h30m`, `500ms`, `2d`. Nanoseconds inside.
package enum DurationText {
  /// The units, longest first, with their nanoseconds.
  package static let units: [(name: String, nanoseconds: Int64)] = [
    ("w", 604_800_000_000_000), ("d", 86_400_000_000_000), ("h", 3_600_000_000_000),
    ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000), ("ns", 1),
  ]

  /// Returns nanoseconds as the shortest exact text; 0 is `0s`.
  package static func text(_ nanoseconds: Int64) -> String {
    if nanoseconds == 0 { return "0s" }
    var rest = nanoseconds.magnitude
    var text = nanoseconds < 0 ? "-" : ""
    for (name, size) in units where name != "w" {
      let (count, remainder) = rest.quotientAndRemainder(dividingBy: size.magnitude)
      if count > 0 { text += "\(count)\(name)" }
      rest = remainder
    }
    return text
  }

  /// Reads `1h30m`, `1.5h`, `-10s`; nil for anything else or what does not fit 64 bits.
  package static func nanoseconds(_ text: String) -> Int64? {
    var rest = Substring(text)
    let isNegative = rest.hasPrefix("-")
    if isNegative { rest = rest.dropFirst() }
    guard !rest.isEmpty else { return nil }
    var total: Int64 = 0
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest[number.endIndex...]
      let unit = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest[unit.endIndex...]
      guard let size = units.first(where: { $0.name == unit })?.nanoseconds,
        let part = Self.part(String(number), size)
      else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow else { return nil }
      total = sum
    }
    return isNegative ? -total : total
  }

  private static func part(_ number: String, _ size: Int64) -> Int64? {
    if let whole = Int64(number) {
      let (product, overflow) = whole.multipliedReportingOverflow(by: size)
      return overflow ? nil : product
    }
    guard let value = Double(number) else { return nil }
    return Int64(exactly: (value * Double(size)).rounded())
  }
}
