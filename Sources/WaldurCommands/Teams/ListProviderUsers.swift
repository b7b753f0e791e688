import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists the users of the provider's resources.
///
/// Source: Waldur `marketplace-service-providers`, `users`.
struct ListProviderUsers: Command {
  static let name = "provider-users"
  static let namesElsewhere = [
    "marketplace-service-providers-users-list",
    "list-service-provider-users",
  ]
  static let group = CommandGroup.teams
  static let summary = "List the people who use the service provider's resources"
  static let result = ResultShape.records(ProviderUserFields.names)
  static let examples: [Example] = [
    "provider-users", "provider-users | select username email projects_count",
  ]

  var provider = ProviderOption()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try provider.resolved(in: context).uuid
    return .records(
      try context.rows(
        RowRequest(
          Lists.serviceProviders.path(uuid, "users"), of: ProviderUserFields.self,
          shown: ["username", "full_name", "email", "organization", "projects_count"],
          isSelectable: false)))
  }
}
