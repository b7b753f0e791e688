import JujuWire
import Values

/// A moment as Juju's documents tell it: `5 minutes ago`, or the date when it is longer ago than a
/// day. In records it is the moment itself.
struct FriendlyTime: EncodesAsValue, Sendable {
  private let moment: Timestamp
  /// The date in the zone that the server told it in.
  private let date: String
  private let now: Timestamp
  private let isExact: Bool

  /// Nil when the server gave no time, or none that can be read.
  init?(_ time: WireTime?, now: Timestamp, isExact: Bool = false) {
    guard let time, let moment = Timestamp(time.rawValue) else { return nil }
    self.moment = moment
    date = String(time.rawValue.prefix(10))
    self.now = now
    self.isExact = isExact
  }

  var text: String {
    if isExact { return exactText }
    let isFraction = now.nanoseconds < moment.nanoseconds
    let seconds = now.seconds - moment.seconds - (isFraction ? 1 : 0)
    if seconds >= 86_400 { return date }
    if seconds >= 3_600 { return Self.ago(seconds / 3_600, "hour") }
    if seconds >= 60 { return Self.ago(seconds / 60, "minute") }
    return seconds >= 2 ? "\(seconds) seconds ago" : "just now"
  }

  func encoded(by encoder: ValueEncoder) -> Value? {
    encoder.form == .records ? .timestamp(moment) : .string(text)
  }

  private static func ago(_ count: Int64, _ unit: String) -> String {
    "\(count) \(unit)\(count == 1 ? "" : "s") ago"
  }
}

extension FriendlyTime {
  /// The moment in full, as Go writes one: `2025-01-01 08:04:05.5 +0000 UTC`.
  private var exactText: String {
    var clock = moment.text.dropFirst(11).prefix { $0 != "Z" }
    while clock.contains("."), clock.hasSuffix("0") { clock = clock.dropLast() }
    return "\(moment.text.prefix(10)) \(clock) +0000 UTC"
  }
}

/// How the times of one result are told.
struct FriendlyTimes: Sendable {
  let now: Timestamp
  /// Whether they are told in full.
  let areExact: Bool

  func time(_ time: WireTime?) -> FriendlyTime? {
    FriendlyTime(time, now: now, isExact: areExact)
  }
}
