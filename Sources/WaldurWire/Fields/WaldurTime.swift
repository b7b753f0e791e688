package import JSON

/// A moment as the server wrote it: ISO 8601, in UTC with a `Z` at the end.
package struct WaldurTime: WireValue, Hashable, CustomStringConvertible {
  package let text: String

  package init(text: String) { self.text = text }

  package init?(wire view: JSONView) {
    guard let text = view.string() else { return nil }
    self.text = text
  }

  /// A moment in microseconds since 1970-01-01T00:00:00Z; the fraction, of six digits, is written
  /// only where there is one.
  package init(microseconds: Int64) {
    let (seconds, fraction) = microseconds.floored(by: 1_000_000)
    let (days, clock) = seconds.floored(by: 86400)
    let parts = [clock / 3600, clock / 60 % 60, clock % 60].map { Digits.padded($0, 2) }
    let time = parts.joined(separator: ":")
    text =
      WaldurDate(days: days).text + "T" + time
      + (fraction == 0 ? "" : "." + Digits.padded(fraction, 6)) + "Z"
  }

  package func write(to writer: inout JSONWriter) { writer.string(text) }

  package var description: String { text }
}

/// A day: `2024-10-25`.
package struct WaldurDate: WireValue, Hashable, CustomStringConvertible {
  package let text: String

  package init(text: String) { self.text = text }

  package init?(wire view: JSONView) {
    guard let text = view.string() else { return nil }
    self.text = text
  }

  /// A day counted from 1970-01-01.
  package init(days: Int64) {
    // Years begin in March here, so that the leap day is the last of its year.
    let shifted = days + 719468
    let (era, dayOfEra) = shifted.floored(by: 146097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    text = [Digits.padded(year, 4), Digits.padded(month, 2), Digits.padded(day, 2)]
      .joined(separator: "-")
  }

  package func write(to writer: inout JSONWriter) { writer.string(text) }

  package var description: String { text }
}

private enum Digits {
  static func padded(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}

extension Int64 {
  fileprivate func floored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let remainder = self % divisor
    return remainder < 0
      ? (self / divisor - 1, remainder + divisor) : (self / divisor, remainder)
  }
}
