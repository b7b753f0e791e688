package import Diagnostics
package import EffectGate
package import JujuWire

/// The offers of a controller.
///
/// Source: Juju facade `ApplicationOffers` 4 and 5.
package struct Offers: Sendable {
  private let channel: JujuChannel

  package init(on channel: JujuChannel) { self.channel = channel }

  /// Makes an offer, or changes the one of that name. False when a dry run only reported it.
  @discardableResult
  package func make(_ offer: AddApplicationOffer) throws(Diagnostic) -> Bool {
    let answer = try channel.write(
      ApplicationOffersFacade.offer, AddApplicationOffers(offers: [offer]))
    try answer?.check()
    return answer != nil
  }

  /// Returns the offers of a model with their connections, for those who manage it.
  package func list(
    _ filters: [OfferFilter]
  ) throws(Diagnostic) -> [ApplicationOfferAdminDetails] {
    try channel.read(ApplicationOffersFacade.list, OfferFilters(filters: filters)).results
  }

  /// Returns the offers the user may see; without a model in the filter, those of all models.
  package func find(_ filter: OfferFilter) throws(Diagnostic) -> [ApplicationOfferAdminDetails] {
    try channel.read(ApplicationOffersFacade.find, OfferFilters(filters: [filter])).results
  }

  /// Returns one offer.
  package func show(_ url: OfferURL) throws(Diagnostic) -> ApplicationOfferAdminDetails {
    let text = url.asLocal.description
    let results = try channel.read(
      ApplicationOffersFacade.show, OfferURLs(offerURLs: [text], bakeryVersion: 3)
    ).results
    guard results.count == 1 else {
      throw Diagnostic(
        JujuDiagnostic.protocolError,
        "expected to find one result for url \"\(text)\" but found \(results.count)")
    }
    if let error = results[0].error { throw error.diagnostic(.element) }
    guard let offer = results[0].result else {
      throw Diagnostic(
        JujuDiagnostic.protocolError, "the controller answered nothing about \"\(text)\"")
    }
    return offer
  }

  /// Removes offers; `force` also removes the relations to them. False when a dry run only
  /// reported it.
  @discardableResult
  package func destroy(
    _ urls: [OfferURL], force: Bool, _ consent: Consent
  ) throws(Diagnostic) -> Bool {
    let answer = try channel.destroy(
      ApplicationOffersFacade.destroy,
      DestroyApplicationOffers(
        offerURLs: urls.map { $0.asLocal.description }, force: force ? true : nil),
      count: urls.count, consent)
    try answer?.check()
    return answer != nil
  }

  /// Gives a user more access to offers, or takes some away.
  @discardableResult
  package func change(
    _ action: AccessAction, _ access: OfferAccess, for user: String, to urls: [OfferURL]
  ) throws(Diagnostic) -> Bool {
    let changes = urls.map { url in
      ModifyOfferAccess(
        userTag: .user(user), action: action, access: access, offerURL: url.asLocal.description)
    }
    let answer = try channel.write(
      ApplicationOffersFacade.modifyAccess, ModifyOfferAccessRequest(changes: changes),
      count: urls.count)
    try answer?.check()
    return answer != nil
  }

  /// Returns what a consuming model has to be told about an offer, with the proof of access.
  package func consumeDetails(_ url: OfferURL) throws(Diagnostic) -> ConsumeOfferDetailsResult {
    let urls = OfferURLs(offerURLs: [url.asLocal.description], bakeryVersion: 3)
    let results = try channel.read(
      ApplicationOffersFacade.consumeDetails, ConsumeOfferDetailsArgument(offerURLs: urls)
    ).results
    try results.checkCount(1)
    if let error = results[0].error { throw error.diagnostic(.element) }
    return results[0]
  }
}
