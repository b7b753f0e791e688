import JujuWire

/// A user of a controller. External users (`bob@external`) have no record; they appear only where
/// something was granted to them.
struct UserRecord {
  let id: Int64
  let name: String
  let displayName: String
  /// Kept as it is: whoever may read the file of a sandbox may log in to it.
  let password: String
  let access: ControllerAccess
  let createdBy: String
  let created: Int64
  let lastConnection: Int64?
  let isDisabled: Bool

  static let columns = """
    id, name, display_name, password, access, created_by, created, last_connection, disabled
    """

  init(_ row: Row) {
    id = row.id(0)
    name = row.text(1)
    displayName = row.text(2)
    password = row.text(3)
    access = ControllerAccess(rawValue: row.text(4))
    createdBy = row.text(5)
    created = row.id(6)
    lastConnection = row.optionalID(7)
    isDisabled = row.bool(8)
  }

  var isSuperuser: Bool { access.includes(.superuser) }
  var tag: Tag { .user(name) }
}

extension JujuState {
  func user(_ name: String, of controller: ControllerRecord) throws -> UserRecord? {
    try database.first(
      "SELECT \(UserRecord.columns) FROM juju_user WHERE controller = ? AND name = ?",
      controller.id, name, read: UserRecord.init)
  }

  /// Returns all users, sorted by name.
  func users(of controller: ControllerRecord) throws -> [UserRecord] {
    try database.rows(
      "SELECT \(UserRecord.columns) FROM juju_user WHERE controller = ? ORDER BY name",
      controller.id, read: UserRecord.init)
  }

  func displayName(of user: String, on controller: ControllerRecord) throws -> String {
    try self.user(user, of: controller)?.displayName ?? ""
  }

  func isSuperuser(_ user: String, of controller: ControllerRecord) throws -> Bool {
    try self.user(user, of: controller)?.isSuperuser ?? false
  }

  /// Throws unless something can be granted to the user: a local one has to exist.
  func requireGrantable(_ user: String, on controller: ControllerRecord) throws {
    guard !user.contains("@"), try self.user(user, of: controller) == nil else { return }
    throw WireError.notFound("user \(user.quoted)")
  }
}
