import CommandKit
import Diagnostics
import JujuWire
import Values

/// What to offer: `[[user/]model.]application:endpoint[,endpoint…]`.
struct OfferSpec: ParameterValue {
  let text: String
  let specification: OfferSpecification

  static let typeName = "endpoints"
  static let expectation = "an application with endpoints such as mysql:db or prod.mysql:db,admin"
  static var candidates: CandidateSource? { .endpoint }

  static func parse(_ text: String) throws(ParameterError) -> OfferSpec {
    do throws(TextError) {
      return OfferSpec(text: text, specification: try OfferSpecification.parse(text))
    } catch {
      throw ParameterError(error, hint: hint(for: text))
    }
  }

  private static func hint(for text: String) -> String? {
    if let hint = NameHints.hint(for: text.prefix { $0 != ":" }) { return hint }
    return text.contains(":") ? nil : "say which endpoints: \(text):ENDPOINT"
  }

  var value: Value { .string(text) }
}
