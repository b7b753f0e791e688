import CommandKit
import Values

/// A list or a stream as an argument: `join (resources) …`. A stream stays lazy.
struct ItemsValue: ParameterValue {
  let value: Value

  static var typeName: String { "items" }
  static var expectation: String { "a list or a stream, such as (offers)" }

  static func parse(_ text: String) throws(ParameterError) -> ItemsValue {
    throw ParameterError(
      "\"\(text)\" is text where \(expectation) is needed",
      hint: "write a command in parentheses, or a list [ … ]")
  }

  static func convert(_ value: Value) throws(ParameterError) -> ItemsValue {
    switch value {
    case .list, .stream: return ItemsValue(value: value)
    default: throw ParameterError("\(value.kindPhrase) where \(expectation) is needed")
    }
  }

  /// Its items; every call but the first of a stream finds it read.
  var stream: ValueStream { value.asStream ?? ValueStream([]) }
}
