import CommandKit
import Values

/// How many items: a whole number from 0.
struct ItemCount: ParameterValue {
  let count: Int

  var value: Value { .int(count) }

  static var typeName: String { "count" }
  static var expectation: String { "a whole number from 0" }

  static func parse(_ text: String) throws(ParameterError) -> ItemCount {
    try checked(Int.parse(text))
  }

  static func convert(_ value: Value) throws(ParameterError) -> ItemCount {
    try checked(Int.convert(value))
  }

  private static func checked(_ number: Int) throws(ParameterError) -> ItemCount {
    guard number >= 0 else { throw ParameterError("\(number) is less than 0") }
    return ItemCount(count: number)
  }
}
