import JujuWire
import Values

/// A moment as Juju's documents tell it: `5 minutes ago`, or the date when it is longer ago than a
/// day. In records it is the moment itself.
struct FriendlyTime: EncodesAsValue, Sendable {
  private let moment: Timestamp
  private let now: Timestamp

  /// Nil when the server gave no time, or none that can be read.
  init?(_ time: WireTime?, now: Timestamp) {
    guard let time, let moment = Timestamp(time.rawValue) else { return nil }
    self.moment = moment
    self.now = now
  }

  var text: String {
    let seconds = now.seconds - moment.seconds
    if seconds >= 86_400 { return String(moment.text.prefix(10)) }
    if seconds >= 3_600 { return Self.ago(seconds / 3_600, "hour") }
    if seconds >= 60 { return Self.ago(seconds / 60, "minute") }
    return "just now"
  }

  func encoded(by encoder: ValueEncoder) -> Value? {
    encoder.form == .records ? .timestamp(moment) : .string(text)
  }

  private static func ago(_ count: Int64, _ unit: String) -> String {
    "\(count) \(unit)\(count == 1 ? "" : "s") ago"
  }
}

extension FriendlyTime {
  /// The moment in full.
  var exactText: String { moment.text }
}
