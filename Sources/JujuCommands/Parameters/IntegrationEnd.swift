import CommandKit
import Diagnostics
import JujuWire
import Values

/// One side of an integration: an application of the model, or an offer.
struct IntegrationEnd: ParameterValue {
  enum Kind: Sendable {
    case local(ApplicationEndpoint)
    case offer(OfferURL)
  }

  let text: String
  let kind: Kind

  static let typeName = "endpoint"
  static let expectation = "an application such as mediawiki or mediawiki:db, or an offer's URL"
  static var candidates: CandidateSource? { .endpoint }

  static func parse(_ text: String) throws(ParameterError) -> IntegrationEnd {
    if text.contains(".") {
      return IntegrationEnd(text: text, kind: .offer(try RemoteOffer.url(text)))
    }
    do throws(TextError) {
      return IntegrationEnd(text: text, kind: .local(try ApplicationEndpoint.parse(text)))
    } catch {
      throw ParameterError(error, hint: NameHints.underscore(text.prefix { $0 != ":" }))
    }
  }

  var value: Value { .string(text) }

  var offer: OfferURL? {
    if case .offer(let url) = kind { url } else { nil }
  }
}

/// One side of a relation that is to be removed, or the relation's number.
struct RelationEnd: ParameterValue {
  let text: String

  static let typeName = "endpoint"
  static let expectation =
    "an application such as mediawiki or mediawiki:db, or a relation's number"
  static var candidates: CandidateSource? { .relationID }

  static func parse(_ text: String) throws(ParameterError) -> RelationEnd {
    if Int(text) != nil { return RelationEnd(text: text) }
    do throws(TextError) {
      _ = try ApplicationEndpoint.parse(text)
      return RelationEnd(text: text)
    } catch {
      throw ParameterError(error, hint: NameHints.underscore(text.prefix { $0 != ":" }))
    }
  }

  /// The number, when it is one.
  var number: Int? { Int(text).flatMap { $0 >= 0 ? $0 : nil } }

  var value: Value { .string(text) }
}
