import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Lists the users of a controller.
///
/// Juju's own name for it is `users`, which means the marketplace's users here.
///
/// Source: Juju facade `UserManager`, `UserInfo`.
struct ListUsers: Command {
  static let name = "juju-users"
  static let group = CommandGroup.session
  static let summary = "List the users of a Juju controller"
  static let result = ResultShape.records(ListedUser.columns)
  static let examples: [Example] = ["juju-users", "juju-users | where .access == \"superuser\""]

  @Switch("Also those that are disabled") var all = false
  var controller = ControllerOption()
  var output = OutputOption<TableFormat>()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.juju
    let known = try context.controller(controller)
    let me = try session.user(of: known)
    let now = context.runtime.clock.now
    let users = try Users(on: session.channel(to: known.name)).all(includeDisabled: all)
      .map { ListedUser($0, now: now) }.sorted { $0.name < $1.name }
    return try output.output(
      users, columns: ListedUser.columns, in: context
    ) { (_, _) throws(Diagnostic) in
      var table = Tabular()
      table.add(texts: ["Name", "Display name", "Access", "Date created", "Last connection"])
      for user in users {
        table.add(texts: [
          user.name + (user.name == me ? "*" : ""), user.displayName, user.access,
          user.created?.text ?? "",
          user.disabled == true ? "disabled" : user.lastConnection?.text ?? "never connected",
        ])
      }
      return "Controller: \(known.name)\n\n" + table.text()
    }
  }
}

/// A user as `juju-users` lists them.
struct ListedUser: Encodable, Sendable {
  var name: String
  @OmittedWhenEmpty var displayName: String
  var access: String
  var created: FriendlyTime?
  var lastConnection: FriendlyTime?
  @OmittedWhenEmpty var disabled: Bool

  private enum CodingKeys: String, CodingKey {
    case name = "user-name"
    case displayName = "display-name"
    case access
    case created = "date-created"
    case lastConnection = "last-connection"
    case disabled
  }

  static let columns = [
    "user-name", "display-name", "access", "date-created", "last-connection", "disabled",
  ]

  init(_ user: UserInfo, now: Timestamp) {
    name = user.username
    displayName = user.displayName
    access = user.access.rawValue
    created = FriendlyTime(user.dateCreated, now: now)
    lastConnection = FriendlyTime(user.lastConnection, now: now)
    disabled = user.disabled
  }
}
