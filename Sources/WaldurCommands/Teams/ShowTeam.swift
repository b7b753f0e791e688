import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists the people who may use a resource.
///
/// Source: Waldur `marketplace-provider-resources`, `team`.
struct ShowTeam: Command {
  static let name = "team"
  static let namesElsewhere = [
    "marketplace-resources-team-list",
    "marketplace-provider-resources-team-list",
    "marketplace-resource-get-team",
  ]
  static let group = CommandGroup.teams
  static let summary = "List the people who may use a resource"
  static let details = "One row for each person, with the name of one of the roles they have."
  static let result = ResultShape.records(ProjectUserFields.names)
  static let examples: [Example] = [
    #"team genome-assembly"#, #"team genome-assembly | select username email"#,
  ]

  @Argument("The resource") var resource: ResourceName

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try resource.find(in: context)
    return .records(
      try context.rows(
        RowRequest(
          Lists.providerResources.path(uuid, "team"), of: ProjectUserFields.self,
          shown: [
            "username", "full_name", "email", "role", "offering_user_username", "expiration_time",
          ], isSelectable: false)))
  }
}
