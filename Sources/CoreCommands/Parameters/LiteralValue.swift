import CommandKit
import Values

/// Any value; a word that reads as a number, a duration, `true`, `false` or `null` is that, as in an
/// expression. Quotes keep it text.
struct LiteralValue: ParameterValue {
  let value: Value

  static var typeName: String { "value" }
  static var expectation: String { "a value" }

  static func parse(_ text: String) throws(ParameterError) -> LiteralValue {
    switch text {
    case "true": LiteralValue(value: .bool(true))
    case "false": LiteralValue(value: .bool(false))
    case "null": LiteralValue(value: .null)
    default:
      LiteralValue(
        value: Value(number: text) ?? DurationText.nanoseconds(text).map { .duration($0) }
          ?? .string(text))
    }
  }

  static func parse(quoted text: String) throws(ParameterError) -> LiteralValue {
    LiteralValue(value: .string(text))
  }

  static func convert(_ value: Value) throws(ParameterError) -> LiteralValue {
    LiteralValue(value: value)
  }
}
