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
      throw ParameterError(error, hint: NameHints.hint(for: text.prefix { $0 != ":" }))
    }
  }

  var value: Value { .string(text) }

  var offer: OfferURL? {
    if case .offer(let url) = kind { url } else { nil }
  }

  /// The name it has in the model: an offer is consumed under its own.
  var applicationName: String {
    switch kind {
    case .local(let endpoint): endpoint.application
    case .offer(let url): url.offerName
    }
  }
}
