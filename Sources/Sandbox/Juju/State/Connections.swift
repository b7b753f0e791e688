import JSON
import JujuWire

/// A relation somebody made to an offer: it has one relation record in each of the two models.
struct ConnectionRecord {
  let id: Int64
  let offerID: Int64
  let offeringRelationID: Int64
  let consumingRelationID: Int64
  let user: String
  /// The CIDRs the consumer asked to come from, as typed.
  let requested: [String]
  /// The CIDRs that were let in when the relation was made, as typed; none when that was refused.
  /// Later rules change neither.
  let admitted: [String]
  /// Number and status of the relation in the offering model.
  let number: Int
  let status: StatusWord
  let message: String
  let since: Int64
  /// The endpoint of the offered application.
  let endpoint: String
  let consumingModelUUID: String

  static let query = """
    SELECT c.id, c.offer, c.offering_relation, c.consuming_relation, c.user, c.requested, c.ingress,
      r.number, r.status, r.message, r.since, e.endpoint, m.uuid
    FROM juju_connection c
      JOIN juju_relation r ON r.id = c.offering_relation
      JOIN juju_relation_end e ON e.relation = r.id AND e.application IS NOT NULL
      JOIN juju_relation k ON k.id = c.consuming_relation
      JOIN juju_model m ON m.id = k.model

    """

  init(_ row: Row) {
    id = row.id(0)
    offerID = row.id(1)
    offeringRelationID = row.id(2)
    consumingRelationID = row.id(3)
    user = row.text(4)
    requested = Self.list(row.text(5))
    admitted = Self.list(row.text(6))
    number = row.integer(7)
    status = StatusWord(rawValue: row.text(8))
    message = row.text(9)
    since = row.id(10)
    endpoint = row.text(11)
    consumingModelUUID = row.text(12)
  }

  var isActive: Bool { status == .joined }
  /// The CIDRs that may come in now, as typed.
  var ingress: [String] { isActive ? admitted : [] }

  private static func list(_ text: String) -> [String] {
    text.split(separator: ",").map(String.init)
  }
}

extension JujuState {
  /// Returns the connections to an offer, sorted by the relation's number.
  func connections(to offer: OfferRecord) throws -> [ConnectionRecord] {
    try database.rows(
      ConnectionRecord.query + "WHERE c.offer = ? ORDER BY r.number", offer.id,
      read: ConnectionRecord.init)
  }

  /// Returns the connection a relation belongs to, at whichever side.
  func connection(ofRelation relation: Int64) throws -> ConnectionRecord? {
    try database.first(
      ConnectionRecord.query + "WHERE c.offering_relation = ?1 OR c.consuming_relation = ?1",
      relation, read: ConnectionRecord.init)
  }

  /// Makes the offering side of a relation to a consumed offer. What the offering side refuses
  /// shows as the relation's status: the call itself has succeeded.
  func connect(
    _ relation: RelationRecord, to saas: SaasRecord, via: [String], in model: ModelRecord,
    on controller: ControllerRecord
  ) throws {
    guard let offer = try offer(uuid: saas.offerUUID),
      let source = try self.model(id: offer.modelID),
      let host = try self.controller(id: source.controllerID),
      let offered = try application(id: offer.applicationID)
    else { return try setStatus(of: relation.id, .joining, "") }
    guard let end = relation.ends.first(where: { $0.saasID == nil }),
      let remote = relation.ends.first(where: { $0.saasID != nil }),
      let endpoint = try endpoints(of: offer).first(where: { $0.alias == remote.relation.name })
    else {
      let name = relation.ends.first { $0.saasID != nil }?.relation.name ?? ""
      return try setStatus(
        of: relation.id, .error, "relation \(name.quoted) on application offer not found")
    }
    guard try access(of: saas.user, to: offer, in: source, on: host).includes(.consume) else {
      return try setStatus(of: relation.id, .error, "permission denied")
    }
    let proxy = RelationEnd(
      applicationID: nil, saasID: nil, name: proxyName(of: end, in: model, for: saas),
      relation: end.relation)
    let local = RelationEnd(
      applicationID: offered.id, saasID: nil, name: offered.name, relation: endpoint.relation)
    let twin = try insertRelation(
      RelationEnd.ordered([proxy, local]), in: source, status: .joined)
    let requested = try ingress(of: end, via: via, in: model, on: controller)
    let violation = try ingressViolation(requested, into: source, on: host)
    try database.insert(
      """
      INSERT INTO juju_connection(offer, offering_relation, consuming_relation, user, requested,
        ingress)
      VALUES (?, ?, ?, ?, ?, ?)
      """, offer.id, twin.id, relation.id, saas.user, requested.joined(separator: ","),
      violation == nil ? requested.joined(separator: ",") : "")
    if let violation, let connection = try connection(ofRelation: twin.id) {
      try setStatus(of: connection, .error, violation)
    }
  }

  /// Opens a suspended connection again, at both sides. What was refused when the relation was made
  /// stays refused whatever the rules are now, and what was let in is let in again.
  func resume(_ connection: ConnectionRecord) throws {
    guard connection.admitted.isEmpty, let first = connection.requested.first,
      let offer = try offer(id: connection.offerID), let model = try model(id: offer.modelID),
      let controller = try controller(id: model.controllerID)
    else { return try setStatus(of: connection, .joined, "") }
    let violation =
      try ingressViolation(connection.requested, into: model, on: controller)
      ?? Self.violation(of: CIDR(first))
    try setStatus(of: connection, .error, violation)
  }

  /// Suspends a connection at both sides; closes what was let in.
  func suspend(_ connection: ConnectionRecord, message: String) throws {
    try setStatus(of: connection, .suspended, message)
  }

  private func setStatus(
    of connection: ConnectionRecord, _ status: StatusWord, _ message: String
  ) throws {
    try setStatus(of: connection.offeringRelationID, status, message)
    try setStatus(of: connection.consumingRelationID, status, message)
  }

  /// Returns where the consumer's traffic comes from: what the caller said, else what the model
  /// says, else where the units are.
  private func ingress(
    of end: RelationEnd, via: [String], in model: ModelRecord, on controller: ControllerRecord
  ) throws -> [String] {
    if !via.isEmpty { return via }
    let egress = try CIDR.list(setting("egress-subnets", of: model, on: controller))
    if !egress.isEmpty { return egress.map(\.text) }
    guard let application = try end.applicationID.flatMap({ try application(id: $0) }) else {
      return []
    }
    let addresses = try units(of: application).map { $0.address(in: model) + "/32" }
    return addresses.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Returns the name a consuming application has in the offering model: `remote-` and what looks
  /// like a UUID without dashes, always the same for one application and one consumed offer. The
  /// same offer may be consumed under two names; relations through both are two connections.
  private func proxyName(
    of end: RelationEnd, in model: ModelRecord, for saas: SaasRecord
  ) -> String {
    "remote-" + Seal.digest([model.uuid, end.name, saas.name, saas.offerUUID])
  }
}
