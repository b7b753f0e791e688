import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Lists the offers of a model with who is connected to them.
///
/// Source: Juju facade `ApplicationOffers`, `ListApplicationOffers`.
struct ListOffers: Command {
  static let name = "offers"
  static let aliases = ["list-offers"]
  static let group = CommandGroup.offers
  static let summary = "List the offers of a model with their connections"
  static let details = """
    For those who manage the model. What others may consume is listed by find-offers.
    """
  static let result = ResultShape.records([
    "name", "application", "store", "charm", "offer-url", "endpoints", "connections", "users",
  ])
  static let examples: [Example] = [
    "offers", "offers --format summary", "offers --active-only",
    "offers | where (.connections | is-empty)",
  ]

  @Argument("Only the offer of this name") var offerName: OfferName?
  @Flag("Only offers of this application") var application: String?
  @Flag("Only offers with an endpoint of this interface") var interface: String?
  @Flag("Only offers this user is connected to") var connectedUser: UserName?
  @Flag("Only offers this user may consume") var allowedConsumer: UserName?
  @Switch("Only offers with connections") var activeOnly = false
  var model = ModelOption()
  var output = OutputOption<OffersFormat>()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let place = try context.model(model, orWithout: try noModel(context))
    var offers = try Offers(on: context.juju.channel(to: place.controller)).list([filter(place)])
    if activeOnly { offers.removeAll { $0.connections.isEmpty } }
    offers.sort { $0.offerName < $1.offerName }
    let found = offers
    let listed = try listed(found, place, now: context.runtime.clock.now)
    return try output.output(
      listed, columns: Self.columns, in: context
    ) { (format, view) throws(Diagnostic) in
      format == .summary
        ? OffersTables.summary(found, store: place.controller)
        : OffersTables.connections(found, usesColour: view.usesColour)
    }
  }

  private static let columns: [String]? = {
    if case .records(let columns) = result { columns } else { nil }
  }()

  private func noModel(_ context: CommandContext) throws(Diagnostic) -> Diagnostic {
    let controller = try context.juju.controller()
    return Diagnostic(
      JujuDiagnostic.noCurrentModel, "current model for controller \(controller.name) not found",
      hint: JujuSession.noCurrentModel.hint)
  }

  private func filter(_ place: ModelPlace) -> OfferFilter {
    OfferFilter(
      ownerName: place.owner, modelName: place.shortName,
      offerName: offerName.map { "^" + $0.name + "$" } ?? "",
      applicationName: application ?? "",
      endpoints: interface.map { [EndpointFilterAttributes(interface: $0)] } ?? [],
      connectedUsers: connectedUser.map { [.user($0.name)] } ?? [],
      allowedUsers: allowedConsumer.map { [.user($0.name)] } ?? [])
  }

  private func listed(
    _ offers: [ApplicationOfferAdminDetails], _ place: ModelPlace, now: Timestamp
  ) throws(Diagnostic) -> NamedEntries<ListedOffer> {
    var entries: [(String, ListedOffer)] = []
    for offer in offers {
      do throws(TextError) {
        entries.append(
          (offer.offerName, try ListedOffer(offer, in: place, now: now)))
      } catch {
        throw Diagnostic(
          JujuCommandDiagnostic.malformedResult,
          "failed to format found applications: \(error.message)")
      }
    }
    return NamedEntries(entries)
  }
}
