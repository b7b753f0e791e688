import JujuWire
import Values

/// How the times of a status are told: in the time of whoever looks, or in UTC.
struct StatusTimes: Sendable {
  let zone: LocalTime

  /// Returns the time of day with its zone.
  func clock(_ time: WireTime?) -> String? { zone.clock(time) }

  func time(_ time: WireTime?) -> StatusTime? {
    guard let time, let moment = Timestamp(time.rawValue), let text = zone.full(time) else {
      return nil
    }
    return StatusTime(moment: moment, text: text)
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
