import JujuWire

/// Decides who may use a connection.
struct Guardian {
  let state: JujuState
  let session: Session

  /// A time of last connection younger than this is not written again: programs open many short
  /// connections, and none of them should have to wait for the disk.
  private static let connectionGranularity: Int64 = 60_000

  func logIn(_ request: LoginRequest) throws -> LoginResult {
    if session.login != nil { throw WireError("already logged in") }
    let (result, login) = try state.database.transaction(.read) { try check(request) }
    // A login is good even if the time of it cannot be written down.
    if session.notesLogin {
      do { try noteConnection(login) } catch is DatabaseError {}
    }
    session.login = login
    return result
  }

  private func check(_ request: LoginRequest) throws -> (LoginResult, Session.Login) {
    guard let controller = try state.controller(named: session.controller) else {
      throw WireError.notFound("controller \(session.controller.quoted)")
    }
    guard session.path == "/api" || session.requestedModel != nil else {
      throw WireError("unknown API path \(session.path.quoted)", code: .notFound)
    }
    let model = try requestedModel(on: controller)
    let user = try authenticate(request, on: controller)
    var access = ModelAccess.unset
    if let model {
      access = try state.grantedAccess(of: user.name, to: model)
      if user.isSuperuser { access = .admin }
      if access == .unset { throw WireError.permissionDenied }
    }
    let result = LoginResult(
      controllerTag: .controller(controller.uuid), modelTag: model?.tag,
      serverVersion: controller.version, servers: [controller.addresses],
      userInfo: AuthenticatedUser(
        displayName: user.displayName, identity: user.tag,
        lastConnection: user.lastConnection.map(WireTime.init(milliseconds:)),
        controllerAccess: user.access, modelAccess: access),
      facades: facades(on: controller, isModel: model != nil))
    return (result, Session.Login(user: user.name, modelUUID: model?.uuid))
  }

  private func requestedModel(on controller: ControllerRecord) throws -> ModelRecord? {
    guard let uuid = session.requestedModel else { return nil }
    guard let model = try state.model(uuid: uuid, of: controller) else {
      throw WireError("unknown model: \(uuid.quoted)", code: .modelNotFound)
    }
    return model
  }

  private func authenticate(
    _ request: LoginRequest, on controller: ControllerRecord
  ) throws -> UserRecord {
    if request.credentials.isEmpty, request.macaroons.isEmpty {
      throw WireError("no credentials provided", code: .noCredentials)
    }
    guard let name = request.authTag.id(of: .user),
      let user = try state.user(name, of: controller), !user.isDisabled,
      !user.password.isEmpty, user.password == request.credentials
    else { throw WireError("invalid entity name or password", code: .unauthorized) }
    return user
  }

  private func facades(on controller: ControllerRecord, isModel: Bool) -> [FacadeVersions] {
    let wanted: Facade.Connection = isModel ? .model : .controller
    let served = ServedFacade.all.compactMap { served -> FacadeVersions? in
      guard let versions = served.versions(on: controller),
        served.facade.connection == wanted || served.facade.connection == .both
      else { return nil }
      return FacadeVersions(name: served.facade.name, versions: Array(versions))
    }
    let watchers = ServedFacade.watchers.filter { $0.connection == wanted }.map {
      FacadeVersions(name: $0.name, versions: Array($0.versions))
    }
    return (served + watchers).sorted { $0.name < $1.name }
  }

  private func noteConnection(_ login: Session.Login) throws {
    let now = state.now
    let limit = now - Self.connectionGranularity
    let isNews = try state.database.first(
      """
      SELECT 1 FROM juju_user u
        JOIN juju_controller c ON c.id = u.controller
        LEFT JOIN juju_model m ON m.uuid = ?1
        LEFT JOIN juju_model_user a ON a.model = m.id AND a.user = u.name
      WHERE c.name = ?2 AND u.name = ?3 AND (coalesce(u.last_connection, -1) <= ?4
        OR (a.user IS NOT NULL AND coalesce(a.last_connection, -1) <= ?4))
      """, login.modelUUID, session.controller, login.user, limit
    ) { _ in true }
    guard isNews != nil else { return }
    try state.database.transaction(.write) {
      try state.database.run(
        """
        UPDATE juju_user SET last_connection = ? WHERE name = ?
          AND controller = (SELECT id FROM juju_controller WHERE name = ?)
        """, now, login.user, session.controller)
      try state.database.run(
        """
        UPDATE juju_model_user SET last_connection = ? WHERE user = ?
          AND model = (SELECT id FROM juju_model WHERE uuid = ?)
        """, now, login.user, login.modelUUID)
    }
  }
}
