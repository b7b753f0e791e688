import WaldurWire

/// Signing in with a password, and out.
enum SignIn {
  /// After so many wrong passwords nobody gets in for a while.
  private static let allowedFailures: Int64 = 4
  private static let lockMinutes: Int64 = 10

  static let password: Route.Handler = { call in
    var form = try BodyForm(call)
    let fields = ObtainTokenFields.shared
    let username = form.text(fields.username, required: true, max: 128)
    let password = form.text(fields.password, required: true, max: 128)
    try form.finish()
    let wrong = WaldurFault.unauthenticated("Invalid username/password.")
    guard
      let user = try call.state.first(
        WaldurUser.self, SQLCondition("username = ?", username ?? ""))
    else { throw wrong }
    let now = call.now.microseconds
    let lock = lockMinutes * 60_000_000
    let isRecent = user.lastFailedLogin.microseconds + lock > now
    if isRecent, user.failedLogins >= allowedFailures {
      throw WaldurFault.unauthenticated(
        "Username is locked out. Try in \(lockMinutes) minutes.")
    }
    // Whose account is disabled has no password that is right.
    guard user.password == password, user.isActive else {
      // The answer goes out as one that succeeded, so that the failure is kept in mind.
      try call.database.run(
        "UPDATE waldur_user SET failed_logins = ?, last_failed_login = ? WHERE id = ?",
        isRecent ? user.failedLogins + 1 : 1, now, user.id)
      return wrong.response
    }
    // A token that has run out is not woken up again.
    let isOver = user.tokenLifetime.map { user.tokenUsed.microseconds + $0 * 1_000_000 < now }
    let kept = isOver == true ? nil : user.token
    let token = try kept ?? call.state.identifiers.hex(bytes: 20)
    try call.database.run(
      "UPDATE waldur_user SET token = ?, token_used = ?, failed_logins = 0 WHERE id = ?", token,
      now, user.id)
    return .json(200, .object([(TokenAnswerFields.shared.token.name, .string(token))]))
  }

  static let logout: Route.Handler = { call in
    try call.database.run(
      "UPDATE waldur_user SET token = NULL WHERE id = ?", call.user().user.id)
    return .empty(204)
  }
}
