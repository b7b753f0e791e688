import JujuWire

/// An offer of an application.
struct OfferRecord {
  let id: Int64
  let modelID: Int64
  let applicationID: Int64
  let uuid: String
  let name: String
  let description: String

  static let columns = "id, model, application, uuid, name, description"

  init(_ row: Row) {
    id = row.id(0)
    modelID = row.id(1)
    applicationID = row.id(2)
    uuid = row.text(3)
    name = row.text(4)
    description = row.text(5)
  }
}

/// Everybody who is not a local user, as far as offers are concerned.
let everyoneExternal = "everyone@external"

extension JujuState {
  func offer(_ name: String, of model: ModelRecord) throws -> OfferRecord? {
    try database.first(
      "SELECT \(OfferRecord.columns) FROM juju_offer WHERE model = ? AND name = ?", model.id, name,
      read: OfferRecord.init)
  }

  func offer(uuid: String) throws -> OfferRecord? {
    try database.first(
      "SELECT \(OfferRecord.columns) FROM juju_offer WHERE uuid = ?", uuid, read: OfferRecord.init)
  }

  func offer(id: Int64) throws -> OfferRecord? {
    try database.first(
      "SELECT \(OfferRecord.columns) FROM juju_offer WHERE id = ?", id, read: OfferRecord.init)
  }

  /// Returns all offers of a model, sorted by name.
  func offers(of model: ModelRecord) throws -> [OfferRecord] {
    try database.rows(
      "SELECT \(OfferRecord.columns) FROM juju_offer WHERE model = ? ORDER BY name", model.id,
      read: OfferRecord.init)
  }

  /// Returns all offers of an application, sorted by name.
  func offers(of application: ApplicationRecord) throws -> [OfferRecord] {
    try database.rows(
      "SELECT \(OfferRecord.columns) FROM juju_offer WHERE application = ? ORDER BY name",
      application.id, read: OfferRecord.init)
  }

  /// Returns the endpoints of an offer under the names they are offered as, sorted by name.
  func endpoints(of offer: OfferRecord) throws -> [OfferedEndpoint] {
    guard let application = try application(id: offer.applicationID) else { return [] }
    return try endpoints(of: offer, by: application)
  }

  /// Returns the endpoints of an offer by name; `application` is the one it offers.
  func endpoints(
    of offer: OfferRecord, by application: ApplicationRecord
  ) throws -> [OfferedEndpoint] {
    let names = try database.rows(
      "SELECT alias, endpoint FROM juju_offer_endpoint WHERE offer = ? ORDER BY alias", offer.id
    ) { ($0.text(0), $0.text(1)) }
    return names.compactMap { alias, name in
      application.endpoints.first { $0.name == name }.map {
        OfferedEndpoint(alias: alias, relation: $0)
      }
    }
  }

  /// Makes an offer, or changes the one of that name. Endpoints go from alias to name and exist.
  func setOffer(
    _ name: String, of application: ApplicationRecord, in model: ModelRecord,
    endpoints: [String: String], description: String, owner: String
  ) throws {
    let existing = try offer(name, of: model)
    if let existing {
      try checkStillOffered(endpoints, existing, application)
      try database.run(
        "UPDATE juju_offer SET application = ?, description = ? WHERE id = ?", application.id,
        description, existing.id)
      try setEndpoints(endpoints, of: existing.id)
    } else {
      let id = try database.insert(
        """
        INSERT INTO juju_offer(model, application, uuid, name, description)
        VALUES (?, ?, ?, ?, ?)
        """, model.id, application.id, identifiers.uuid(), name, description)
      try setEndpoints(endpoints, of: id)
      try setAccess(of: owner, toOffer: id, .admin)
      try setAccess(of: everyoneExternal, toOffer: id, .read)
    }
  }

  private func setEndpoints(_ endpoints: [String: String], of offer: Int64) throws {
    try database.run("DELETE FROM juju_offer_endpoint WHERE offer = ?", offer)
    for (alias, endpoint) in endpoints {
      try database.run(
        "INSERT INTO juju_offer_endpoint(offer, alias, endpoint) VALUES (?, ?, ?)", offer, alias,
        endpoint)
    }
  }

  /// Throws when an endpoint that is connected would no longer be offered.
  private func checkStillOffered(
    _ endpoints: [String: String], _ offer: OfferRecord, _ application: ApplicationRecord
  ) throws {
    let used = Set(try connections(to: offer).map(\.endpoint))
    // Connections are to an application: another one has none of its endpoints.
    let kept = offer.applicationID == application.id ? Set(endpoints.values) : []
    let lost = used.subtracting(kept).sorted()
    guard !lost.isEmpty else { return }
    let words =
      lost.count == 1
      ? "application endpoint \(lost[0].quoted) has active consumers"
      : "application endpoints \(lost.joined(separator: ", ").quoted) have active consumers"
    throw WireError(words).because("cannot update application offer \(offer.name.quoted)")
  }

  /// Removes an offer with the relations to it. Who consumed it is left with a terminated record.
  func remove(_ offer: OfferRecord) throws {
    for connection in try connections(to: offer) {
      if let relation = try relation(id: connection.offeringRelationID) { try remove(relation) }
    }
    try database.run(
      "UPDATE juju_saas SET terminated = 1, since = ? WHERE offer_uuid = ?", now, offer.uuid)
    try database.run("DELETE FROM juju_offer WHERE id = ?", offer.id)
  }

  // MARK: Access

  /// Returns who was granted what on an offer, sorted by name.
  func users(of offer: OfferRecord) throws -> [(user: String, access: OfferAccess)] {
    try database.rows(
      "SELECT user, access FROM juju_offer_user WHERE offer = ? ORDER BY user", offer.id
    ) { ($0.text(0), OfferAccess(rawValue: $0.text(1))) }
  }

  /// Returns what was granted to exactly that user.
  func grantedAccess(of user: String, to offer: OfferRecord) throws -> OfferAccess {
    try database.first(
      "SELECT access FROM juju_offer_user WHERE offer = ? AND user = ?", offer.id, user
    ) { OfferAccess(rawValue: $0.text(0)) } ?? .unset
  }

  /// Returns what a user may do with an offer, by grants to the user or to everyone, as the model's
  /// admin or as superuser.
  func access(
    of user: String, to offer: OfferRecord, in model: ModelRecord, on controller: ControllerRecord
  ) throws -> OfferAccess {
    if try isAdmin(user, of: model, on: controller) { return .admin }
    let own = try grantedAccess(of: user, to: offer)
    guard user.contains("@") else { return own }
    let everyones = try grantedAccess(of: everyoneExternal, to: offer)
    return own.includes(everyones) ? own : everyones
  }

  /// Gives the user that access; `.unset` takes all away.
  func setAccess(of user: String, toOffer offer: Int64, _ access: OfferAccess) throws {
    if access == .unset {
      try database.run("DELETE FROM juju_offer_user WHERE offer = ? AND user = ?", offer, user)
    } else {
      try database.run(
        """
        INSERT INTO juju_offer_user(offer, user, access) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET access = excluded.access
        """, offer, user, access.rawValue)
    }
  }
}

/// An endpoint of an application under the name it is offered as.
struct OfferedEndpoint {
  let alias: String
  let relation: CharmRelation

  /// The endpoint as clients of the offer see it.
  var remote: RemoteEndpoint {
    RemoteEndpoint(
      name: alias, role: relation.role, interface: relation.interface, limit: relation.limit)
  }
}
