/// What the settings of a person who works with the sandbox's Waldur would hold.
package struct LocalWaldur: Sendable, Hashable {
  /// Where the server is; the host is only a name, since requests do not leave the process.
  package var url: String
  /// Whom the profile signs in as: the owner of the provider.
  package var user: String
  /// The name of the service provider that the user owns, if it is one alone.
  package var provider: String?
  /// Everybody with an account, sorted by name.
  package var accounts: [LocalWaldurAccount]

  /// The token of the profile's user.
  package var token: String? { accounts.first { $0.user == user }?.token }
}

/// Somebody with an account at the sandbox's Waldur, and what it takes to sign in.
package struct LocalWaldurAccount: Sendable, Hashable {
  package var user: String
  package var fullName: String
  package var token: String?
  package var password: String
}

extension LocalWaldur {
  static let url = "http://waldur.sandbox"

  init(_ database: Database) throws {
    let users: [WaldurUser] = try database.rows(
      "SELECT \(WaldurUser.columns) FROM waldur_user ORDER BY username", read: WaldurUser.read)
    let owned = try database.rows(
      """
      SELECT DISTINCT c.name FROM waldur_service_provider p
      JOIN waldur_customer c ON c.id = p.customer
      JOIN waldur_grant g ON g.scope_type = 'customer' AND g.scope = c.id
      JOIN waldur_user u ON u.id = g.user
      WHERE u.username = ?
      """, SeededProvider.operatorName
    ) { $0.text(0) }
    self.init(
      url: Self.url, user: SeededProvider.operatorName,
      provider: owned.count == 1 ? owned[0] : nil,
      accounts: users.map {
        LocalWaldurAccount(
          user: $0.username, fullName: $0.fullName, token: $0.token, password: $0.password)
      })
  }
}
