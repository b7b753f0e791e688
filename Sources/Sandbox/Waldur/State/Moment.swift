/// A moment in microseconds since 1970-01-01T00:00:00Z.
struct Moment: Hashable, Comparable {
  var microseconds: Int64

  static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

  /// `2021-08-11T15:36:45.562440Z`; microseconds stand there only when they are not zero.
  var text: String {
    let (seconds, fraction) = microseconds.flooredQuotient(by: 1_000_000)
    let (days, second) = seconds.flooredQuotient(by: 86_400)
    let clock = [second / 3600, second / 60 % 60, second % 60].map { $0.padded(to: 2) }
    let tail = fraction == 0 ? "" : "." + fraction.padded(to: 6)
    return CalendarDate(daysSince1970: days).text + "T" + clock.joined(separator: ":") + tail + "Z"
  }

  var date: CalendarDate {
    CalendarDate(daysSince1970: microseconds.flooredQuotient(by: 86_400_000_000).quotient)
  }

  init(microseconds: Int64) { self.microseconds = microseconds }

  /// Reads an ISO 8601 time, with or without seconds, fraction and zone; nil for what is none.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 16, let date = CalendarDate(String(decoding: bytes[..<10], as: UTF8.self)),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":")
    else { return nil }
    func number(_ range: Range<Int>) -> Int64? {
      guard range.upperBound <= bytes.count else { return nil }
      let digits = bytes[range]
      guard digits.allSatisfy({ 48...57 ~= $0 }) else { return nil }
      return digits.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }
    guard let hour = number(11..<13), let minute = number(14..<16), hour < 24, minute < 60 else {
      return nil
    }
    var second: Int64 = 0
    var fraction: Int64 = 0
    var at = 16
    if at < bytes.count, bytes[at] == UInt8(ascii: ":") {
      guard let value = number(17..<19), value < 60 else { return nil }
      second = value
      at = 19
      if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
        let digits = bytes[(at + 1)...].prefix { 48...57 ~= $0 }
        guard !digits.isEmpty else { return nil }
        for place in 0..<6 {
          fraction = fraction * 10 + (place < digits.count ? Int64(digits[at + 1 + place] - 48) : 0)
        }
        at += 1 + digits.count
      }
    }
    var offset: Int64 = 0
    if at < bytes.count, bytes[at] == UInt8(ascii: "Z") {
      at += 1
    } else if at < bytes.count {
      guard bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"),
        let hours = number(at + 1..<at + 3)
      else { return nil }
      let isSeparated = at + 3 < bytes.count && bytes[at + 3] == UInt8(ascii: ":")
      let start = at + (isSeparated ? 4 : 3)
      let minutes = start < bytes.count ? number(start..<start + 2) : 0
      guard let minutes else { return nil }
      offset = (hours * 60 + minutes) * (bytes[at] == UInt8(ascii: "-") ? -1 : 1)
      at = start < bytes.count ? start + 2 : start
    }
    guard at == bytes.count else { return nil }
    let seconds =
      Int64(date.daysSince1970) * 86_400 + hour * 3600 + (minute - offset) * 60 + second
    microseconds = seconds * 1_000_000 + fraction
  }
}

/// A day of the Gregorian calendar.
struct CalendarDate: Hashable, Comparable {
  let daysSince1970: Int64

  static func < (left: Self, right: Self) -> Bool { left.daysSince1970 < right.daysSince1970 }

  init(daysSince1970: Int64) { self.daysSince1970 = daysSince1970 }

  /// Counts days as if the year began in March, so that the leap day comes last.
  init(year: Int64, month: Int64, day: Int64) {
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = shifted.flooredQuotient(by: 400)
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    daysSince1970 = era * 146_097 + dayOfEra - 719_468
  }

  /// Reads `YYYY-MM-DD`; nil for what is no day of the calendar.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, 1...2 ~= parts[1].utf8.count,
      1...2 ~= parts[2].utf8.count,
      parts.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } }),
      let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2]),
      1...12 ~= month, day >= 1, year >= 1
    else { return nil }
    self.init(year: year, month: month, day: day)
    guard self.month == month, self.day == day else { return nil }
  }

  var text: String { "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))" }

  var year: Int64 { parts.year }
  var month: Int64 { parts.month }
  var day: Int64 { parts.day }

  /// The first day of the month.
  var monthStart: CalendarDate { CalendarDate(daysSince1970: daysSince1970 - day + 1) }

  /// The first day of the next month.
  var nextMonth: CalendarDate {
    month == 12
      ? CalendarDate(year: year + 1, month: 1, day: 1)
      : CalendarDate(year: year, month: month + 1, day: 1)
  }

  /// When the day begins.
  var start: Moment { Moment(microseconds: daysSince1970 * 86_400_000_000) }

  private var parts: (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = (daysSince1970 + 719_468).flooredQuotient(by: 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}

extension Int64 {
  /// Returns the quotient rounded down, and a remainder that is never negative.
  func flooredQuotient(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  func padded(to width: Int) -> String {
    let text = String(self)
    return String(repeating: "0", count: Swift.max(0, width - text.utf8.count)) + text
  }
}
