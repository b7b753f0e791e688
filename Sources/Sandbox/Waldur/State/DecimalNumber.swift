/// A decimal number, exact: what money and usage are counted in. What would need more than the 38
/// digits there is room for ends at the largest number: a bill that no currency has, and no crash.
struct DecimalNumber: Hashable, Comparable {
  /// All digits, without the point.
  let digits: Int128
  /// How many of them stand behind the point.
  let scale: Int

  static let zero = DecimalNumber(digits: 0, scale: 0)

  init(digits: Int128, scale: Int) {
    self.digits = digits
    self.scale = scale
  }

  init(_ value: Int) { self.init(digits: Int128(value), scale: 0) }

  /// Reads digits with sign, point and exponent; nil for what is no number or longer than 36 digits.
  init?(_ text: String) {
    var bytes = text.utf8[...]
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
    var digits: Int128 = 0
    var scale = 0
    var count = 0
    var sawPoint = false
    var significant = 0
    while let byte = bytes.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
      bytes = bytes.dropFirst()
      if byte == UInt8(ascii: "."), !sawPoint {
        sawPoint = true
        continue
      }
      guard 48...57 ~= byte else { return nil }
      count += 1
      if significant > 0 || byte != 48 { significant += 1 }
      guard significant <= 36 else { return nil }
      digits = digits * 10 + Int128(byte - 48)
      if sawPoint { scale += 1 }
    }
    guard count > 0 else { return nil }
    if !bytes.isEmpty {
      guard let exponent = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)),
        (-36...36).contains(exponent)
      else {
        return nil
      }
      scale -= exponent
      while scale < 0 {
        guard digits < Self.limit else { return nil }
        digits *= 10
        scale += 1
      }
    }
    self.init(digits: isNegative ? -digits : digits, scale: scale)
  }

  private static let limit: Int128 = 1_000_000_000_000_000_000 * 100_000_000_000_000_000

  /// Returns the text with exactly `places` digits behind the point, halves to the even digit.
  func text(places: Int) -> String {
    let rounded = self.rounded(to: places)
    let sign = rounded.digits < 0 ? "-" : ""
    var text = String(rounded.digits.magnitude)
    if places == 0 { return sign + text }
    if text.utf8.count <= places {
      text = String(repeating: "0", count: places + 1 - text.utf8.count) + text
    }
    let point = text.index(text.endIndex, offsetBy: -places)
    return sign + text[..<point] + "." + text[point...]
  }

  /// The shortest text: `12`, `10.25`, `-0.5`.
  var text: String { normalized.text(places: Swift.max(0, normalized.scale)) }

  /// Without zeros at its end.
  var normalized: DecimalNumber {
    var (digits, scale) = (digits, scale)
    while scale > 0, digits % 10 == 0 {
      digits /= 10
      scale -= 1
    }
    return DecimalNumber(digits: digits, scale: scale)
  }

  /// How many digits stand in front of the point, 0 for none but zero.
  var wholeDigits: Int { Swift.max(0, String(digits.magnitude).utf8.count - scale) }

  func rounded(to places: Int) -> DecimalNumber {
    if scale <= places {
      return DecimalNumber(
        digits: digits.saturating(times: Self.power(places - scale)), scale: places)
    }
    guard scale - places < Self.powerLimit else { return DecimalNumber(digits: 0, scale: places) }
    let divisor = Self.power(scale - places)
    let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: divisor)
    let twice = remainder.magnitude * 2
    let away =
      twice > divisor.magnitude || (twice == divisor.magnitude && !quotient.isMultiple(of: 2))
    let step: Int128 = digits < 0 ? -1 : 1
    return DecimalNumber(digits: away ? quotient + step : quotient, scale: places)
  }

  var double: Double { Double(text) ?? 0 }

  private static func power(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(1) { power, _ in power.saturating(times: 10) }
  }

  /// The first power of ten that is too large.
  private static let powerLimit = 39

  private static func aligned(_ left: Self, _ right: Self) -> (Int128, Int128, Int) {
    let scale = Swift.max(left.scale, right.scale)
    return (
      left.digits.saturating(times: power(scale - left.scale)),
      right.digits.saturating(times: power(scale - right.scale)), scale
    )
  }

  static func + (left: Self, right: Self) -> Self {
    let (one, other, scale) = aligned(left.normalized, right.normalized)
    return DecimalNumber(digits: one.saturating(plus: other), scale: scale)
  }

  static func * (left: Self, right: Self) -> Self {
    let (one, other) = (left.normalized, right.normalized)
    return DecimalNumber(
      digits: one.digits.saturating(times: other.digits), scale: one.scale + other.scale)
  }

  static func < (left: Self, right: Self) -> Bool {
    let (one, other, _) = aligned(left.normalized, right.normalized)
    return one < other
  }

  static func == (left: Self, right: Self) -> Bool {
    let (one, other) = (left.normalized, right.normalized)
    return one.digits == other.digits && one.scale == other.scale
  }

  func hash(into hasher: inout Hasher) { hasher.combine(normalized.text) }
}

extension Int128 {
  fileprivate func saturating(times other: Int128) -> Int128 {
    let (product, overflows) = multipliedReportingOverflow(by: other)
    return overflows ? (self < 0) == (other < 0) ? .max : -.max : product
  }

  fileprivate func saturating(plus other: Int128) -> Int128 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? self < 0 ? -.max : .max : sum
  }
}
