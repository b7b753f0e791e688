import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists resources of the provider's offerings.
///
/// Source: Waldur `marketplace-provider-resources`, `marketplace-resources`.
struct ListResources: Command {
  static let name = "resources"
  static let namesElsewhere = [
    "marketplace-resources-list",
    "marketplace-provider-resources-list",
    "list-marketplace-resources",
  ]
  static let group = CommandGroup.allocations
  static let summary = "List the resources of the service provider's offerings"
  static let details = """
    Those that are terminated are listed, too; --state OK leaves them out.
    """
  static let result = ResultShape.records(ResourceFields.names)
  static let examples: [Example] = [
    "resources --state OK", "resources --state Creating,Updating",
    "resources | where .backend_id == '' | select name project_name",
  ]

  @Flag("Only those in this state; several with commas between them") var state:
    [WordList<ResourceStateWord>]
  var belonging = BelongingOptions()
  @Flag("Only those whose name holds this") var query: String?
  @Switch("Those of your own projects, as the one who ordered them") var own = false
  var provider = ProviderOption()
  var fields = FieldsOption()

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try fields.check(among: ResourceFields.names, call)
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let list = own ? Lists.resources : Lists.providerResources
    var request = RowRequest(
      list.path, of: ResourceFields.self,
      shown: [
        "name", "state", "offering_name", "plan_name", "project_name", "customer_name",
        "backend_id", "created",
      ],
      filters: [
        .exact("name", "name_exact"), .word("state", ResourceState.self), .uuid("offering_uuid"),
        .uuid("project_uuid"), .uuid("customer_uuid"), .uuid("category_uuid"),
        .exact("project_name", "project_name"), .exact("backend_id", "backend_id"),
      ])
    for word in state.flatMap(\.words) { request.query.add("state", word.word.rawValue) }
    if let query { request.query.add("name", query) }
    try belonging.narrow(&request.query, in: context)
    if !own {
      let customer = try provider.resolved(in: context).customerUUID
      request.query.add("provider_uuid", "\(customer)")
    }
    return try context.list(request, fields)
  }
}
