import Diagnostics
package import Values

/// Why a text is no value of a parameter's type, with the part of the text that is wrong.
package struct ParameterError: Error, Sendable {
  package let message: String
  /// UTF-8 offsets within the text; nil means all of it.
  package let range: Range<Int>?
  package let hint: String?

  package init(_ message: String, range: Range<Int>? = nil, hint: String? = nil) {
    self.message = message
    self.range = range
    self.hint = hint
  }
}

/// A type that parameters of commands can have: it parses itself, says what it is called, and
/// where its candidates come from.
package protocol ParameterValue: Sendable {
  /// The name in help and in `def` signatures: `offer-url`, `cidr`, `int`.
  static var typeName: String { get }
  /// What is expected, for messages: "an offer URL such as admin/default.mysql".
  static var expectation: String { get }
  /// All words it can be, when they are few: an enum's cases.
  static var choices: [String] { get }
  /// What kind of live name completes it; nil when nothing does.
  static var candidates: CandidateSource? { get }

  /// Parses the text of an argument.
  static func parse(_ text: String) throws(ParameterError) -> Self
  /// Parses the text of an argument that stood in quotes; the default makes no difference.
  static func parse(quoted text: String) throws(ParameterError) -> Self
  /// Makes it from a value (`$x`, a pipeline); the default parses the value's text.
  static func convert(_ value: Value) throws(ParameterError) -> Self
  /// What a `def` parameter of this type holds in a script; the default is its text.
  var value: Value { get }
}

extension ParameterValue {
  package var value: Value { .string(String(describing: self)) }
  package static var choices: [String] { [] }
  package static var candidates: CandidateSource? { nil }

  package static func parse(quoted text: String) throws(ParameterError) -> Self {
    try parse(text)
  }

  package static func convert(_ value: Value) throws(ParameterError) -> Self {
    switch value {
    case .null:
      throw ParameterError("null where \(expectation) is needed", hint: "'??' gives a default")
    case .bytes(let bytes) where bytes.isText:
      let text: String
      do throws(Diagnostic) {
        text = try bytes.readText()
      } catch {
        throw ParameterError(error.message, hint: error.hint)
      }
      return try parse(text)
    case .list, .record, .stream, .block, .bytes:
      throw ParameterError("\(value.kindPhrase) where \(expectation) is needed")
    default:
      return try parse(value.text)
    }
  }
}

/// Where completion finds live names.
package enum CandidateSource: String, Sendable, CaseIterable {
  case controller, model, user, application, offer, offerURL, endpoint, saas, relationID, charm
  case file, command, topic, column, diagnostic, variable
  case provider, offering, resource, order, project, customer
}

/// An enum of words as a parameter.
package protocol ChoiceParameter: ParameterValue, CaseIterable, RawRepresentable
where RawValue == String {}

extension ChoiceParameter {
  package static var choices: [String] { allCases.map(\.rawValue) }

  package static var expectation: String { "one of " + choices.joined(separator: ", ") }

  package static func parse(_ text: String) throws(ParameterError) -> Self {
    if let value = Self(rawValue: text) { return value }
    throw ParameterError(
      "\"\(text)\" is not \(expectation)", hint: Suggestion.hint(for: text, among: choices))
  }
}

extension String: ParameterValue {
  package var value: Value { .string(self) }
  package static var typeName: String { "text" }
  package static var expectation: String { "text" }
  package static func parse(_ text: String) throws(ParameterError) -> String { text }
}

extension Int: ParameterValue {
  package var value: Value { .int(self) }
  package static var typeName: String { "int" }
  package static var expectation: String { "a whole number" }

  package static func parse(_ text: String) throws(ParameterError) -> Int {
    let digits = text.filter { $0 != "_" }
    if text.first != "_", let number = Int(digits) { return number }
    let unsigned = digits.first == "-" ? digits.dropFirst() : digits[...]
    if !unsigned.isEmpty, unsigned.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      throw ParameterError("\"\(text)\" does not fit into 64 bits")
    }
    throw ParameterError("\"\(text)\" is not a whole number")
  }

  package static func convert(_ value: Value) throws(ParameterError) -> Int {
    switch value {
    case .int(let number): return number
    case .string(let text): return try parse(text)
    default:
      if let number = value.floatValue, let whole = Int(exactly: number) { return whole }
      switch value {
      case .null, .list, .record, .stream, .block, .bytes:
        throw ParameterError("\(value.kindPhrase) where a whole number is needed")
      default:
        throw ParameterError("\(value.kindPhrase) (\(value.text)) where a whole number is needed")
      }
    }
  }
}

extension Double: ParameterValue {
  package var value: Value { .float(self) }
  package static var typeName: String { "float" }
  package static var expectation: String { "a number" }

  package static func parse(_ text: String) throws(ParameterError) -> Double {
    guard let number = Double(text.filter { $0 != "_" }), number.isFinite else {
      throw ParameterError("\"\(text)\" is not a number")
    }
    return number
  }

  package static func convert(_ value: Value) throws(ParameterError) -> Double {
    if let number = value.floatValue { return number }
    return try parse(value.text)
  }
}

extension Bool: ParameterValue {
  package var value: Value { .bool(self) }
  package static var typeName: String { "bool" }
  package static var expectation: String { "true or false" }
  package static var choices: [String] { ["true", "false"] }

  package static func parse(_ text: String) throws(ParameterError) -> Bool {
    switch text {
    case "true": return true
    case "false": return false
    default: throw ParameterError("\"\(text)\" is neither true nor false")
    }
  }

  package static func convert(_ value: Value) throws(ParameterError) -> Bool {
    if case .bool(let flag) = value { return flag }
    return try parse(value.text)
  }
}

extension Decimal: ParameterValue {
  package var value: Value { .decimal(self) }
  package static var typeName: String { "decimal" }
  package static var expectation: String { "a decimal number such as 12.50" }

  package static func parse(_ text: String) throws(ParameterError) -> Decimal {
    guard let number = Decimal(text: text) else {
      throw ParameterError("\"\(text)\" is not a decimal number")
    }
    return number
  }

  package static func convert(_ value: Value) throws(ParameterError) -> Decimal {
    if let number = value.decimalValue { return number }
    return try parse(value.text)
  }
}

extension Duration: ParameterValue {
  package var value: Value { .duration(nanoseconds) }

  /// All of it in nanoseconds, at the ends of the range past 292 years.
  package var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? (seconds < 0 ? .min : .max) : scaled + attoseconds / 1_000_000_000
  }
  package static var typeName: String { "duration" }
  package static var expectation: String { "a duration such as 500ms, 30s or 1h30m" }

  package static func parse(_ text: String) throws(ParameterError) -> Duration {
    guard let nanoseconds = DurationText.nanoseconds(text) else {
      throw ParameterError(
        "\"\(text)\" is not a duration",
        hint: "write a number and a unit: 500ms, 30s, 5m, 1h30m, 2d")
    }
    return .nanoseconds(nanoseconds)
  }

  package static func convert(_ value: Value) throws(ParameterError) -> Duration {
    if case .duration(let nanoseconds) = value { return .nanoseconds(nanoseconds) }
    return try parse(value.text)
  }
}

extension Timestamp: ParameterValue {
  package var value: Value { .timestamp(self) }
  package static var typeName: String { "date" }
  package static var expectation: String { "a date such as 2026-11-21 or 2026-11-21T08:00:00Z" }

  package static func parse(_ text: String) throws(ParameterError) -> Timestamp {
    guard let moment = Timestamp(text) else { throw ParameterError("\"\(text)\" is not a date") }
    return moment
  }

  package static func convert(_ value: Value) throws(ParameterError) -> Timestamp {
    if case .timestamp(let moment) = value { return moment }
    return try parse(value.text)
  }
}

/// Any value at all; a word is its text.
package struct AnyValue: ParameterValue {
  package let value: Value

  package init(_ value: Value) { self.value = value }

  package static var typeName: String { "any" }
  package static var expectation: String { "a value" }

  package static func parse(_ text: String) throws(ParameterError) -> AnyValue {
    AnyValue(.string(text))
  }

  package static func convert(_ value: Value) throws(ParameterError) -> AnyValue { AnyValue(value) }
}

/// A block as an argument, of a kind that may ask more of it.
package protocol BlockParameter: ParameterValue {
  var block: Callable { get }
  init(block: Callable)
  /// Which of the block's own parameters is the item, from 0.
  static var itemPosition: Int { get }
  /// Returns what is wrong with a block for its use here; nil where nothing is.
  static func problem(of block: Callable) -> ParameterError?
}

extension BlockParameter {
  package var value: Value { .block(block) }

  package static var typeName: String { "block" }
  package static var expectation: String { "a block { … }" }

  package static var itemPosition: Int { 0 }

  package static func problem(of block: Callable) -> ParameterError? { nil }

  package static func parse(_ text: String) throws(ParameterError) -> Self {
    throw ParameterError("\"\(text)\" is text, and a block is needed", hint: "write { … }")
  }

  package static func convert(_ value: Value) throws(ParameterError) -> Self {
    guard case .block(let block) = value else {
      throw ParameterError("\(value.kindPhrase) where a block { … } is needed")
    }
    if let problem = problem(of: block) { throw problem }
    return Self(block: block)
  }
}

/// Any block.
package struct BlockValue: BlockParameter {
  package let block: Callable

  package init(block: Callable) { self.block = block }
}
