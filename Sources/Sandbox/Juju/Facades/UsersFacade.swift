import JujuWire

extension ServedFacade {
  /// The users of a controller.
  static let userManager = ServedFacade(
    UserManagerFacade.facade,
    [
      ServedMethod(UserManagerFacade.addUser) { call, parameters in
        try call.requireSuperuser()
        return AddUserResults(
          results: try call.each(
            parameters.users, { try call.addUser($0) }, failed: { AddUserResult(error: $0) }))
      },
      ServedMethod(UserManagerFacade.userInfo) { try $0.userInfo($1) },
      ServedMethod(UserManagerFacade.setPassword) { call, parameters in
        try call.each(parameters.changes) { try call.setPassword($0) }
      },
      ServedMethod(UserManagerFacade.enableUser) { call, parameters in
        try call.each(parameters.entities) { try call.setDisabled($0.tag, false) }
      },
      ServedMethod(UserManagerFacade.disableUser) { call, parameters in
        try call.each(parameters.entities) { try call.setDisabled($0.tag, true) }
      },
      ServedMethod(UserManagerFacade.removeUser) { call, parameters in
        try call.each(parameters.entities) { try call.removeUser($0.tag) }
      },
    ])
}

extension Call {
  fileprivate func addUser(_ argument: AddUser) throws -> AddUserResult {
    let name = argument.username
    guard Names.isUser(name), !name.contains("@") else {
      throw WireError("invalid user name \(name.quoted)", code: .notValid)
        .because("failed to create user")
    }
    if try state.user(name, of: controller) != nil {
      throw WireError.alreadyExists("username unavailable").because("failed to create user")
    }
    try state.database.insert(
      """
      INSERT INTO juju_user(controller, name, display_name, password, access, created_by, created)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, controller.id, name, argument.displayName, argument.password ?? "",
      ControllerAccess.login.rawValue, user.name, state.now)
    var result = AddUserResult(tag: .user(name))
    if (argument.password ?? "").isEmpty {
      let words = try (0..<4).map { _ in try state.identifiers.word() }
      result.secretKey = words.flatMap { word in (0..<8).map { Int(word >> ($0 * 8) & 0xFF) } }
    }
    return result
  }

  fileprivate func userInfo(_ request: UserInfoRequest) throws -> UserInfoResults {
    guard request.entities.isEmpty else {
      return UserInfoResults(
        results: try each(
          request.entities,
          { entity in
            let name = try userName(entity.tag)
            if name != user.name { try requireSuperuser() }
            return UserInfoResult(result: UserInfo(record: try existing(name)))
          }, failed: { UserInfoResult(error: $0) }))
    }
    let visible = try state.users(of: controller).filter {
      (user.isSuperuser || $0.name == user.name) && (request.includeDisabled || !$0.isDisabled)
    }
    return UserInfoResults(results: visible.map { UserInfoResult(result: UserInfo(record: $0)) })
  }

  fileprivate func setPassword(_ change: EntityPassword) throws {
    let name = try userName(change.tag)
    if name != user.name { try requireSuperuser() }
    if change.password.isEmpty { throw WireError("cannot use an empty password") }
    try state.database.run(
      "UPDATE juju_user SET password = ? WHERE id = ?", change.password, existing(name).id)
  }

  fileprivate func setDisabled(_ tag: Tag, _ isDisabled: Bool) throws {
    try requireSuperuser()
    let target = try existing(try userName(tag))
    if isDisabled { try checkNotCreator(target, "disable") }
    try state.database.run(
      "UPDATE juju_user SET disabled = ? WHERE id = ?", isDisabled, target.id)
  }

  fileprivate func removeUser(_ tag: Tag) throws {
    try requireSuperuser()
    let target = try existing(try userName(tag))
    try checkNotCreator(target, "delete")
    try state.database.run(
      """
      DELETE FROM juju_model_user WHERE user = ? AND model IN
        (SELECT id FROM juju_model WHERE controller = ?)
      """, target.name, controller.id)
    try state.database.run(
      """
      DELETE FROM juju_offer_user WHERE user = ? AND offer IN
        (SELECT o.id FROM juju_offer AS o JOIN juju_model AS m ON m.id = o.model
          WHERE m.controller = ?)
      """, target.name, controller.id)
    try state.database.run("DELETE FROM juju_user WHERE id = ?", target.id)
  }

  /// The user who made the controller stays: somebody has to be left who can do everything.
  private func checkNotCreator(_ target: UserRecord, _ action: String) throws {
    if target.name == target.createdBy {
      throw WireError("cannot \(action) controller model owner")
        .because("failed to \(action) user")
    }
  }

  private func existing(_ name: String) throws -> UserRecord {
    guard let user = try state.user(name, of: controller) else {
      throw WireError.notFound("user \(name.quoted)")
    }
    return user
  }
}

extension UserInfo {
  init(record: UserRecord) {
    self.init(
      username: record.name, displayName: record.displayName, access: record.access,
      createdBy: record.createdBy, dateCreated: WireTime(milliseconds: record.created),
      lastConnection: record.lastConnection.map(WireTime.init(milliseconds:)),
      disabled: record.isDisabled)
  }
}
