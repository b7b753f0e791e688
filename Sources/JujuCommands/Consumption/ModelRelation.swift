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
  /// Where the number counts, `foo:admin/default`.
  @RecordsOnly var model: String

  private enum CodingKeys: String, CodingKey {
    case relationID = "relation-id"
    case provider, requirer, interface, type, status, message, model
  }

  static let columns = [
    "relation-id", "provider", "requirer", "interface", "type", "status", "message",
    "model",
  ]

  init(_ relation: RelationStatus, in model: ModelPlace) {
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
    self.model = model.text
  }

  /// Those of a model, sorted by provider, then requirer.
  static func all(in status: FullStatus, of model: ModelPlace) -> [ModelRelation] {
    status.relations.map { ModelRelation($0, in: model) }.sorted { left, right in
      if left.provider != right.provider {
        return NaturalOrder.precedes(left.provider, right.provider)
      }
      return NaturalOrder.precedes(left.requirer, right.requirer)
    }
  }

  /// Whether one of its sides is an application of that name.
  func involves(_ application: String) -> Bool {
    provider.hasPrefix(application + ":") || requirer.hasPrefix(application + ":")
  }

  /// What stands in the last cells of a table's row: nothing when joined, else the status word and,
  /// in a cell of its own, the reason.
  var messageCells: [Tabular.Cell] {
    status == "joined" || status.isEmpty ? [""] : [.status(status), .init(message)]
  }
}
