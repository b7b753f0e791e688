import JujuWire

/// An application of a model.
struct ApplicationRecord {
  let id: Int64
  let modelID: Int64
  let name: String
  /// The name of its charm.
  let charm: String
  let revision: Int
  /// `8.0/stable`.
  let channel: String
  /// `22.04`.
  let baseChannel: String
  let isExposed: Bool
  let exposedEndpoints: String
  let constraints: String
  let settings: String
  let bindings: String
  let trust: Bool
  let since: Int64

  static let columns = """
    id, model, name, charm, revision, channel, base_channel, exposed, exposed_endpoints,
    constraints, settings, bindings, trust, since
    """

  init(_ row: Row) {
    id = row.id(0)
    modelID = row.id(1)
    name = row.text(2)
    charm = row.text(3)
    revision = row.integer(4)
    channel = row.text(5)
    baseChannel = row.text(6)
    isExposed = row.bool(7)
    exposedEndpoints = row.text(8)
    constraints = row.text(9)
    settings = row.text(10)
    bindings = row.text(11)
    trust = row.bool(12)
    since = row.id(13)
  }

  /// What the catalogue knows about the charm; nil for a charm it no longer has.
  var definition: CharmDefinition? { CharmCatalogue.charm(named: charm) }
  var isSubordinate: Bool { definition?.isSubordinate ?? false }
  var base: OSBase { OSBase(name: "ubuntu", channel: baseChannel + "/stable") }

  /// All endpoints, the one that every application has without declaring it included.
  var endpoints: [CharmRelation] { (definition?.endpoints ?? []) + [.implicit] }

  /// Controllers before 3.3 have the code name of the base in the URL of a charm.
  func charmURL(on controller: ControllerRecord) -> String {
    CharmCatalogue.url(
      of: charm, revision: revision, baseChannel: baseChannel, on: controller)
  }
}

extension CharmRelation {
  /// The endpoint for which nothing has to be declared: subordinates attach to it.
  static let implicit = CharmRelation(
    name: "juju-info", role: .provider, interface: "juju-info", optional: false)

  var isImplicit: Bool { interface == "juju-info" && name == "juju-info" && role == .provider }
}

extension JujuState {
  func application(_ name: String, of model: ModelRecord) throws -> ApplicationRecord? {
    try database.first(
      "SELECT \(ApplicationRecord.columns) FROM juju_application WHERE model = ? AND name = ?",
      model.id, name, read: ApplicationRecord.init)
  }

  func requireApplication(_ name: String, of model: ModelRecord) throws -> ApplicationRecord {
    guard let application = try application(name, of: model) else {
      throw WireError.notFound("application \(name.quoted)")
    }
    return application
  }

  func application(id: Int64) throws -> ApplicationRecord? {
    try database.first(
      "SELECT \(ApplicationRecord.columns) FROM juju_application WHERE id = ?", id,
      read: ApplicationRecord.init)
  }

  /// Returns all applications, sorted by name.
  func applications(of model: ModelRecord) throws -> [ApplicationRecord] {
    try database.rows(
      "SELECT \(ApplicationRecord.columns) FROM juju_application WHERE model = ? ORDER BY name",
      model.id, read: ApplicationRecord.init)
  }

  /// Returns the status of an application: active as soon as it has units, which here is at once.
  func status(of application: ApplicationRecord) throws -> StatusWord {
    let hasUnits = try database.first(
      "SELECT 1 FROM juju_unit WHERE application = ? LIMIT 1", application.id
    ) { _ in true }
    return hasUnits == nil ? .unknown : .active
  }

  /// Deploys a charm; peers are related and units there at once.
  func deploy(_ deployment: Deployment, in model: ModelRecord) throws -> ApplicationRecord {
    try checkFree(deployment.name, in: model)
    let charm = deployment.charm
    let id = try database.insert(
      """
      INSERT INTO juju_application(model, name, charm, revision, channel, base_channel,
        constraints, settings, bindings, trust, since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, model.id, deployment.name, charm.name, deployment.revision, deployment.channel,
      deployment.baseChannel, StoredJSON.text(deployment.constraints),
      StoredJSON.text(deployment.settings), StoredJSON.text(deployment.bindings),
      deployment.trust, now)
    guard let application = try application(id: id) else {
      throw WireError.notFound("application \(deployment.name.quoted)")
    }
    for peer in application.endpoints where peer.role == .peer {
      try addPeerRelation(peer, of: application, in: model)
    }
    if !charm.isSubordinate {
      for _ in 0..<deployment.unitCount { try addUnit(to: application, in: model) }
    }
    return application
  }

  private func checkFree(_ name: String, in model: ModelRecord) throws {
    if try application(name, of: model) != nil {
      throw WireError.alreadyExists("application already exists")
    }
    if try saas(name, of: model) != nil {
      throw WireError.alreadyExists("remote application with same name already exists")
        .because("cannot add application \(name.quoted)")
    }
  }

  /// Removes an application with its units, their machines, its relations and its offers.
  func remove(_ application: ApplicationRecord, of model: ModelRecord) throws {
    for offer in try offers(of: application) { try remove(offer) }
    for relation in try relations(of: application) { try remove(relation) }
    try database.run(
      """
      DELETE FROM juju_machine WHERE id IN
        (SELECT machine FROM juju_unit WHERE application = ? AND principal IS NULL)
      """, application.id)
    try database.run("DELETE FROM juju_application WHERE id = ?", application.id)
  }
}

/// What is to be deployed, resolved.
struct Deployment {
  var charm: CharmDefinition
  var name: String
  var revision: Int
  var channel: String
  var baseChannel: String
  var unitCount = 1
  var constraints = Constraints()
  var settings: [String: String] = [:]
  var bindings: [String: String] = [:]
  var trust = false
}
