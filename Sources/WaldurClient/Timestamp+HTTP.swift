import Values

extension Timestamp {
  /// Reads a date as headers have it: `Wed, 21 Oct 2026 07:28:00 GMT`, and the two earlier forms
  /// `Wednesday, 21-Oct-26 07:28:00 GMT` and `Wed Oct 21 07:28:00 2026`; nil for anything else.
  ///
  /// Source: RFC 9110, section 5.6.7. Two digits of a year are of this century.
  init?(httpDate text: String) {
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
    guard words.count == 5 || (words.count == 6 && words[5] == "GMT") else { return nil }
    // Behind the day of the week; the earliest form has the month first and the year last.
    let isEarliest = words.count == 5
    let (day, month) = isEarliest ? (words[2], words[1]) : (words[1], words[2])
    let (year, time) = isEarliest ? (words[4], words[3]) : (words[3], words[4])
    guard let index = Self.months.firstIndex(of: String(month)), day.count <= 2,
      year.count == 2 || year.count == 4
    else { return nil }
    func padded(_ digits: some StringProtocol) -> String {
      digits.count == 1 ? "0\(digits)" : "\(digits)"
    }
    self.init(
      "\(year.count == 2 ? "20" : "")\(year)-\(padded("\(index + 1)"))-\(padded(day))T\(time)Z")
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
