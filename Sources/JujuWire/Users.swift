/// The users of a controller.
package enum UserManagerFacade {
  package static let facade = Facade("UserManager", versions: 3...3, on: .controller)

  package static let addUser = FacadeMethod<AddUsers, AddUserResults>(facade, "AddUser", .write)
  package static let userInfo = FacadeMethod<UserInfoRequest, UserInfoResults>(
    facade, "UserInfo", .read)
  package static let setPassword = FacadeMethod<EntityPasswords, ErrorResults>(
    facade, "SetPassword", .write)
  package static let enableUser = FacadeMethod<Entities, ErrorResults>(
    facade, "EnableUser", .write)
  package static let disableUser = FacadeMethod<Entities, ErrorResults>(
    facade, "DisableUser", .write)
  package static let removeUser = FacadeMethod<Entities, ErrorResults>(
    facade, "RemoveUser", .destroy)
}

/// Users to make.
package struct AddUsers: Codable, Sendable, Hashable {
  package var users: [AddUser]

  package init(users: [AddUser] = []) {
    self.users = users
  }
}

/// A user to make.
package struct AddUser: Codable, Sendable, Hashable {
  package var username: String
  package var displayName: String
  /// Absent asks for a secret key to register with.
  package var password: String?

  private enum CodingKeys: String, CodingKey {
    case username
    case displayName = "display-name"
    case password
  }

  package init(username: String, displayName: String = "", password: String? = nil) {
    self.username = username
    self.displayName = displayName
    self.password = password
  }
}

/// One answer per user.
package struct AddUserResults: Codable, Sendable, Hashable {
  package var results: [AddUserResult]

  package init(results: [AddUserResult] = []) {
    self.results = results
  }
}

/// A new user, or why there is none.
package struct AddUserResult: Codable, Sendable, Hashable {
  package var tag: Tag?
  /// Bytes; what `register` needs.
  package var secretKey: [Int]?
  package var error: WireError?

  private enum CodingKeys: String, CodingKey {
    case tag
    case secretKey = "secret-key"
    case error
  }

  package init(tag: Tag? = nil, secretKey: [Int]? = nil, error: WireError? = nil) {
    self.tag = tag
    self.secretKey = secretKey
    self.error = error
  }
}

/// Asks for users; no tag means all the caller may see.
package struct UserInfoRequest: Codable, Sendable, Hashable {
  package var entities: [Entity]
  package var includeDisabled: Bool

  private enum CodingKeys: String, CodingKey {
    case entities
    case includeDisabled = "include-disabled"
  }

  package init(entities: [Entity] = [], includeDisabled: Bool = false) {
    self.entities = entities
    self.includeDisabled = includeDisabled
  }
}

/// One answer per user.
package struct UserInfoResults: Codable, Sendable, Hashable {
  package var results: [UserInfoResult]

  package init(results: [UserInfoResult] = []) {
    self.results = results
  }
}

/// A user, or why there is none.
package struct UserInfoResult: Codable, Sendable, Hashable {
  package var result: UserInfo?
  package var error: WireError?

  package init(result: UserInfo? = nil, error: WireError? = nil) {
    self.result = result
    self.error = error
  }
}

/// A user.
package struct UserInfo: Codable, Sendable, Hashable {
  package var username: String
  package var displayName: String
  package var access: ControllerAccess
  package var createdBy: String
  package var dateCreated: WireTime?
  package var lastConnection: WireTime?
  package var disabled: Bool

  private enum CodingKeys: String, CodingKey {
    case username
    case displayName = "display-name"
    case access
    case createdBy = "created-by"
    case dateCreated = "date-created"
    case lastConnection = "last-connection"
    case disabled
  }

  package init(
    username: String, displayName: String = "", access: ControllerAccess, createdBy: String,
    dateCreated: WireTime? = nil, lastConnection: WireTime? = nil, disabled: Bool = false
  ) {
    self.username = username
    self.displayName = displayName
    self.access = access
    self.createdBy = createdBy
    self.dateCreated = dateCreated
    self.lastConnection = lastConnection
    self.disabled = disabled
  }
}

/// Passwords to set.
package struct EntityPasswords: Codable, Sendable, Hashable {
  package var changes: [EntityPassword]

  package init(changes: [EntityPassword] = []) {
    self.changes = changes
  }
}

/// A password to set.
package struct EntityPassword: Codable, Sendable, Hashable {
  package var tag: Tag
  package var password: String

  package init(tag: Tag, password: String) {
    self.tag = tag
    self.password = password
  }
}
