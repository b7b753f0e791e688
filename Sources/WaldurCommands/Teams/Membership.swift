import Diagnostics
import EffectGate
import Values
import WaldurClient
import WaldurWire

/// The roles somebody has in a project, as far as one may be given, changed or taken away.
struct Membership {
  let session: WaldurSession
  let project: WaldurUUID
  let user: WaldurUUID

  /// Returns the roles the user has. A server that does not know the user lists everybody, so what
  /// comes is compared.
  func held() throws(Diagnostic) -> [UserRole] {
    let rows: [UserRole] = try session.connection().all(
      at: Lists.projects.path(project, "list_users"), ["user": "\(user)"])
    return rows.filter { $0.userUUID == user }
  }

  /// Returns the names of the roles the user has.
  func roles() throws(Diagnostic) -> [String] { try held().compactMap(\.roleName) }

  /// Sends a change; nil when a dry run only said what it would have sent.
  func send(
    _ action: String, role: String, until: Timestamp? = nil, consent: Consent? = nil
  ) throws(Diagnostic) -> HTTPResponse? {
    let fields = UserRoleRequestFields.shared
    return try session.post(Lists.projects.path(project, action), consent: consent) { body in
      body.put(fields.user, user)
      body.put(fields.role, role)
      body.putPresent(fields.expirationTime, until.map { WaldurTime(text: $0.text) })
    }
  }
}
