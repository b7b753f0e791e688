import JujuClient
import JujuWire
import Values

/// A relation of a model as the tables show it.
struct ModelRelation: Encodable, Sendable {
  var relationID: Int
  /// `mysql:server`.
  var provider: String
  var requirer: String
  var interface: String
  /// `regular`, `subordinate` or `peer`.
  var type: String
  var status: String
  /// Why the status is so; empty when there is nothing to say.
  var message: String
  /// The offer it was made to, `foo:admin/prod.mysql`; empty for a relation within the model.
  @OmittedWhenEmpty var offer: String
  /// Who made it, in the offering model; empty elsewhere.
  @OmittedWhenEmpty var user: String
  /// The model it was made from, in the offering model: its name where that is known, else its uuid.
  @OmittedWhenEmpty var consumer: String
  /// Where the number counts, `foo:admin/default`.
  @RecordsOnly var model: String

  private enum CodingKeys: String, CodingKey {
    case relationID = "relation-id"
    case provider, requirer, interface, type, status, message, offer, user, consumer, model
  }

  static let columns = [
    "relation-id", "provider", "requirer", "interface", "type", "status", "message",
    "offer", "user", "consumer", "model",
  ]

  /// `saas` are the consumed offers of the model by their names.
  init(
    _ relation: RelationStatus, in model: ModelPlace, saas: [String: RemoteApplicationStatus] = [:]
  ) {
    let provider = relation.endpoints.first { $0.role == .provider } ?? relation.endpoints.first
    let requirer = relation.endpoints.first { $0.role == .requirer } ?? relation.endpoints.last
    relationID = relation.id
    self.provider = provider.map { "\($0.application):\($0.name)" } ?? ""
    self.requirer = requirer.map { "\($0.application):\($0.name)" } ?? ""
    interface = relation.interface
    let isPeer = relation.endpoints.allSatisfy { $0.role == .peer }
    let isSubordinate = relation.endpoints.contains { $0.subordinate }
    type = isPeer ? "peer" : isSubordinate ? "subordinate" : "regular"
    status = relation.status.status.rawValue
    message = relation.status.info
    let consumed = relation.endpoints.lazy.compactMap { saas[$0.application] }.first
    offer = consumed.map { PlacedURL(text: $0.offerURL, store: model.controller).placed } ?? ""
    user = ""
    consumer = ""
    self.model = model.text
  }

  /// One that somebody made to an offer of the model. What its other end is called is known where it
  /// was made, and not here.
  init(
    _ connection: OfferConnection, to details: ApplicationOfferAdminDetails, in model: ModelPlace
  ) {
    let endpoint = details.endpoints.first { $0.name == connection.endpoint }
    let own = "\(details.applicationName):\(connection.endpoint)"
    let isProvider = endpoint?.role != .requirer
    relationID = connection.relationID
    provider = isProvider ? own : ""
    requirer = isProvider ? "" : own
    interface = endpoint?.interface ?? ""
    type = "regular"
    status = connection.status.status.rawValue
    message = connection.status.info
    offer = ""
    user = ""
    consumer = ""
    self.model = model.text
  }

  /// Those of a model, sorted by provider, then requirer.
  static func all(in status: FullStatus, of model: ModelPlace) -> [ModelRelation] {
    status.relations.map {
      ModelRelation($0, in: model, saas: status.remoteApplications)
    }.sorted()
  }

  /// `2: mysql:db wordpress:db`, and in the offering model who made it to which offer.
  var described: String {
    let sides =
      "\(relationID): " + [provider, requirer].filter { !$0.isEmpty }.joined(separator: " ")
    guard !user.isEmpty else { return sides }
    return "\(sides), to offer \(offerName ?? "") by \(user) from \(consumer)"
  }

  /// What stands in the last cells of a table's row: nothing when joined, else the status word and,
  /// in a cell of its own, the reason.
  var messageCells: [Tabular.Cell] {
    status == "joined" || status.isEmpty
      ? [""] : [.status(status), .init(WrappedText.clipped(message, to: 120))]
  }
}

extension [ModelRelation] {
  /// By provider, then requirer, then number.
  func sorted() -> [ModelRelation] {
    sorted { ($0.provider, $0.requirer, $0.relationID) < ($1.provider, $1.requirer, $1.relationID) }
  }
}
