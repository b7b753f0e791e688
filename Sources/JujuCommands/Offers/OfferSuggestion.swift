import Diagnostics
import JujuClient
import JujuWire

/// The offer a person probably meant.
enum OfferSuggestion {
  /// Returns the error with the nearest offer the user may see, when it says that there is none of
  /// that name, or no such model.
  static func adding(
    to error: Diagnostic, for url: OfferURL, in offers: Offers
  ) -> Diagnostic {
    let hasModel = error.message.contains("application offer")
    guard error.id == JujuDiagnostic.notFound, hasModel || error.message.hasPrefix("model \"")
    else {
      return error
    }
    let ofModel = attempt { () throws(Diagnostic) in
      try hasModel ? offers.find(OfferFilter(ownerName: url.user, modelName: url.model)) : []
    }
    if let names = ofModel?.map(\.offerName),
      let hint = Suggestion.hint(for: url.offerName, among: names)
    {
      return error.hinting(hint)
    }
    let everywhere = attempt { () throws(Diagnostic) in try offers.find(OfferFilter()) } ?? []
    let nearest = Suggestion.nearest(to: url.offerName, among: everywhere.map(\.offerName))
    let place = everywhere.first { $0.offerName == nearest }.map {
      OfferURL.splitSource($0.offerURL).rest
    }
    return error.hinting(
      place.map { "did you mean '\($0)'?" } ?? "'find-offers' lists the offers you may see")
  }
}
