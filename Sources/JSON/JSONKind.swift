/// What a JSON value is. Integers are numbers written without fraction and exponent.
package enum JSONKind: UInt8, Sendable, Hashable {
  // The raw values are the kinds of words on the tape.
  case null = 0
  case bool = 1
  case int = 2
  case float = 3
  case string = 4
  case array = 5
  case object = 6

  /// The kind in words, with its article: `a string`.
  package var name: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .int: "an integer"
    case .float: "a number with a fraction"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
