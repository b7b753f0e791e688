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

  @Flag("Only those in this state; several with commas between them") var state: [ResourceStates]
  @Flag("Only those of this offering") var offering: OfferingName?
  @Flag("Only those of this project") var project: ProjectName?
  @Flag("Only those of this organization") var customer: CustomerName?
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
    for word in state.flatMap(\.words) { request.query.add("state", word.rawValue) }
    if let query { request.query.add("name", query) }
    if let name = offering?.text {
      let found = try context.find("offering") { (session) throws(Diagnostic) in
        try session.findOffering(name)
      }
      request.query.add("offering_uuid", "\(try found.uuid.required(of: "an offering"))")
    }
    if let name = project?.text {
      let found = try context.find("project") { (session) throws(Diagnostic) in
        try session.findProject(name)
      }
      request.query.add("project_uuid", "\(try found.uuid.required(of: "a project"))")
    }
    if let name = customer?.text {
      let found = try context.find("customer") { (session) throws(Diagnostic) in
        try session.findCustomer(name)
      }
      request.query.add("customer_uuid", "\(found)")
    }
    if !own {
      let customer = try provider.resolved(in: context).customerUUID
      request.query.add("provider_uuid", "\(customer)")
    }
    return try context.list(request, fields)
  }
}

/// States of resources with commas between them.
struct ResourceStates: ParameterValue {
  let words: [ResourceState]

  static let typeName = "resource-state"
  static var expectation: String { ResourceStateWord.expectation }
  static var choices: [String] { ResourceStateWord.choices }

  static func parse(_ text: String) throws(ParameterError) -> ResourceStates {
    var words: [ResourceState] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      words.append(try ResourceStateWord.parse(String(part)).word)
    }
    return ResourceStates(words: words)
  }

  var value: Value { .string(words.map(\.rawValue).joined(separator: ",")) }
}
