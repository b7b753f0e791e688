import Diagnostics
import JujuClient
import JujuWire

/// What to write instead of a search that found nothing, from what the caller may see.
struct SearchHint {
  let search: OfferURL
  let interface: String?
  let directory: JujuDirectory
  let offers: Offers

  /// `isModelMissing` says that the controller has no model of that name.
  func text(isModelMissing: Bool) -> String {
    if search.source.isEmpty, directory[search.model] != nil {
      return "for all offers of the controller write '\(search.model):'"
    }
    let visible = attempt { () throws(Diagnostic) in try offers.find(OfferFilter()) } ?? []
    return (isModelMissing ? model(among: visible) : interface(among: visible))
      ?? "offers you have no read access to are not found either"
  }

  private func model(among visible: [ApplicationOfferAdminDetails]) -> String? {
    if search.user.isEmpty, visible.contains(where: { $0.offerName == search.model }) {
      return "a word alone is a model; for an offer's name write --offer \(search.model)"
    }
    let models = Set(visible.map { OfferURL.splitSource($0.offerURL).rest.prefix { $0 != "." } })
    let names = models.sorted().map { model in
      String(search.user.isEmpty ? model.drop { $0 != "/" }.dropFirst() : model)
    }
    let wanted = search.user.isEmpty ? search.model : "\(search.user)/\(search.model)"
    return Suggestion.hint(for: wanted, among: names)
  }

  private func interface(among visible: [ApplicationOfferAdminDetails]) -> String? {
    let known = Set(visible.flatMap(\.endpoints).map(\.interface))
    guard let interface, !known.contains(interface) else { return nil }
    return Suggestion.hint(for: interface, among: known.sorted())
  }
}
