import Glibc
import JujuWire
import Values

/// The time zone of whoever looks; a service of the runtime, so that tests fix it.
package struct LocalTime: Sendable {
  /// Seconds to add to UTC at a moment (seconds since 1970).
  package let offset: @Sendable (_ moment: Int64) -> Int

  package init(offset: @escaping @Sendable (_ moment: Int64) -> Int) { self.offset = offset }

  /// The machine's.
  package static let system = LocalTime { moment in
    var seconds = time_t(moment)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return parts.tm_gmtoff
  }

  package static let utc = LocalTime { _ in 0 }

  /// `15:04:05+07:00`; nil when there is no time.
  func clock(_ time: WireTime?) -> String? {
    guard let time, let moment = Timestamp(time.rawValue) else { return nil }
    let parts = local(moment)
    return String(parts.text.dropFirst(11).prefix(8)) + parts.zone
  }

  /// `02 Jan 2025 15:04:05+07:00`; nil when there is no time.
  func full(_ time: WireTime?) -> String? {
    guard let time, let moment = Timestamp(time.rawValue) else { return nil }
    let parts = local(moment)
    let date = parts.moment.date
    let day = date.day < 10 ? "0\(date.day)" : "\(date.day)"
    return "\(day) \(Self.months[date.month - 1]) \(date.year) "
      + String(parts.text.dropFirst(11).prefix(8)) + parts.zone
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private func local(_ moment: Timestamp) -> (moment: Timestamp, text: String, zone: String) {
    let offset = offset(moment.seconds)
    let shifted = Timestamp(seconds: moment.seconds + Int64(offset))
    return (shifted, shifted.text, Self.zone(offset))
  }

  private static func zone(_ offset: Int) -> String {
    if offset == 0 { return "Z" }
    let minutes = abs(offset) / 60
    return (offset < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
