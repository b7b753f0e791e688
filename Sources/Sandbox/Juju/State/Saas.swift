import JujuWire

/// A consumed offer: the stand-in for a remote application in the consuming model.
struct SaasRecord {
  let id: Int64
  let modelID: Int64
  let name: String
  let offerUUID: String
  let offerName: String
  /// As the client gave it, with a source when it is on another controller.
  let offerURL: String
  let sourceModelUUID: String
  /// Who consumed it, in the eyes of the offering side.
  let user: String
  /// Whether the offer has been removed.
  let isTerminated: Bool
  let since: Int64

  static let columns = """
    id, model, name, offer_uuid, offer_name, offer_url, source_model, user, terminated, since
    """

  init(_ row: Row) {
    id = row.id(0)
    modelID = row.id(1)
    name = row.text(2)
    offerUUID = row.text(3)
    offerName = row.text(4)
    offerURL = row.text(5)
    sourceModelUUID = row.text(6)
    user = row.text(7)
    isTerminated = row.bool(8)
    since = row.id(9)
  }
}

extension JujuState {
  func saas(_ name: String, of model: ModelRecord) throws -> SaasRecord? {
    try database.first(
      "SELECT \(SaasRecord.columns) FROM juju_saas WHERE model = ? AND name = ?", model.id, name,
      read: SaasRecord.init)
  }

  func saas(id: Int64) throws -> SaasRecord? {
    try database.first(
      "SELECT \(SaasRecord.columns) FROM juju_saas WHERE id = ?", id, read: SaasRecord.init)
  }

  /// Returns all consumed offers of a model, sorted by name.
  func saas(of model: ModelRecord) throws -> [SaasRecord] {
    try database.rows(
      "SELECT \(SaasRecord.columns) FROM juju_saas WHERE model = ? ORDER BY name", model.id,
      read: SaasRecord.init)
  }

  /// Returns the endpoints a consumed offer had when it was consumed last, sorted by name.
  func endpoints(of saas: SaasRecord) throws -> [RemoteEndpoint] {
    try database.rows(
      """
      SELECT name, role, interface, capacity FROM juju_saas_endpoint WHERE saas = ? ORDER BY name
      """, saas.id
    ) {
      RemoteEndpoint(
        name: $0.text(0), role: EndpointRole(rawValue: $0.text(1)), interface: $0.text(2),
        limit: $0.integer(3))
    }
  }

  /// Returns the status of a consumed offer: that of the offered application, as long as there is
  /// one.
  func status(of saas: SaasRecord) throws -> (word: StatusWord, message: String) {
    if saas.isTerminated { return (.terminated, "offer has been removed") }
    guard let offer = try offer(uuid: saas.offerUUID),
      let application = try application(id: offer.applicationID)
    else { return (.unknown, "") }
    return (try status(of: application), "")
  }

  /// Consumes an offer under a name, or again: then the endpoints are refreshed.
  func consume(_ consumption: Consumption, in model: ModelRecord) throws {
    let name = consumption.name
    if try application(name, of: model) != nil {
      throw WireError.alreadyExists("local application with same name already exists")
        .because("cannot add saas application \(name.quoted)")
    }
    if let existing = try saas(name, of: model) {
      if try revise(existing, consumption) { return }
      try remove(existing)
    }
    let id = try database.insert(
      """
      INSERT INTO juju_saas(model, name, offer_uuid, offer_name, offer_url, source_model, user,
        since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, model.id, name, consumption.offerUUID, consumption.offerName, consumption.offerURL,
      consumption.sourceModelUUID, consumption.user, now)
    for endpoint in consumption.endpoints { try add(endpoint, toSaas: id) }
  }

  /// Refreshes a record of the same offer; returns false for a terminated one whose offer was made
  /// anew, which the new consumption replaces. Throws for a record of another offer.
  private func revise(_ existing: SaasRecord, _ consumption: Consumption) throws -> Bool {
    let isSameModel = existing.sourceModelUUID == consumption.sourceModelUUID
    if isSameModel, existing.isTerminated, existing.offerUUID != consumption.offerUUID {
      return false
    }
    guard isSameModel, existing.offerUUID == consumption.offerUUID else {
      throw WireError.alreadyExists(
        "saas application called \(consumption.name.quoted) from a different model already exists")
    }
    let known = try endpoints(of: existing)
    for endpoint in consumption.endpoints {
      guard let before = known.first(where: { $0.name == endpoint.name }) else {
        try add(endpoint, toSaas: existing.id)
        continue
      }
      if before.interface != endpoint.interface || before.role != endpoint.role {
        throw WireError.alreadyExists("conflicting endpoint \(endpoint.name)")
      }
    }
    try database.run(
      "UPDATE juju_saas SET terminated = 0, offer_url = ?, user = ? WHERE id = ?",
      consumption.offerURL, consumption.user, existing.id)
    return true
  }

  private func add(_ endpoint: RemoteEndpoint, toSaas saas: Int64) throws {
    try database.run(
      """
      INSERT INTO juju_saas_endpoint(saas, name, role, interface, capacity)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """, saas, endpoint.name, endpoint.role.rawValue, endpoint.interface, endpoint.limit)
  }

  /// Removes a consumed offer with its relations.
  func remove(_ saas: SaasRecord) throws {
    for relation in try relations(of: saas) { try remove(relation) }
    try database.run("DELETE FROM juju_saas WHERE id = ?", saas.id)
  }
}

/// An offer to be consumed.
struct Consumption {
  var name: String
  var offerUUID: String
  var offerName: String
  var offerURL: String
  var sourceModelUUID: String
  var user: String
  var endpoints: [RemoteEndpoint]
}
