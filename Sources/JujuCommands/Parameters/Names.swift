package import CommandKit
import Diagnostics
package import JujuClient
import JujuWire
package import Values

extension ParameterError {
  /// An error of the wire's own parsers, which know the place inside the text.
  init(_ error: TextError, hint: String? = nil) {
    self.init(error.message, range: error.range, hint: hint)
  }
}

/// What is wrong with a name that people write as a document told them to.
enum NameHints {
  /// Returns what to write instead of a name that cannot be one.
  static func hint(for text: some StringProtocol) -> String? {
    keyword(text) ?? underscore(text)
  }

  /// Returns what to write instead of a keyword of a Python call, `offer_name=admin/default.mysql`.
  private static func keyword(_ text: some StringProtocol) -> String? {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2,
      parts[0].allSatisfy({ $0.isASCII && ($0.isLowercase || "_-".contains($0)) })
    else { return nil }
    switch parts[1] {
    case "True", "true": return "a switch is written --\(parts[0])"
    case "False", "false": return "leave it away: switches are off"
    default: return "arguments stand alone here: write \(parts[1])"
    }
  }

  /// Returns what to write instead of a name with `_`, which user documents contain.
  private static func underscore(_ name: some StringProtocol) -> String? {
    guard name.contains("_") else { return nil }
    let dashed = String(name.map { $0 == "_" ? "-" : $0 })
    return "names have no underscore: write \(dashed)"
  }
}

/// The name of a controller, as the client knows it.
package struct ControllerName: ParameterValue {
  package let name: String

  package static let typeName = "controller"
  package static let expectation = "the name of a controller"
  package static var candidates: CandidateSource? { .controller }

  package static func parse(_ text: String) throws(ParameterError) -> ControllerName {
    guard !text.isEmpty else { throw ParameterError("the name of a controller is empty") }
    // `foo:` is how a controller looks in front of a model.
    return ControllerName(name: text.hasSuffix(":") ? String(text.dropLast()) : text)
  }

  package var value: Value { .string(name) }
}

/// A model by its name.
package struct ModelName: ParameterValue {
  package let reference: ModelReference

  package static let typeName = "model"
  package static let expectation = "a model such as default, admin/default or foo:admin/default"
  package static var candidates: CandidateSource? { .model }

  package static func parse(_ text: String) throws(ParameterError) -> ModelName {
    do throws(TextError) {
      return ModelName(reference: try ModelReference.parse(text))
    } catch {
      throw ParameterError(error, hint: NameHints.hint(for: text))
    }
  }

  package var value: Value { .string(reference.description) }
}

/// The name of an application or of a consumed offer.
struct ApplicationName: ParameterValue {
  let name: String

  static let typeName = "application"
  static let expectation = "the name of an application"
  static var candidates: CandidateSource? { .application }

  static func parse(_ text: String) throws(ParameterError) -> ApplicationName {
    guard Names.isApplication(text) else {
      throw ParameterError(
        "application name \(text.quoted) not valid", hint: NameHints.hint(for: text))
    }
    return ApplicationName(name: text)
  }

  var value: Value { .string(name) }
}

/// The name of an application for the commands that say it without quotes.
struct ShownApplicationName: ParameterValue {
  let name: String

  static let typeName = "application"
  static let expectation = "the name of an application"
  static var candidates: CandidateSource? { .application }

  static func parse(_ text: String) throws(ParameterError) -> ShownApplicationName {
    guard Names.isApplication(text) else {
      throw ParameterError(
        "application name \(text) not valid", hint: NameHints.hint(for: text))
    }
    return ShownApplicationName(name: text)
  }

  var value: Value { .string(name) }
}

/// The name that a consumed offer gets in the consuming model.
struct AliasName: ParameterValue {
  let name: String

  static let typeName = "alias"
  static let expectation = "a name for the consumed offer"

  static func parse(_ text: String) throws(ParameterError) -> AliasName {
    guard Names.isApplication(text) else {
      throw ParameterError(
        "invalid application name \(text.quoted)", hint: NameHints.hint(for: text))
    }
    return AliasName(name: text)
  }

  var value: Value { .string(name) }
}

/// The name of a consumed offer in the consuming model.
struct SaasName: ParameterValue {
  let name: String

  static let typeName = "saas"
  static let expectation = "the name of a consumed offer"
  static var candidates: CandidateSource? { .saas }

  static func parse(_ text: String) throws(ParameterError) -> SaasName {
    guard Names.isApplication(text) else {
      throw ParameterError(
        "invalid SAAS application name \(text.quoted)",
        hint: NameHints.hint(for: text) ?? "'status' lists them in its SAAS section")
    }
    return SaasName(name: text)
  }

  var value: Value { .string(name) }
}

/// The name of an offer without its model.
struct OfferName: ParameterValue {
  let name: String

  static let typeName = "offer"
  static let expectation = "the name of an offer"
  static var candidates: CandidateSource? { .offer }

  static func parse(_ text: String) throws(ParameterError) -> OfferName {
    guard Names.isApplication(text) else {
      throw ParameterError("offer name \(text.quoted) not valid", hint: NameHints.hint(for: text))
    }
    return OfferName(name: text)
  }

  var value: Value { .string(name) }
}

/// The name of a user, `bob` or `bob@external`.
struct UserName: ParameterValue {
  let name: String

  static let typeName = "user"
  static let expectation = "the name of a user such as bob or bob@external"
  static var candidates: CandidateSource? { .user }

  static func parse(_ text: String) throws(ParameterError) -> UserName {
    guard Names.isUser(text) else {
      throw ParameterError("user name \(text.quoted) not valid")
    }
    return UserName(name: text)
  }

  var value: Value { .string(name) }
}

/// The name of a unit, `mysql/0`.
struct UnitName: ParameterValue {
  let name: String

  static let typeName = "unit"
  static let expectation = "a unit such as mysql/0"

  static func parse(_ text: String) throws(ParameterError) -> UnitName {
    guard Names.isUnit(text) else {
      throw ParameterError("\(text.quoted) is not a valid unit name")
    }
    return UnitName(name: text)
  }

  /// The application the unit belongs to.
  var application: String { String(name.prefix { $0 != "/" }) }

  var value: Value { .string(name) }
}

/// A word for how much access somebody gets; which words there are depends on what it is to.
struct AccessWord: ParameterValue {
  let word: String

  static let typeName = "access"
  static let expectation = "read, consume or admin for an offer, read, write or admin for a model"
  static let choices = ["read", "consume", "write", "admin", "login", "superuser"]

  static func parse(_ text: String) throws(ParameterError) -> AccessWord { AccessWord(word: text) }

  var value: Value { .string(word) }
}
