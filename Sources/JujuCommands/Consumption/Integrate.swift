import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire
import Values

/// Relates two applications, or an application to an offer, which it consumes first.
///
/// Source: Juju facade `Application`, `Consume` and `AddRelation`.
struct Integrate: Command {
  static let name = "integrate"
  static let aliases = ["relate", "add-relation"]
  static let group = CommandGroup.consumption
  static let summary = "Relate two applications, or an application to an offer"
  static let details = """
    An offer is consumed first, under its own name. Endpoints may be left away where only one pair \
    fits. --via says from which addresses the traffic to an offer comes, where that is not the \
    model's egress-subnets. Ranges that the offering side does not let in are refused at once where \
    its firewall rules can be read.
    """
  static let effect = Effect.write
  static let result = ResultShape.record(["endpoints"])
  static let examples: [Example] = [
    "deploy mediawiki; integrate mediawiki:db admin/prod.mysql",
    "deploy mediawiki; integrate mediawiki admin/prod.mysql --via 10.0.0.0/8",
  ]

  @Argument(
    "Two applications, or an application and an offer's URL", atLeast: 2,
    missing: "an integration must involve two applications")
  var endpoints: [IntegrationEnd]
  @Flag("The address ranges the traffic to the offer comes from") var via: ViaCIDRList?
  var model = ModelOption()
  var juju = JujuOptions()

  func check(in runtime: Runtime) throws(Diagnostic) {
    guard endpoints.count == 2 else {
      throw .juju(usage: "an integration must involve two applications")
    }
    guard endpoints.contains(where: { $0.offer == nil }) else {
      throw .juju(
        usage: "providing more than one remote endpoints not supported",
        hint: "relate an application of the model to each offer, one line each")
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    let place = try context.model(model)
    if let via { try check(via, place, context) }
    var names: [String] = []
    for (index, end) in endpoints.enumerated() {
      names.append(try name(of: end, index, place, context))
    }
    let channel = try context.juju.channel(to: place)
    do throws(Diagnostic) {
      let related = try Applications(on: channel).addRelation(
        names, via: via?.cidrs.map(\.text) ?? [])
      guard let related else { return .nothing }
      return .silent(try record(related))
    } catch {
      let failure = RelationFailure(names, channel)
      let index = failure.index(of: error)
      throw failure.explained(error).located(
        at: index.map { context.call.span(of: "endpoints", $0) } ?? context.call.span)
    }
  }

  /// Compares the ranges with the firewall rules of the offer's model, before anything is sent.
  private func check(
    _ via: ViaCIDRList, _ place: ModelPlace, _ context: CommandContext
  ) throws(Diagnostic) {
    let session = try context.juju
    guard let url = attempt({ () throws(Diagnostic) in try offer(session, place) }) ?? nil else {
      return
    }
    do throws(Diagnostic) {
      try OfferingFirewall(session).check(via.cidrs, into: url)
    } catch {
      throw error.located(at: context.call.span(of: "via"))
    }
  }

  /// Returns the whole URL of the offer that one of the sides is, or stands for; nil when both are
  /// of the model.
  private func offer(
    _ session: JujuSession, _ place: ModelPlace
  ) throws(Diagnostic) -> OfferURL? {
    var url = endpoints.lazy.compactMap(\.offer).first
    if url == nil {
      let consumed = try ModelStatus(on: session.channel(to: place)).full().remoteApplications
      let saas = endpoints.lazy.compactMap { consumed[$0.applicationName] }.first
      url = saas.flatMap { try? OfferURL.parse($0.offerURL) }
    }
    guard var url else { return nil }
    if url.source.isEmpty { url.source = place.controller }
    return try session.owned(url, on: session.controller(url.source))
  }

  /// Returns what the relation calls a side; an offer is consumed on the way.
  private func name(
    of end: IntegrationEnd, _ index: Int, _ place: ModelPlace, _ context: CommandContext
  ) throws(Diagnostic) -> String {
    switch end.kind {
    case .local(let endpoint): return endpoint.description
    case .offer(let url):
      do throws(Diagnostic) {
        let consumed = try OfferConsumption(context.juju, into: place).consume(url)
        return url.endpoint.map { "\(consumed.name):\($0)" } ?? consumed.name
      } catch {
        throw RelationFailure([url.offerName], try context.juju.channel(to: place))
          .explained(error).located(at: context.call.span(of: "endpoints", index))
      }
    }
  }

  private func record(_ related: AddRelationResults) throws(Diagnostic) -> Value {
    let endpoints = related.endpoints.map { ($0.key, RelatedEndpoint($0.value)) }
    return try ValueEncoder(.records).encode(["endpoints": NamedEntries(endpoints)])
  }
}

/// One side of a new relation, under the application's name.
private struct RelatedEndpoint: Encodable, Sendable {
  var endpoint: String
  var interface: String
  var role: String

  init(_ relation: CharmRelation) {
    endpoint = relation.name
    interface = relation.interface
    role = relation.role.rawValue
  }
}
