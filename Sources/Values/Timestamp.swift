/// A moment in UTC with nanoseconds. Reads and writes ISO 8601 (RFC 3339) by hand: no formatter,
/// no locale, no time zone data.
@frozen
package struct Timestamp: Sendable, Hashable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z.
  package let seconds: Int64
  /// 0 to 999 999 999.
  package let nanoseconds: Int32

  package init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Reads `2024-10-25`, `2024-10-25T10:20`, with seconds, fraction, and `Z` or an offset;
  /// a blank may stand for `T`. Without a zone it is UTC. Nil for anything else.
  package init?(_ text: String) {
    var scan = Digits(Array(text.utf8))
    guard let year = scan.number(4), scan.skip("-"), let month = scan.number(2), scan.skip("-"),
      let day = scan.number(2), (1...12).contains(month),
      (1...Self.daysIn(month: month, year: year)).contains(day)
    else { return nil }
    var time: Int64 = 0
    var fraction: Int32 = 0
    var offset: Int64 = 0
    if !scan.isAtEnd {
      guard scan.skip("T") || scan.skip(" ") || scan.skip("t"),
        let hour = scan.number(2), scan.skip(":"), let minute = scan.number(2),
        hour < 24, minute < 60
      else { return nil }
      time = Int64(hour * 3600 + minute * 60)
      if scan.skip(":") {
        guard let second = scan.number(2), second <= 60 else { return nil }
        time += Int64(second)
        if scan.skip(".") || scan.skip(",") {
          guard let nanoseconds = scan.fraction() else { return nil }
          fraction = nanoseconds
        }
      }
      guard let zone = scan.zone() else { return nil }
      offset = zone
    }
    guard scan.isAtEnd else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    self.init(seconds: days * 86_400 + time - offset, nanoseconds: fraction)
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// Returns the moment `nanoseconds` later, at the ends of the range where it would leave it.
  package func advanced(by nanoseconds: Int64) -> Timestamp {
    var whole = nanoseconds / 1_000_000_000
    var rest = Int64(self.nanoseconds) + nanoseconds % 1_000_000_000
    if rest < 0 { (rest, whole) = (rest + 1_000_000_000, whole - 1) }
    if rest >= 1_000_000_000 { (rest, whole) = (rest - 1_000_000_000, whole + 1) }
    let (sum, overflow) = seconds.addingReportingOverflow(whole)
    return Timestamp(
      seconds: overflow ? (whole < 0 ? .min : .max) : sum, nanoseconds: Int32(rest))
  }

  /// Returns the nanoseconds from `other` to this moment, or nil past 292 years.
  package func nanoseconds(since other: Timestamp) -> Int64? {
    let (whole, overflow) = seconds.subtractingReportingOverflow(other.seconds)
    let (scaled, overflow2) = whole.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflow3) = scaled.addingReportingOverflow(
      Int64(nanoseconds) - Int64(other.nanoseconds))
    return overflow || overflow2 || overflow3 ? nil : sum
  }

  /// `2024-10-25T10:20:30Z`, with as many fraction digits (3, 6 or 9) as it has.
  package var text: String {
    let (year, month, day) = Self.civil(days: Self.floorDivide(seconds, 86_400))
    let second = seconds - Self.floorDivide(seconds, 86_400) * 86_400
    var text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T"
    text += "\(padded(Int(second / 3600), 2)):\(padded(Int(second / 60 % 60), 2)):"
    text += padded(Int(second % 60), 2)
    if nanoseconds != 0 {
      let nano = Int(nanoseconds)
      if nano % 1_000_000 == 0 {
        text += "." + padded(nano / 1_000_000, 3)
      } else if nano % 1_000 == 0 {
        text += "." + padded(nano / 1_000, 6)
      } else {
        text += "." + padded(nano, 9)
      }
    }
    return text + "Z"
  }

  /// Year, month (1–12) and day (1–31) in UTC.
  package var date: (year: Int, month: Int, day: Int) {
    Self.civil(days: Self.floorDivide(seconds, 86_400))
  }

  /// Whether there is such a day.
  static func isDate(year: Int, month: Int, day: Int) -> Bool {
    (1...12).contains(month) && day >= 1 && day <= daysIn(month: month, year: year)
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
    a >= 0 ? a / b : (a - b + 1) / b
  }

  private static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    default: 31
    }
  }

  /// Days since 1970-01-01 of a date in the Gregorian calendar, by counting in 400-year cycles
  /// that begin in March.
  private static func days(year: Int, month: Int, day: Int) -> Int64 {
    let y = Int64(month <= 2 ? year - 1 : year)
    let era = floorDivide(y, 400)
    let yearOfEra = y - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(days: Int64) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = Int(dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    let month = Int(monthIndex < 10 ? monthIndex + 3 : monthIndex - 9)
    return (Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), month, day)
  }
}

/// Reads fixed-width numbers from the bytes of a date.
private struct Digits {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  mutating func number(_ width: Int) -> Int? {
    guard index + width <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[index..<index + width] {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    index += width
    return value
  }

  mutating func fraction() -> Int32? {
    var value: Int32 = 0
    var digits = 0
    while index < bytes.count, (48...57).contains(bytes[index]) {
      if digits < 9 { value = value * 10 + Int32(bytes[index] - 48) }
      digits += 1
      index += 1
    }
    guard digits > 0 else { return nil }
    for _ in 0..<max(0, 9 - digits) { value *= 10 }
    return value
  }

  /// The offset from UTC in seconds; 0 for `Z` or none.
  mutating func zone() -> Int64? {
    if isAtEnd || skip("Z") || skip("z") { return 0 }
    let sign: Int64 = skip("-") ? -1 : (skip("+") ? 1 : 0)
    guard sign != 0, let hour = number(2), hour < 24 else { return nil }
    _ = skip(":")
    guard let minute = isAtEnd ? 0 : number(2), minute < 60 else { return nil }
    return sign * Int64(hour * 3600 + minute * 60)
  }
}
