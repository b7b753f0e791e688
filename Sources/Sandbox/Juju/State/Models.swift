import JujuWire

/// A model of a controller.
struct ModelRecord {
  let id: Int64
  let controllerID: Int64
  let uuid: String
  let name: String
  let owner: String
  let isController: Bool
  let since: Int64

  static let columns = "id, controller, uuid, name, owner, is_controller, since"

  init(_ row: Row) {
    id = row.id(0)
    controllerID = row.id(1)
    uuid = row.text(2)
    name = row.text(3)
    owner = row.text(4)
    isController = row.bool(5)
    since = row.id(6)
  }

  /// `admin/default`.
  var qualifiedName: String { "\(owner)/\(name)" }
  var tag: Tag { .model(uuid) }
  var status: EntityStatus {
    EntityStatus(status: .available, since: WireTime(milliseconds: since))
  }

  /// Where its machines are: each model has its own network, `10.<n>.0.0/16`.
  func address(ofMachine number: Int) -> String {
    "10.\(id % 250 + 1).\(number / 250 % 250).\(number % 250 + 2)"
  }
}

/// A user's access to a model.
struct ModelUserRecord {
  let user: String
  let access: ModelAccess
  let lastConnection: Int64?

  init(_ row: Row) {
    user = row.text(0)
    access = ModelAccess(rawValue: row.text(1))
    lastConnection = row.optionalID(2)
  }
}

extension JujuState {
  func model(uuid: String, of controller: ControllerRecord) throws -> ModelRecord? {
    try database.first(
      "SELECT \(ModelRecord.columns) FROM juju_model WHERE uuid = ? AND controller = ?", uuid,
      controller.id, read: ModelRecord.init)
  }

  func model(id: Int64) throws -> ModelRecord? {
    try database.first(
      "SELECT \(ModelRecord.columns) FROM juju_model WHERE id = ?", id, read: ModelRecord.init)
  }

  func model(
    named name: String, owner: String, of controller: ControllerRecord
  ) throws -> ModelRecord? {
    try database.first(
      """
      SELECT \(ModelRecord.columns) FROM juju_model
      WHERE controller = ? AND owner = ? AND name = ?
      """, controller.id, owner, name, read: ModelRecord.init)
  }

  /// Returns all models, sorted by owner and name.
  func models(of controller: ControllerRecord) throws -> [ModelRecord] {
    try database.rows(
      "SELECT \(ModelRecord.columns) FROM juju_model WHERE controller = ? ORDER BY owner, name",
      controller.id, read: ModelRecord.init)
  }

  /// Returns the model a tag names, whatever controller of the sandbox has it.
  func model(tag: Tag) throws -> ModelRecord? {
    guard let uuid = tag.id(of: .model) else { return nil }
    return try database.first(
      "SELECT \(ModelRecord.columns) FROM juju_model WHERE uuid = ?", uuid, read: ModelRecord.init)
  }

  /// Makes a model with its owner as admin.
  func addModel(
    named name: String, owner: String, on controller: ControllerRecord, isController: Bool = false
  ) throws -> ModelRecord {
    let uuid = try identifiers.uuid()
    let id = try database.insert(
      """
      INSERT INTO juju_model(controller, uuid, name, owner, is_controller, since)
      VALUES (?, ?, ?, ?, ?, ?)
      """, controller.id, uuid, name, owner, isController, now)
    try setAccess(of: owner, toModel: id, .admin)
    guard let model = try model(id: id) else { throw WireError.notFound("model \(name.quoted)") }
    return model
  }

  // MARK: Access

  /// Returns who has access to a model, sorted by name.
  func users(of model: ModelRecord) throws -> [ModelUserRecord] {
    try database.rows(
      "SELECT user, access, last_connection FROM juju_model_user WHERE model = ? ORDER BY user",
      model.id, read: ModelUserRecord.init)
  }

  /// Returns what was granted to a user on a model.
  func grantedAccess(of user: String, to model: ModelRecord) throws -> ModelAccess {
    try database.first(
      "SELECT access FROM juju_model_user WHERE model = ? AND user = ?", model.id, user
    ) { ModelAccess(rawValue: $0.text(0)) } ?? .unset
  }

  /// Gives the user that access; `.unset` takes all away.
  func setAccess(of user: String, toModel model: Int64, _ access: ModelAccess) throws {
    if access == .unset {
      try database.run("DELETE FROM juju_model_user WHERE model = ? AND user = ?", model, user)
    } else {
      try database.run(
        """
        INSERT INTO juju_model_user(model, user, access) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET access = excluded.access
        """, model, user, access.rawValue)
    }
  }

  /// Returns whether the user manages the model, as its admin or the controller's superuser.
  func isAdmin(
    _ user: String, of model: ModelRecord, on controller: ControllerRecord
  ) throws -> Bool {
    if try grantedAccess(of: user, to: model).includes(.admin) { return true }
    return try isSuperuser(user, of: controller)
  }

  // MARK: Counts

  /// Returns how many machines and units a model has.
  func counts(of model: ModelRecord) throws -> (machines: Int, units: Int) {
    try database.first(
      """
      SELECT (SELECT count(*) FROM juju_machine WHERE model = ?1),
        (SELECT count(*) FROM juju_unit u JOIN juju_application a ON a.id = u.application
         WHERE a.model = ?1)
      """, model.id
    ) { ($0.integer(0), $0.integer(1)) } ?? (0, 0)
  }
}
