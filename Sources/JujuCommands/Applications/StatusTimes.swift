import JujuWire
import Values

/// How the times of a status are told: in the time of whoever looks, or in UTC as ISO 8601 has it.
struct StatusTimes: Sendable {
  private let zone: LocalTime
  private let isISO: Bool

  static let utc = StatusTimes(zone: .utc, isISO: true)

  static func local(_ zone: LocalTime) -> Self { Self(zone: zone, isISO: false) }

  /// Returns the time of day with its zone.
  func clock(_ time: WireTime?) -> String? { zone.clock(time) }

  func time(_ time: WireTime?) -> StatusTime? {
    guard let time, let moment = Timestamp(time.rawValue), let local = zone.full(time) else {
      return nil
    }
    let iso = moment.text.prefix(10) + " " + moment.text.dropFirst(11).prefix(8) + "Z"
    return StatusTime(moment: moment, text: isISO ? String(iso) : local)
  }
}

/// A moment: in records itself, in documents as people of its time zone write it.
struct StatusTime: EncodesAsValue, Sendable {
  let moment: Timestamp
  let text: String

  func encoded(by encoder: ValueEncoder) -> Value? {
    encoder.form == .records ? .timestamp(moment) : .string(text)
  }
}
