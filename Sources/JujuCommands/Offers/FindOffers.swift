import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Finds offers that the user may consume, in one model or in all of a controller.
///
/// Source: Juju facade `ApplicationOffers`, `FindApplicationOffers`.
struct FindOffers: Command {
  static let name = "find-offers"
  static let group = CommandGroup.offers
  static let summary = "Find offers to consume"
  static let details = """
    Without arguments, those in all models of the current controller. 'foo:' means all of the \
    controller foo, 'foo:admin/prod' those of a model, a whole URL one offer. Juju refuses \
    --offer beside a URL; offsh refuses it only where both name an offer.
    """
  static let result = ResultShape.records(columns)
  static let columns = [
    "offer-url", "name", "store", "description", "access", "endpoints", "users",
  ]
  static let examples: [Example] = [
    "find-offers", "find-offers foo:", "find-offers --interface mysql",
    "find-offers | where .access == \"consume\"",
  ]

  @Argument("Where to look: a URL or the beginning of one") var place: OfferSearch?
  @Flag("The same as the argument") var url: OfferSearch?
  @Flag("Only offers with an endpoint of this interface") var interface: String?
  @Flag("Only offers whose name contains this; a regular expression") var offer: String?
  var output = OutputOption<TableFormat>()
  var juju = JujuOptions()

  func check(in runtime: Runtime) throws(Diagnostic) {
    if place != nil, url != nil {
      throw .juju(usage: "URL term cannot be specified twice")
    }
    if offer != nil, let search = place ?? url, !search.url.name.isEmpty {
      throw .juju(
        usage: "cannot specify both a URL term and offer term",
        hint: "leave --offer away, or the offer's name in the URL")
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.juju
    let search = (place ?? url)?.url ?? OfferURL(model: "", name: "")
    let parameter = place == nil ? "url" : "place"
    let controller: KnownController
    do throws(Diagnostic) {
      controller = try session.controller(of: search)
    } catch {
      throw error.located(at: context.call.span(of: parameter))
    }
    let user = try session.user(of: controller)
    let facade = Offers(on: try session.channel(to: controller.name))
    let hint = SearchHint(
      search: search, interface: interface, directory: session.directory, offers: facade)
    let offers: [ApplicationOfferAdminDetails]
    do throws(Diagnostic) {
      offers = try facade.find(filter(search, user: user))
    } catch {
      switch error.id {
      case JujuDiagnostic.notFound:
        throw error.hinting(hint.text(isModelMissing: true))
          .located(at: context.call.span(of: parameter))
      case JujuDiagnostic.notValid: throw error.located(at: context.call.span(of: "offer"))
      default: throw error
      }
    }
    guard !offers.isEmpty else {
      throw Diagnostic(
        JujuCommandDiagnostic.noMatch, "no matching application offers found",
        hint: hint.text(isModelMissing: false))
    }
    let rows = offers.map { Row($0, controller: controller.name, user: user) }
      .sorted { ($0.store, $0.place) < ($1.store, $1.place) }
    let entries = NamedEntries(rows.map { ($0.key, $0.offer) }, key: "offer-url")
    return try output.output(
      entries, columns: Self.columns, in: context
    ) { (_, _) throws(Diagnostic) in
      Self.table(rows)
    }
  }

  private func filter(_ search: OfferURL, user: String) -> OfferFilter {
    let isAnywhere = search.model.isEmpty
    return OfferFilter(
      ownerName: isAnywhere ? search.user : search.user.isEmpty ? user : search.user,
      modelName: search.model, offerName: offer ?? search.name,
      endpoints: interface.map { [EndpointFilterAttributes(interface: $0)] } ?? [])
  }

  private struct Row: Sendable {
    let store: String
    let place: String
    let offer: FoundOffer
    let interfaces: String
    var key: String { "\(store):\(place)" }

    init(_ offer: ApplicationOfferAdminDetails, controller: String, user: String) {
      let (source, rest) = OfferURL.splitSource(offer.offerURL)
      store = source.isEmpty ? controller : source
      place = rest
      self.offer = FoundOffer(offer, store: store, user: user, showsDescription: false)
      interfaces = offer.endpoints.map { "\($0.interface):\($0.name)" }.sorted()
        .joined(separator: ", ")
    }
  }

  private static func table(_ rows: [Row]) -> String {
    var table = Tabular()
    table.add(texts: ["Store", "URL", "Access", "Interfaces"])
    for row in rows { table.add(texts: [row.store, row.place, row.offer.access, row.interfaces]) }
    return table.text()
  }
}

/// Where to look for offers: any beginning of a URL.
struct OfferSearch: ParameterValue {
  let text: String
  let url: OfferURL

  static let typeName = "url"
  static let expectation = "a controller (foo:), a model (foo:admin/prod) or an offer's URL"
  static var candidates: CandidateSource? { .offerURL }

  static func parse(_ text: String) throws(ParameterError) -> OfferSearch {
    do throws(TextError) {
      return OfferSearch(text: text, url: try OfferURL.parse(text, mode: .partial))
    } catch {
      throw ParameterError(error, hint: NameHints.hint(for: text))
    }
  }

  var value: Value { .string(text) }
}
