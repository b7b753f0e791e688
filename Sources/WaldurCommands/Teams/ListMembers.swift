import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists who has which role in a project.
///
/// Source: Waldur `projects`, `list_users`.
struct ListMembers: Command {
  static let name = "members"
  static let namesElsewhere = ["projects-list-users-list"]
  static let group = CommandGroup.teams
  static let summary = "List who has which role in a project"
  static let result = ResultShape.records(UserRoleFields.names)
  static let examples: [Example] = [#"members Platform"#]

  @Argument("The project") var project: ProjectName
  @Flag("Only those with this role") var role: RoleName?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    var request = RowRequest(
      Lists.projects.path(try project.find(in: context), "list_users"), of: UserRoleFields.self,
      shown: [
        "user_username", "user_full_name", "user_email", "role_name", "created", "expiration_time",
      ], isSelectable: false)
    if let role { request.query.add("role", role.name) }
    let project = project.text
    return .records(
      context.located(try context.waldur.connection().rows(request)) { error in
        guard error.id == WaldurDiagnostic.notFound else { return nil }
        return "a project's roles are for its own people to see; 'provider-permissions | where "
          + ".project_name == \(project.asPastedString)' lists those of a project with your resources"
      })
  }
}

extension ProjectName {
  /// Returns the uuid of the project; a uuid is taken as it is.
  func find(in context: CommandContext) throws(Diagnostic) -> WaldurUUID {
    if let uuid = WaldurUUID(text) { return uuid }
    let name = text
    let found = try context.find("project") { (session) throws(Diagnostic) in
      try session.findProject(name)
    }
    return try found.uuid.required(of: "a project")
  }
}

extension PersonName {
  /// Returns the uuid of the user; a uuid is taken as it is.
  func find(
    in context: CommandContext, at parameter: String = "user"
  ) throws(Diagnostic) -> WaldurUUID {
    if let uuid = WaldurUUID(text) { return uuid }
    let name = text
    let found = try context.find(parameter) { (session) throws(Diagnostic) in
      try session.findUser(name)
    }
    return try found.uuid.required(of: "a user")
  }
}
