package import Diagnostics
package import JujuWire

/// The users of a controller, and what they may do with the controller itself.
///
/// Source: Juju facades `UserManager` 3 and `Controller` 11 and 12.
package struct Users: Sendable {
  private let channel: JujuChannel

  package init(on channel: JujuChannel) { self.channel = channel }

  /// Makes a user; the answer holds the key to register with when no password was given. Nil when
  /// a dry run only reported it.
  package func add(_ user: AddUser) throws(Diagnostic) -> AddUserResult? {
    guard let answer = try channel.write(UserManagerFacade.addUser, AddUsers(users: [user])) else {
      return nil
    }
    if let error = answer.results[0].error { throw error.diagnostic(.element) }
    return answer.results[0]
  }

  /// Returns all users the caller may see.
  package func all(includeDisabled: Bool) throws(Diagnostic) -> [UserInfo] {
    let results = try channel.read(
      UserManagerFacade.userInfo, UserInfoRequest(includeDisabled: includeDisabled)
    ).results
    var users: [UserInfo] = []
    for result in results {
      if let error = result.error { throw error.diagnostic(.element) }
      if let user = result.result { users.append(user) }
    }
    return users
  }

  /// Gives a user more access to the controller, or takes some away.
  @discardableResult
  package func change(
    _ action: AccessAction, _ access: ControllerAccess, for user: String
  ) throws(Diagnostic) -> Bool {
    let change = ModifyControllerAccess(userTag: .user(user), action: action, access: access)
    let answer = try channel.write(
      ControllerFacade.modifyAccess, ModifyControllerAccessRequest(changes: [change]))
    try answer?.check()
    return answer != nil
  }
}
