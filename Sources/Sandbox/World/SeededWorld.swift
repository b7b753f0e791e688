import JujuWire

/// What a fresh sandbox holds: two controllers of different age with models, applications, offers
/// and one relation across models, small enough to be understood at a glance.
///
/// The models a newcomer works in first leave the usual names free: `mysql` and `mediawiki` can be
/// deployed in `admin/default`, `prometheus2` and `telegraf` on the second controller.
struct SeededWorld {
  let state: JujuState

  /// Fills an empty database; `seed` decides all identifiers.
  static func fill(_ database: Database, clock: SandboxClock, seed: UInt64) throws {
    try database.run(
      "INSERT INTO sandbox_meta(only, seed, drawn, created) VALUES (1, ?, 0, ?)",
      Int64(bitPattern: seed), clock.now())
    let world = SeededWorld(state: JujuState(database: database, clock: clock))
    try world.addFoo()
    try world.addBigBrother()
    try addProvider(database, clock)
  }

  /// Empties a database and fills it again; identifiers go on where they were.
  static func refill(_ database: Database, clock: SandboxClock) throws {
    try database.run("DELETE FROM juju_controller")
    let world = SeededWorld(state: JujuState(database: database, clock: clock))
    try world.addFoo()
    try world.addBigBrother()
    try WaldurWorld.clear(WaldurState(database: database, clock: clock))
    try addProvider(database, clock)
  }

  /// Fills the Waldur half, which a file of an earlier layout has empty.
  static func addProvider(_ database: Database, _ clock: SandboxClock) throws {
    let state = WaldurState(database: database, clock: clock)
    try SeededProvider(now: state.now).world.fill(state)
  }

  // MARK: Controllers

  private func addFoo() throws {
    let foo = try addController("foo", "3.6.8", port: 17070, isCurrent: true)
    for name in ["bob", "fred", "mary"] { try addUser(name, to: foo) }
    let standard = try state.addModel(named: "default", owner: "admin", on: foo)
    try state.setAccess(of: "bob", toModel: standard.id, .read)
    let postgresql = try deploy("postgresql", in: standard)
    try offer(postgresql, in: standard, ["db"], to: ["bob": .read, "mary": .consume])

    let prod = try state.addModel(named: "prod", owner: "admin", on: foo)
    let mysql = try deploy("mysql", in: prod)
    try offer(mysql, in: prod, ["database", "db"], to: ["bob": .read, "mary": .consume])

    let another = try state.addModel(named: "another-model", owner: "admin", on: foo)
    let certificates = try deploy("self-signed-certificates", in: another)
    try offer(
      certificates, as: "certificates", in: another, ["certificates"], to: ["fred": .admin])

    let consumer = try state.addModel(named: "consumer", owner: "admin", on: foo)
    try state.setAccess(of: "mary", toModel: consumer.id, .write)
    _ = try deploy("wordpress", in: consumer)
    try consume("mysql", of: prod, in: consumer)
    _ = try state.integrate(["wordpress", "mysql"], via: [], in: consumer, on: foo)
    try makeCurrent(standard)
  }

  private func addBigBrother() throws {
    let bigBrother = try addController("bigbrother", "2.9.51", port: 17071, isCurrent: false)
    for name in ["bob", "mary"] { try addUser(name, to: bigBrother) }
    _ = try state.addModel(named: "monitorme", owner: "admin", on: bigBrother)
    try makeCurrent(state.addModel(named: "voyeur", owner: "admin", on: bigBrother))
  }

  /// Adds a controller that holds nothing yet but a model to begin in.
  func addEmptyController(_ name: String, _ version: String) throws {
    let last = try state.controllers().map(\.port).max() ?? 17069
    let controller = try addController(name, version, port: last + 1, isCurrent: false)
    try makeCurrent(state.addModel(named: "default", owner: "admin", on: controller))
  }

  private func addController(
    _ name: String, _ version: String, port: Int, isCurrent: Bool
  ) throws -> ControllerRecord {
    let identifiers = state.identifiers
    try state.database.run(
      """
      INSERT INTO juju_controller(name, uuid, version, cloud, cloud_type, region, port,
        ca_certificate, seal, client_user, is_current)
      VALUES (?, ?, ?, 'localhost', 'lxd', 'localhost', ?, ?, ?, 'admin', ?)
      """, name, identifiers.uuid(), version, port, certificate(), identifiers.hex(bytes: 16),
      isCurrent)
    guard let controller = try state.controller(named: name) else {
      throw WireError.notFound("controller \(name.quoted)")
    }
    try addUser(
      "admin", to: controller, password: identifiers.hex(bytes: 16), access: .superuser)
    _ = try state.addModel(
      named: "controller", owner: "admin", on: controller, isController: true)
    return controller
  }

  /// Returns text in the form of a certificate. Nobody checks it in process; over a port the
  /// sandbox makes real ones.
  private func certificate() throws -> String {
    let lines = try (0..<8).map { _ in try state.identifiers.hex(bytes: 32) }
    return (["-----BEGIN CERTIFICATE-----"] + lines + ["-----END CERTIFICATE-----", ""])
      .joined(separator: "\n")
  }

  /// The password of everybody but the administrator is the name: the sandbox keeps no secrets, and
  /// people want to try what bob may do.
  private func addUser(
    _ name: String, to controller: ControllerRecord, password: String? = nil,
    access: ControllerAccess = .login
  ) throws {
    try state.database.run(
      """
      INSERT INTO juju_user(controller, name, display_name, password, access, created_by, created)
      VALUES (?, ?, ?, ?, ?, 'admin', ?)
      """, controller.id, name, name, password ?? name, access.rawValue, state.now)
  }

  private func makeCurrent(_ model: ModelRecord) throws {
    try state.database.run(
      "UPDATE juju_controller SET client_model = ? WHERE id = ?", model.id, model.controllerID)
  }

  // MARK: Applications and offers

  private func deploy(_ name: String, in model: ModelRecord) throws -> ApplicationRecord {
    guard let charm = CharmCatalogue.charm(named: name) else {
      throw WireError.notFound("charm \(name.quoted)")
    }
    return try state.deploy(
      Deployment(
        charm: charm, name: name, revision: charm.revision, channel: charm.channel,
        baseChannel: charm.baseChannel), in: model)
  }

  private func offer(
    _ application: ApplicationRecord, as name: String? = nil, in model: ModelRecord,
    _ endpoints: [String], to users: [String: OfferAccess]
  ) throws {
    let name = name ?? application.name
    try state.setOffer(
      name, of: application, in: model,
      endpoints: Dictionary(endpoints.map { ($0, $0) }, uniquingKeysWith: { first, _ in first }),
      description: application.definition?.description ?? "", owner: "admin")
    guard let offer = try state.offer(name, of: model) else { return }
    for (user, access) in users { try state.setAccess(of: user, toOffer: offer.id, access) }
  }

  private func consume(_ name: String, of source: ModelRecord, in model: ModelRecord) throws {
    guard let offer = try state.offer(name, of: source) else { return }
    try state.consume(
      Consumption(
        name: name, offerUUID: offer.uuid, offerName: name,
        offerURL: OfferURL(user: source.owner, model: source.name, name: name).description,
        sourceModelUUID: source.uuid, user: "admin",
        endpoints: try state.endpoints(of: offer).map(\.remote)),
      in: model)
  }
}
