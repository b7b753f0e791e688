package import Diagnostics

/// What a variable or a pipe can hold.
///
/// Layout is part of the contract: 17 bytes used, 24 apart in memory, integers and floats without
/// any reference counting. Larger things are one or two references.
@frozen
package enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  /// Nanoseconds.
  case duration(Int64)
  case timestamp(Timestamp)
  case decimal(Decimal)
  /// A JSON number whose text says more than the float it stands for (`1.10`, `1e5`, 25 digits).
  case number(NumberText)
  case list(List)
  case record(Record)
  /// A lazy sequence, read once.
  case stream(ValueStream)
  case block(Callable)
  /// An opened file, not decoded: `from` says what it is.
  case bytes(ByteStream)
  case secret(Secret)
}

/// A JSON number kept as it was read, with the float it computes as.
package final class NumberText: Sendable {
  package let text: String
  package let value: Double

  package init(text: String, value: Double) {
    self.text = text
    self.value = value
  }
}

/// Something that must not be shown: a token, a password. Prints as dots, is never serialised.
package final class Secret: Sendable {
  /// The plain text, for the one request that needs it.
  package let exposed: String

  package init(_ exposed: String) { self.exposed = exposed }

  /// What stands in its place wherever text is made.
  package static let mask = "•••"
}

/// A block as a value. Values know only that it can be called; the interpreter makes them.
package final class Callable: Sendable {
  package typealias Body =
    @Sendable (_ arguments: [Value], _ input: Value) throws(Diagnostic) -> Value

  /// How many parameters the block names; nil when it names none and works on `$it`.
  package let parameterCount: Int?
  private let body: Body

  package init(parameterCount: Int?, body: @escaping Body) {
    self.parameterCount = parameterCount
    self.body = body
  }

  /// Calls the block with arguments and a pipe input; the value is that of its last pipeline.
  package func call(_ arguments: [Value], input: Value = .null) throws(Diagnostic) -> Value {
    try body(arguments, input)
  }
}

extension Value {
  /// The kind's name as help and messages say it.
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .float, .number: "float"
    case .string: "string"
    case .duration: "duration"
    case .timestamp: "timestamp"
    case .decimal: "decimal"
    case .list: "list"
    case .record: "record"
    case .stream: "stream"
    case .block: "block"
    case .bytes(let bytes): bytes.isText ? "string" : "file"
    case .secret: "secret"
    }
  }

  /// The kind with its article, for messages ("a string", "an int").
  package var kindPhrase: String {
    switch self {
    case .null: "null"
    case .int: "an int"
    default: "a " + kindName
    }
  }

  package var isList: Bool {
    if case .list = self { return true }
    return false
  }

  package var isNull: Bool {
    if case .null = self { return true }
    return false
  }
}
