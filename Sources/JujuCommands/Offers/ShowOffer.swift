import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Shows one offer with its endpoints and users.
///
/// Source: Juju facade `ApplicationOffers`, `ApplicationOffers`.
struct ShowOffer: Command {
  static let name = "show-offer"
  static let group = CommandGroup.offers
  static let summary = "Show an offer with its endpoints and who may use it"
  static let details = """
    A bare name is an offer of the current model. Users who do not manage the offer see only \
    themselves among its users.
    """
  static let result = ResultShape.record([
    "offer-url", "name", "store", "description", "access", "endpoints", "users",
  ])
  static let examples: [Example] = [
    "show-offer postgresql", "show-offer admin/prod.mysql --format yaml",
  ]

  @Argument("The offer", fedBy: "offer-url", missing: "must specify endpoint URL")
  var offer: OfferReference
  var output = OutputOption<TableFormat>()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.juju
    let controller: KnownController
    do throws(Diagnostic) {
      controller = try session.controller(of: offer.url)
    } catch {
      throw error.located(at: context.call.span(of: "offer"))
    }
    let url = try session.whole(offer, on: controller)
    let offers = Offers(on: try session.channel(to: controller.name))
    let details: ApplicationOfferAdminDetails
    do throws(Diagnostic) {
      details = try offers.show(url)
    } catch {
      throw OfferSuggestion.adding(to: error, for: url, in: offers)
        .located(at: context.call.span(of: "offer"))
    }
    let store = controller.name
    let found = FoundOffer(
      details, store: store, user: try session.user(of: controller), showsDescription: true)
    let place = OfferURL.splitSource(details.offerURL).rest
    let key = "\(store):\(place)"
    let record = try Self.record(key, found)
    return try output.output(
      record, in: context,
      document: { () throws(Diagnostic) in
        try ValueEncoder(.document).encode(NamedEntries([(key, found)]))
      },
      table: { (_, _) throws(Diagnostic) in
        Self.table(details, store: store, place: place, access: found.access)
      })
  }

  private static func record(_ key: String, _ offer: FoundOffer) throws(Diagnostic) -> Value {
    let entries = NamedEntries([(key, offer)], key: "offer-url")
    guard case .list(let list) = try ValueEncoder(.records).encode(entries) else { return .null }
    return list[0]
  }

  /// As many rows as there are endpoints or lines of the description, whichever are more.
  private static func table(
    _ offer: ApplicationOfferAdminDetails, store: String, place: String, access: String
  ) -> String {
    let description = WrappedText.clipped(offer.applicationDescription, to: 180)
    let lines = WrappedText.lines(description, width: 45)
    let endpoints = offer.endpoints.sorted { $0.name < $1.name }
    var table = Tabular()
    table.add(texts: [
      "Store", "URL", "Access", "Description", "Endpoint", "Interface", "Role",
    ])
    for row in 0..<max(lines.count, endpoints.count) {
      let shared = row == 0 ? [store, place, access] : ["", "", ""]
      let endpoint = row < endpoints.count ? endpoints[row] : nil
      table.add(
        texts: shared + [
          row < lines.count ? lines[row] : "", endpoint?.name ?? "", endpoint?.interface ?? "",
          endpoint?.role.rawValue ?? "",
        ])
    }
    return table.text()
  }
}
