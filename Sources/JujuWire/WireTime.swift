/// A moment as RFC 3339 text, kept as the server wrote it.
package struct WireTime: RawRepresentable, Codable, Sendable, Hashable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral value: String) { rawValue = value }

  package var description: String { rawValue }

  /// Milliseconds since 1970-01-01T00:00:00Z, written in UTC; the fraction only when there is one.
  package init(milliseconds: Int64) {
    let seconds = milliseconds.floorDivided(by: 1000)
    let fraction = milliseconds - seconds * 1000
    let days = seconds.floorDivided(by: 86400)
    let clock = seconds - days * 86400
    let (year, month, day) = Self.date(days: days)
    var text = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T"
    text += "\(Self.padded(clock / 3600, 2)):\(Self.padded(clock / 60 % 60, 2)):"
    text += Self.padded(clock % 60, 2)
    if fraction != 0 {
      text += "." + Self.padded(fraction, 3)
      while text.hasSuffix("0") { text.removeLast() }
    }
    rawValue = text + "Z"
  }

  /// Milliseconds since 1970-01-01T00:00:00Z; nil when the text is no RFC 3339 time.
  package var milliseconds: Int64? {
    var scanner = TimeScanner(rawValue)
    guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2),
      scanner.skip("-"), let day = scanner.digits(2), scanner.skip("T", "t", " "),
      let hour = scanner.digits(2), scanner.skip(":"), let minute = scanner.digits(2),
      scanner.skip(":"), let second = scanner.digits(2), 1...12 ~= month, 1...31 ~= day
    else { return nil }
    let fraction = scanner.fraction()
    guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
    let seconds = Self.days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset
    return seconds * 1000 + fraction
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  /// Days since 1970-01-01 of a date in the Gregorian calendar; years begin in March, so that the
  /// leap day is the last of its year.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.floorDivided(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468
  }

  private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719468
    let era = shifted.floorDivided(by: 146097)
    let dayOfEra = shifted - era * 146097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}

/// Reads the parts of a time from left to right.
private struct TimeScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position == bytes.count }

  mutating func digits(_ count: Int) -> Int64? {
    guard position + count <= bytes.count else { return nil }
    var number: Int64 = 0
    for byte in bytes[position..<position + count] {
      guard 48...57 ~= byte else { return nil }
      number = number * 10 + Int64(byte - 48)
    }
    position += count
    return number
  }

  mutating func skip(_ allowed: Character...) -> Bool {
    guard position < bytes.count,
      allowed.contains(Character(UnicodeScalar(bytes[position])))
    else { return false }
    position += 1
    return true
  }

  /// Returns the fraction of a second in milliseconds, cut.
  mutating func fraction() -> Int64 {
    guard skip(".") else { return 0 }
    var result: Int64 = 0
    var weight: Int64 = 100
    while let digit = digits(1) {
      result += digit * weight
      weight /= 10
    }
    return result
  }

  /// Returns the offset from UTC in seconds.
  mutating func offset() -> Int64? {
    if skip("Z", "z") { return 0 }
    let sign: Int64
    if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
    guard let hours = digits(2), skip(":"), let minutes = digits(2) else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
