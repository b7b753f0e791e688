import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists who has which role in the projects that use the provider.
///
/// Source: Waldur `marketplace-service-providers`, `project_permissions`.
struct ListProviderPermissions: Command {
  static let name = "provider-permissions"
  static let namesElsewhere = ["marketplace-service-providers-project-permissions-list"]
  static let group = CommandGroup.teams
  static let summary = "List who has which role in the projects that use the service provider"
  static let result = ResultShape.records(ProjectPermissionLogFields.names)
  static let examples: [Example] = [
    "provider-permissions",
    "provider-permissions | group-by project_name --count",
  ]

  var provider = ProviderOption()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try provider.resolved(in: context).uuid
    return .records(
      try context.rows(
        RowRequest(
          Lists.serviceProviders.path(uuid, "project_permissions"),
          of: ProjectPermissionLogFields.self,
          shown: [
            "project_name", "customer_name", "user_username", "user_full_name", "role",
            "expiration_time", "created",
          ], isSelectable: false)))
  }
}
