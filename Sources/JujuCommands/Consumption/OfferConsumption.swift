import Diagnostics
import JujuClient
import JujuWire

/// Making an offer known to a model: ask the controller that holds it, then tell the model.
struct OfferConsumption {
  private let session: JujuSession
  private let model: ModelPlace

  init(_ session: JujuSession, into model: ModelPlace) {
    self.session = session
    self.model = model
  }

  /// What was consumed, or would have been in a dry run.
  struct Consumed {
    /// With source and owner: `foo:admin/default.mysql`.
    let url: OfferURL
    /// What it is called in the model.
    let name: String
    let wasSent: Bool
  }

  /// Consumes an offer under `alias`, or under its own name.
  func consume(_ typed: OfferURL, as alias: String? = nil) throws(Diagnostic) -> Consumed {
    let source = typed.source.isEmpty ? model.controller : typed.source
    let controller = try session.controller(source)
    var url = try session.owned(typed, on: controller)
    url.source = source
    url.name = url.offerName
    let details = try details(of: url, on: controller.name)
    guard let offer = details.offer else {
      throw Diagnostic(
        JujuDiagnostic.protocolError,
        "the controller answered nothing about \(url.asLocal.description.quoted)")
    }
    let wasSent = try Applications(on: session.channel(to: model)).consume(
      argument(offer, details, source: source, alias: alias))
    return Consumed(url: url, name: alias ?? offer.offerName, wasSent: wasSent)
  }

  private func details(
    of url: OfferURL, on controller: String
  ) throws(Diagnostic) -> ConsumeOfferDetailsResult {
    let offers = Offers(on: try session.channel(to: controller))
    do throws(Diagnostic) {
      return try offers.consumeDetails(url)
    } catch {
      if error.id == JujuDiagnostic.permissionDenied {
        let user = attempt { () throws(Diagnostic) in
          try session.user(of: session.controller(controller))
        }
        throw error.hinting(
          "an administrator of the offer can: grant \(user ?? "USER") consume \(url.asLocal)")
      }
      throw OfferSuggestion.adding(to: error, for: url, in: offers)
    }
  }

  private func argument(
    _ offer: ApplicationOfferDetails, _ details: ConsumeOfferDetailsResult, source: String,
    alias: String?
  ) -> ConsumeApplicationArgument {
    // Only a URL that leads to another controller says which: status then shows it.
    let rest = OfferURL.splitSource(offer.offerURL).rest
    return ConsumeApplicationArgument(
      sourceModelTag: offer.sourceModelTag, offerUUID: offer.offerUUID,
      offerURL: source == model.controller ? rest : "\(source):\(rest)",
      offerName: offer.offerName, applicationDescription: offer.applicationDescription,
      endpoints: offer.endpoints, users: offer.users, applicationAlias: alias ?? offer.offerName,
      macaroon: details.macaroon, externalController: details.externalController)
  }
}
