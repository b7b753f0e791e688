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
      UUIDParameter.self,
    ]
    for type in basic { types[type.typeName] = type }
    types["string"] = String.self
    types["number"] = Double.self
    types["timestamp"] = Timestamp.self
    for declaration in table.declarations {
      for parameter in declaration.parameters where types[parameter.type.typeName] == nil {
        types[parameter.type.typeName] = parameter.type
      }
    }
    types["cidr"] = types["cidrs"]
    self.types = types
  }

  /// Finds `name`, `[name]` or either with `?`.
  subscript(name: String) -> (any ParameterValue.Type)? {
    if name.hasSuffix("?") { return self[String(name.dropLast())].map { Self.nullable($0) } }
    if name.hasPrefix("["), name.hasSuffix("]") {
      return self[String(name.dropFirst().dropLast())].map { Self.list(of: $0) }
    }
    return types[name]
  }

  private static func list<Element: ParameterValue>(
    of element: Element.Type
  ) -> any ParameterValue.Type { ElementsParameter<Element>.self }

  private static func nullable<Content: ParameterValue>(
    _ content: Content.Type
  ) -> any ParameterValue.Type { NullableParameter<Content>.self }

  var names: [String] { types.keys.sorted() }
}

/// A UUID as a parameter of a `def`, in either spelling: with dashes as Juju writes it, or 32 digits
/// as Waldur does. It stays as it was written.
struct UUIDParameter: ParameterValue {
  let text: String

  var value: Value { .string(text) }

  static var typeName: String { "uuid" }
  static var expectation: String { "a UUID: 32 hexadecimal digits, with or without dashes" }

  static func parse(_ text: String) throws(ParameterError) -> UUIDParameter {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isWhole = parts.count == 1 && text.utf8.count == 32
    guard isWhole || parts.map(\.utf8.count) == [8, 4, 4, 4, 12],
      parts.joined().utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
    else { throw ParameterError("\"\(text)\" is not a UUID") }
    return UUIDParameter(text: text)
  }
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

/// A list as a parameter of a `def` whose elements have a type: `[int]`.
struct ElementsParameter<Element: ParameterValue>: ParameterValue {
  let value: Value

  static var typeName: String { "[\(Element.typeName)]" }
  static var expectation: String { "a list [a, b], each \(Element.expectation)" }

  static func parse(_ text: String) throws(ParameterError) -> ElementsParameter {
    ElementsParameter(value: try ListParameter.parse(text).value)
  }

  static func convert(_ value: Value) throws(ParameterError) -> ElementsParameter {
    let list = try ListParameter.convert(value).list
    var elements: [Value] = []
    elements.reserveCapacity(list.count)
    for index in 0..<list.count {
      do throws(ParameterError) {
        elements.append(try Element.convert(list[index]).value)
      } catch {
        throw ParameterError("element \(index): \(error.message)", hint: error.hint)
      }
    }
    return ElementsParameter(value: .list(List(elements)))
  }
}

/// A parameter of a `def` that may be null: `int?`.
struct NullableParameter<Content: ParameterValue>: ParameterValue {
  let value: Value

  static var typeName: String { Content.typeName + "?" }
  static var expectation: String { Content.expectation }
  static var choices: [String] { Content.choices }
  static var candidates: CandidateSource? { Content.candidates }

  static func parse(_ text: String) throws(ParameterError) -> NullableParameter {
    NullableParameter(value: try Content.parse(text).value)
  }

  static func parse(quoted text: String) throws(ParameterError) -> NullableParameter {
    NullableParameter(value: try Content.parse(quoted: text).value)
  }

  static func convert(_ value: Value) throws(ParameterError) -> NullableParameter {
    NullableParameter(value: value.isNull ? .null : try Content.convert(value).value)
  }
}
