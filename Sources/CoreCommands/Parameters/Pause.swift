import CommandKit
import Values

/// How long to wait: a duration that is not negative.
struct Pause: ParameterValue {
  let nanoseconds: Int64

  init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  static func seconds(_ count: Int64) -> Pause { Pause(nanoseconds: count * 1_000_000_000) }

  var value: Value { .duration(nanoseconds) }

  static var typeName: String { "pause" }
  static var expectation: String { Duration.expectation }

  static func parse(_ text: String) throws(ParameterError) -> Pause {
    try checked(Duration.parse(text))
  }

  static func convert(_ value: Value) throws(ParameterError) -> Pause {
    try checked(Duration.convert(value))
  }

  private static func checked(_ duration: Duration) throws(ParameterError) -> Pause {
    let nanoseconds = duration.nanoseconds
    guard nanoseconds >= 0 else {
      throw ParameterError("\(DurationText.text(nanoseconds)) is negative")
    }
    return Pause(nanoseconds: nanoseconds)
  }
}
