import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists orders.
///
/// Source: Waldur `marketplace-orders`.
struct ListOrders: Command {
  static let name = "orders"
  static let namesElsewhere = ["marketplace-orders-list", "list-orders"]
  static let group = CommandGroup.orders
  static let summary = "List the orders of the service provider"
  static let details = """
    The oldest come first. What waits for the provider is --state pending-provider; it is approved \
    by approve-order, which takes the name of the resource.
    """
  static let result = ResultShape.records(OrderFields.names)
  static let examples: [Example] = [
    "orders --state pending-provider", "orders --type Terminate | count",
    "orders | where .project_name =~ '^HPC' | select resource_name state cost",
  ]

  @Flag("Only those in this state; several with commas between them") var state:
    [WordList<OrderStateWord>]
  @Flag("Only those of this type") var type: [OrderTypeWord]
  var belonging = BelongingOptions()
  @Flag("Only those for this resource") var resource: ResourceName?
  @Flag("Only those made at that time or later", label: "date") var since: Timestamp?
  @Switch("Those of all providers, your own projects' included") var all = false
  var provider = ProviderOption()
  var fields = FieldsOption()

  static let shown = [
    "resource_name", "type", "state", "offering_name", "project_name", "customer_name", "cost",
    "created",
  ]

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try fields.check(among: OrderFields.names, call)
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    var request = RowRequest(
      Lists.orders.path, of: OrderFields.self, shown: Self.shown,
      filters: [
        .word("state", OrderState.self), .word("type", OrderType.self), .uuid("offering_uuid"),
        .uuid("project_uuid"), .uuid("customer_uuid"), .uuid("category_uuid"),
        .uuid("provider_uuid"), .uuid("marketplace_resource_uuid", "resource_uuid"),
      ])
    for word in state.flatMap(\.words) { request.query.add("state", word.word.rawValue) }
    for type in type { request.query.add("type", type.word.rawValue) }
    try narrow(&request.query, context)
    if !all, request.query["resource_uuid"] == nil {
      let customer = try provider.resolved(in: context).customerUUID
      request.query.add("provider_uuid", "\(customer)")
    }
    return try context.list(request, fields)
  }

  private func narrow(_ query: inout Query, _ context: CommandContext) throws(Diagnostic) {
    try belonging.narrow(&query, in: context)
    if let name = resource?.text {
      let found = try context.find("resource") { (session) throws(Diagnostic) in
        try session.findResource(name)
      }
      query.add("resource_uuid", "\(try found.uuid.required(of: "a resource"))")
    }
    if let since { query.add("created", since.text) }
  }
}
