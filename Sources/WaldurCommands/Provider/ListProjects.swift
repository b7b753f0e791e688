import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists projects that have resources of the provider.
///
/// Source: Waldur `marketplace-service-providers`, `projects`; `projects`.
struct ListProjects: Command {
  static let name = "projects"
  static let namesElsewhere = [
    "marketplace-service-providers-projects-list",
    "list-service-provider-projects",
    "projects-list",
  ]
  static let group = CommandGroup.provider
  static let summary = "List the projects that use the service provider"
  static let result = ResultShape.records(ProjectFields.names)
  static let examples: [Example] = [
    "projects", "projects --own", "projects | select name customer_name",
  ]

  @Switch("The projects you have a role in") var own = false
  var provider = ProviderOption()
  var fields = FieldsOption()

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try fields.check(among: ProjectFields.names, call)
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let path =
      own
      ? Lists.projects.path
      : Lists.serviceProviders.path(try provider.resolved(in: context).uuid, "projects")
    return try context.list(
      RowRequest(
        path, of: ProjectFields.self,
        shown: ["name", "customer_name", "resources_count", "end_date", "uuid"],
        filters: own ? [.exact("name", "name_exact")] : []), fields)
  }
}
