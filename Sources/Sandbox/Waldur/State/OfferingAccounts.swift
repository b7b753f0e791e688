import JSON
import WaldurWire

/// Accounts that people get with an offering by themselves.
extension WaldurState {
  /// Makes accounts for the people of a project, where the offering lets its provider make some.
  func addOfferingUsers(offering id: Int64, project: Int64) throws {
    guard let offering = try find(WaldurOffering.self, id: id), offering.makesAccounts,
      try exists(
        "waldur_resource",
        SQLCondition("offering = ? AND project = ? AND state = 'OK'", id, project))
    else { return }
    let people: [Int64] = try database.rows(
      """
      SELECT DISTINCT user FROM waldur_grant
      WHERE scope_type = 'project' AND scope = ? AND (expires IS NULL OR expires > ?)
        AND user NOT IN (SELECT user FROM waldur_offering_user WHERE offering = ?) ORDER BY user
      """, project, now.microseconds, id, read: { $0.id(0) })
    for person in people {
      guard let user = try find(WaldurUser.self, id: person) else { continue }
      let username = offering.username(for: user)
      try database.insert(
        """
        INSERT INTO waldur_offering_user(uuid, offering, user, username, state, propagated, created,
          modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, newUUID(), id, person, username, OfferingUserState.initial(username).rawValue,
        now.microseconds, now.microseconds, now.microseconds)
    }
  }

  /// Makes accounts wherever a project has something, after somebody joined it.
  func addOfferingUsers(project: Int64) throws {
    let offerings: [Int64] = try database.rows(
      "SELECT DISTINCT offering FROM waldur_resource WHERE project = ? AND state = 'OK'", project,
      read: { $0.id(0) })
    for offering in offerings { try addOfferingUsers(offering: offering, project: project) }
  }
}

extension WaldurOffering {
  /// Whether the provider may make accounts for the users.
  var allowsAccounts: Bool {
    (try? JSONBuffer.parse(secretOptions).root.member("service_provider_can_create_offering_user"))?
      .bool() == true
  }

  /// Whether users get accounts by themselves.
  var makesAccounts: Bool {
    allowsAccounts && [.basic, .slurm, .script].contains(type)
  }

  /// Returns the name of a new account, as the offering wants names made.
  func username(for user: WaldurUser) -> String {
    let policy =
      (try? JSONBuffer.parse(pluginOptions).root.member("username_generation_policy"))?.string()
    switch policy {
    case "waldur_username": return user.username
    case "full_name":
      return user.fullName.lowercased().filter { $0 == " " || $0.isLetter }
        .split(separator: " ").joined(separator: "_")
    case "anonymized": return "walduruser_" + user.uuid.prefix(5)
    default: return ""
    }
  }
}

extension OfferingUserState {
  /// The state of an account that was just made.
  static func initial(_ username: String?) -> OfferingUserState {
    (username ?? "").isEmpty ? .requested : .ok
  }
}
