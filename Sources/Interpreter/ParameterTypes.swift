import CommandKit
import Diagnostics
import Values

/// Finds parameter types by the names that `def` signatures use: every type that a built-in
/// command's parameter has.
struct ParameterTypes {
  private let types: [String: any ParameterValue.Type]

  init(_ table: CommandTable) {
    var types: [String: any ParameterValue.Type] = [:]
    let basic: [any ParameterValue.Type] = [
      String.self, Int.self, Double.self, Bool.self, Decimal.self, Duration.self, Timestamp.self,
      AnyValue.self, BlockValue.self, ColumnPath.self, RecordParameter.self, ListParameter.self,
    ]
    for type in basic { types[type.typeName] = type }
    types["string"] = String.self
    types["number"] = Double.self
    types["timestamp"] = Timestamp.self
    for declaration in table.declarations {
      for parameter in declaration.parameters { types[parameter.type.typeName] = parameter.type }
    }
    types["cidr"] = types["cidrs"]
    self.types = types
  }

  subscript(name: String) -> (any ParameterValue.Type)? { types[name] }

  var names: [String] { types.keys.sorted() }
}

/// A record as a parameter of a `def`.
struct RecordParameter: ParameterValue {
  let record: Record

  var value: Value { .record(record) }

  static var typeName: String { "record" }
  static var expectation: String { "a record [key: value]" }

  static func parse(_ text: String) throws(ParameterError) -> RecordParameter {
    throw ParameterError("\"\(text)\" is text, and a record is needed", hint: "write [key: value]")
  }

  static func convert(_ value: Value) throws(ParameterError) -> RecordParameter {
    guard case .record(let record) = value else {
      throw ParameterError("\(value.kindPhrase) where a record is needed")
    }
    return RecordParameter(record: record)
  }
}

/// A list as a parameter of a `def`.
struct ListParameter: ParameterValue {
  let list: List

  var value: Value { .list(list) }

  static var typeName: String { "list" }
  static var expectation: String { "a list [a, b]" }

  static func parse(_ text: String) throws(ParameterError) -> ListParameter {
    throw ParameterError("\"\(text)\" is text, and a list is needed", hint: "write [a, b]")
  }

  static func convert(_ value: Value) throws(ParameterError) -> ListParameter {
    switch value {
    case .list(let list): return ListParameter(list: list)
    case .stream(let stream):
      do throws(Diagnostic) {
        return ListParameter(list: try stream.collected())
      } catch {
        throw ParameterError(error.message)
      }
    default: throw ParameterError("\(value.kindPhrase) where a list is needed")
    }
  }
}
