/// An exact decimal number: prices and usage, which servers send as decimal text.
///
/// 120 bits of mantissa (36 digits) and a scale of 0 to 30 fraction digits, packed into 16 bytes.
/// The scale is kept: `1.50` prints as `1.50`.
@frozen
package struct Decimal: Sendable, Hashable {
  private let low: UInt64
  private let high: Int64

  private static let maximumScale = 30

  /// What fits, for messages.
  static let limits = "decimals have at most 36 digits, \(maximumScale) of them behind the point"

  private init(mantissa: Int128, scale: Int) {
    let packed = (mantissa << 8) | Int128(scale)
    low = UInt64(truncatingIfNeeded: packed)
    high = Int64(truncatingIfNeeded: packed >> 64)
  }

  /// Nil when the mantissa does not fit 120 bits.
  private init?(checked mantissa: Int128, scale: Int) {
    guard mantissa >= -(Int128(1) << 119), mantissa < (Int128(1) << 119) else { return nil }
    self.init(mantissa: mantissa, scale: scale)
  }

  package init(_ whole: Int) { self.init(mantissa: Int128(whole), scale: 0) }

  /// The very number a float is, where that is whole; nil for a fraction or what does not fit.
  package init?(exactly float: Double) {
    guard float.magnitude < 0x1p119, let whole = Int128(exactly: float) else { return nil }
    self.init(checked: whole, scale: 0)
  }

  /// Reads `[+-]digits[.digits][e[+-]digits]`; nil for anything else or what does not fit.
  package init?(text: String) {
    var bytes = Array(text.utf8)[...]
    var isNegative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      bytes = bytes.dropFirst()
    }
    var exponent = 0
    if let mark = bytes.firstIndex(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) {
      guard let given = Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self)),
        given.magnitude <= 60
      else { return nil }
      exponent = given
      bytes = bytes[..<mark]
    }
    var mantissa: Int128 = 0
    var scale = -exponent
    var digits = 0
    var seenPoint = false
    for byte in bytes {
      if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      let (times, overflow) = mantissa.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) = times.addingReportingOverflow(Int128(byte - UInt8(ascii: "0")))
      guard !overflow, !overflow2 else { return nil }
      mantissa = sum
      digits += 1
      if seenPoint { scale += 1 }
    }
    guard digits > 0, scale <= Self.maximumScale else { return nil }
    if scale < 0 {
      guard let scaled = Self.scaled(mantissa, by: -scale) else { return nil }
      (mantissa, scale) = (scaled, 0)
    }
    self.init(checked: isNegative ? -mantissa : mantissa, scale: scale)
  }

  private var packed: Int128 { (Int128(high) << 64) | Int128(low) }
  private var mantissa: Int128 { packed >> 8 }

  /// How many digits stand behind the point.
  package var scale: Int { Int(truncatingIfNeeded: low & 0xFF) }

  package var isZero: Bool { mantissa == 0 }
  /// Nil for the one number whose negation does not fit.
  package var negated: Decimal? { Decimal(checked: -mantissa, scale: scale) }

  /// The nearest float.
  package var double: Double { Double(text) ?? 0 }

  /// The number with all its fraction digits: `12.50`.
  package var text: String {
    let scale = scale
    var digits = String(mantissa.magnitude)
    if scale > 0 {
      if digits.count <= scale {
        digits = String(repeating: "0", count: scale - digits.count + 1) + digits
      }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
    }
    return mantissa < 0 ? "-" + digits : digits
  }

  /// The sum, or nil when it does not fit.
  package func adding(_ other: Decimal) -> Decimal? {
    guard let (a, b, scale) = Self.aligned(self, other) else { return nil }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : Decimal(checked: sum, scale: scale)
  }

  /// The difference, or nil when it does not fit.
  package func subtracting(_ other: Decimal) -> Decimal? {
    guard let (a, b, scale) = Self.aligned(self, other) else { return nil }
    let (difference, overflow) = a.subtractingReportingOverflow(b)
    return overflow ? nil : Decimal(checked: difference, scale: scale)
  }

  /// The product, or nil when it does not fit; rounded half to even past 30 fraction digits.
  package func multiplied(by other: Decimal) -> Decimal? {
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: other.mantissa)
    guard !overflow else { return nil }
    let scale = scale + other.scale
    guard scale > Self.maximumScale else { return Decimal(checked: product, scale: scale) }
    guard let power = Self.power(scale - Self.maximumScale) else { return nil }
    return Decimal(checked: Self.roundedQuotient(product, power), scale: Self.maximumScale)
  }

  /// The quotient with up to 18 fraction digits (at least those of the operands), rounded half to
  /// even, trailing zeros beyond the operands' dropped; nil when it does not fit.
  package func divided(by other: Decimal) -> Decimal? {
    let least = max(scale, other.scale)
    var digits = max(18, least)
    while digits >= least {
      if let power = Self.power(digits - scale + other.scale),
        case (let numerator, let overflow) = mantissa.multipliedReportingOverflow(by: power),
        !overflow
      {
        let quotient = Self.roundedQuotient(numerator, other.mantissa)
        return Decimal(checked: quotient, scale: digits)?.trimmed(to: least)
      }
      digits -= 1
    }
    return nil
  }

  /// The remainder with the sign of `self`, or nil when it does not fit.
  package func remainder(dividingBy other: Decimal) -> Decimal? {
    guard let (a, b, scale) = Self.aligned(self, other) else { return nil }
    return Decimal(checked: a % b, scale: scale)
  }

  /// Negative, 0 or positive as `self` is less than, equal to or greater than `other`.
  package func order(against other: Decimal) -> Int {
    if let (a, b, _) = Self.aligned(self, other) { return a < b ? -1 : (a == b ? 0 : 1) }
    let (a, b) = (double, other.double)
    return a < b ? -1 : (a == b ? 0 : 1)
  }

  /// The same number without zeros at the end of its fraction.
  package var trimmed: Decimal { trimmed(to: 0) }

  private func trimmed(to least: Int) -> Decimal {
    var (mantissa, scale) = (mantissa, scale)
    while scale > least, mantissa % 10 == 0 { (mantissa, scale) = (mantissa / 10, scale - 1) }
    return Decimal(mantissa: mantissa, scale: scale)
  }

  private static func aligned(_ a: Decimal, _ b: Decimal) -> (Int128, Int128, Int)? {
    let scale = max(a.scale, b.scale)
    guard let left = scaled(a.mantissa, by: scale - a.scale),
      let right = scaled(b.mantissa, by: scale - b.scale)
    else { return nil }
    return (left, right, scale)
  }

  private static func scaled(_ mantissa: Int128, by digits: Int) -> Int128? {
    guard let power = power(digits) else { return mantissa == 0 ? 0 : nil }
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: power)
    return overflow ? nil : product
  }

  private static func power(_ digits: Int) -> Int128? {
    guard digits >= 0, digits <= 38 else { return nil }
    return (0..<digits).reduce(Int128(1)) { power, _ in power * 10 }
  }

  private static func roundedQuotient(_ numerator: Int128, _ divisor: Int128) -> Int128 {
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: divisor)
    let twice = rest.magnitude << 1
    guard twice > divisor.magnitude || (twice == divisor.magnitude && quotient % 2 != 0) else {
      return quotient
    }
    return (numerator < 0) == (divisor < 0) ? quotient + 1 : quotient - 1
  }

  package static func == (left: Decimal, right: Decimal) -> Bool { left.order(against: right) == 0 }

  package func hash(into hasher: inout Hasher) { hasher.combine(trimmed(to: 0).packed) }
}
