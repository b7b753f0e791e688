import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire
import Values

/// Removes offers nobody uses; with `--force` also the relations made to them.
///
/// Source: Juju facade `ApplicationOffers`, `DestroyOffers`.
struct RemoveOffer: Command {
  static let name = "remove-offer"
  static let group = CommandGroup.offers
  static let summary = "Remove offers"
  static let details = """
    An offer somebody is connected to is only removed with --force, and then the relations go with \
    it. A bare name is an offer of the current model. -y answers Juju's question; offsh asks its \
    own, which 'offsh --yes' answers.
    """
  static let effect = Effect.destroy
  static let result = ResultShape.nothing
  static let examples: [Example] = [
    "remove-offer postgresql", "remove-offer admin/prod.mysql --force",
    "offers | where (.connections | is-empty) | remove-offer",
  ]

  @Argument("The offers to remove", fedBy: "offer-url", missing: "no offers specified")
  var offers: [OfferReference]
  @Switch("Also remove the relations made to the offers") var force = false
  @Switch("Do not ask what Juju would ask", short: "y", aliases: ["no-prompt"]) var yes = false
  var controller = ControllerOption()
  var juju = JujuOptions()

  private static let mixedControllers = "all offer URLs must use the same controller"

  func check(in runtime: Runtime) throws(Diagnostic) {
    let withEndpoint = offers.filter(\.url.hasEndpoint)
    if !withEndpoint.isEmpty {
      throw .juju(
        usage: "These offers contain endpoints. Only specify the offer name itself."
          + withEndpoint.map { "\n -\($0.text)" }.joined())
    }
    let sources = Set(offers.map(\.url.source))
    if sources.filter({ !$0.isEmpty }).count > 1 {
      throw .juju(usage: Self.mixedControllers)
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    let session = try context.juju
    let known = try context.controller(
      ofAll: offers.map { ($0.text, $0.url.namedSource) }, controller, at: "offers",
      mixed: Self.mixedControllers)
    var urls: [OfferURL] = []
    for reference in offers { urls.append(try session.whole(reference, on: known)) }
    let facade = Offers(on: try session.channel(to: known.name))
    let consent: Consent
    do throws(Diagnostic) {
      consent = try context.confirm { () throws(Diagnostic) in
        try confirmation(urls, facade, known.name, context)
      }
    } catch {
      throw declined(error)
    }
    do throws(Diagnostic) {
      try facade.destroy(urls, force: force, consent)
    } catch {
      throw explained(error, urls[error.refusedIndex], facade)
        .refused(of: offers.map(\.text), at: "offers", "removed", context)
    }
    return .nothing
  }

  /// A no in Juju's own words.
  private func declined(_ error: Diagnostic) -> Diagnostic {
    guard error.id == GateDiagnostic.declined else { return error }
    var error = error
    error.message = "offer removal: aborted"
    return error
  }

  /// Juju's own words where it asks, too; then who is connected, as far as that can be seen. Throws
  /// what the controller would say where nothing would be removed: then there is nothing to ask.
  private func confirmation(
    _ urls: [OfferURL], _ facade: Offers, _ controller: String, _ context: CommandContext
  ) throws(Diagnostic) -> Confirmation {
    let found = urls.map { self.offer($0, facade) }
    if let missing = found.firstIndex(where: { $0.isMissing }) {
      throw OfferSuggestion.adding(
        to: Diagnostic(
          JujuDiagnostic.notFound,
          "application offer \(urls[missing].offerName.quoted) not found"),
        for: urls[missing], in: facade
      ).located(at: context.call.span(of: "offers", missing))
    }
    if !force, let first = found.first, found.allSatisfy({ !$0.connections.isEmpty }) {
      let count = first.connections.count
      throw explained(
        Diagnostic(
          JujuDiagnostic.refused,
          "cannot delete application offer \(urls[0].offerName.quoted): "
            + "offer has \(count) relation\(count == 1 ? "" : "s")"),
        urls[0], facade
      ).located(at: context.call.span(of: "offers"))
    }
    let names = urls.map(\.asLocal.description).joined(separator: ", ")
    var lines = ["WARNING! This command will remove offers: \(names)"]
    if force {
      lines.append("This includes all relations to those offers.")
    } else {
      lines.append("They are removed from controller \(controller) if nobody is connected to them.")
    }
    for (url, offer) in zip(urls, found) { lines += described(offer.connections, to: url) }
    return Confirmation(statement: lines.joined(separator: "\n"))
  }

  /// Whether an offer is there, and who is connected to it; nothing is known of it where the caller
  /// is not told.
  private func offer(
    _ url: OfferURL, _ facade: Offers
  ) -> (isMissing: Bool, connections: [OfferConnection]) {
    let filter = OfferFilter(
      ownerName: url.user, modelName: url.model, offerName: "^\(url.offerName)$")
    let found = attempt { () throws(Diagnostic) in try facade.list([filter]) }
    let connections = (found ?? []).flatMap(\.connections)
    return (found?.isEmpty ?? false, connections.sorted { $0.relationID < $1.relationID })
  }

  /// Who is connected to an offer, a line each.
  private func described(_ connections: [OfferConnection], to url: OfferURL) -> [String] {
    guard !connections.isEmpty else { return [] }
    let fate = force ? "removed with it" : "it stays unless --force is given"
    return ["\(url.offerName) is connected, \(fate):"]
      + connections.map { connection in
        "  relation \(connection.relationID) of \(connection.username) to \(connection.endpoint): "
          + connection.status.status.rawValue
      }
  }

  private func explained(
    _ error: Diagnostic, _ url: OfferURL, _ facade: Offers
  ) -> Diagnostic {
    if error.message.contains("offer has ") {
      return error.hinting("--force removes the relations, too; 'offers' lists who is connected")
    }
    return OfferSuggestion.adding(to: error, for: url, in: facade)
  }
}
