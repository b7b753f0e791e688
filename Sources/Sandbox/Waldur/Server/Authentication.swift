import WaldurWire

/// Finds out who asks: the token in the header, and whom staff ask in the name of.
struct Authentication {
  let state: WaldurState

  /// Who asks.
  struct Identity {
    var viewer: Viewer?
    /// The member of staff who asks in the viewer's name.
    var impersonator: WaldurUser?
    /// Whose token was used, if that keeps it alive.
    var renewed: WaldurUser?
  }

  /// Reads the credentials; throws 401 for wrong ones, and returns nobody for none.
  func identify(_ request: HTTPRequest) throws -> Identity {
    guard let user = try tokenOwner(request) else { return Identity() }
    var identity = Identity(viewer: try viewer(user))
    if user.tokenLifetime != nil { identity.renewed = user }
    if user.isStaff, let wanted = request.headers[HTTPHeaders.Name.impersonatedUser],
      let uuid = WaldurUUID(wanted), let other = try state.find(WaldurUser.self, uuid: "\(uuid)")
    {
      identity.viewer = try viewer(other)
      identity.impersonator = user
    }
    return identity
  }

  /// Lets a token live on from now; to be called behind the transaction that used it.
  func renew(_ identity: Identity) throws {
    guard let user = identity.renewed else { return }
    try state.database.run(
      "UPDATE waldur_user SET token_used = ? WHERE id = ?", state.now.microseconds, user.id)
  }

  /// Returns somebody with the roles that are in force.
  func viewer(_ user: WaldurUser) throws -> Viewer {
    let grants = try state.all(
      WaldurGrant.self,
      SQLCondition(
        "user = ? AND (expires IS NULL OR expires > ?)", user.id, state.now.microseconds))
    return Viewer(user: user, grants: grants, roles: try state.roles(of: grants))
  }

  private func tokenOwner(_ request: HTTPRequest) throws -> WaldurUser? {
    guard let header = request.headers[HTTPHeaders.Name.authorization] else { return nil }
    let words = header.split(whereSeparator: { $0.isWhitespace })
    guard let scheme = words.first, scheme.lowercased() == "token" else { return nil }
    if words.count == 1 {
      throw WaldurFault.unauthenticated("Invalid token. No credentials provided.")
    }
    if words.count > 2 {
      throw WaldurFault.unauthenticated(
        "Invalid token. Token string should not contain spaces.")
    }
    if words[1].unicodeScalars.contains("\u{FFFD}") {
      throw WaldurFault.unauthenticated(
        "Invalid token header. Token string should not contain invalid characters.")
    }
    guard
      let user = try state.first(
        WaldurUser.self, SQLCondition("token = ?", String(words[1])))
    else { throw WaldurFault.unauthenticated("Invalid token.") }
    guard user.isActive else { throw WaldurFault.unauthenticated("User inactive or deleted.") }
    if let lifetime = user.tokenLifetime,
      user.tokenUsed.microseconds + lifetime * 1_000_000 < state.now.microseconds
    {
      throw WaldurFault.unauthenticated("Token has expired.")
    }
    return user
  }
}

extension WaldurState {
  /// Returns the roles that grants speak of, by their ids.
  func roles(of grants: [WaldurGrant]) throws -> [Int64: WaldurRole] {
    let roles = try rows(WaldurRole.self, ids: Array(Set(grants.map(\.role))))
    return Dictionary(roles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
