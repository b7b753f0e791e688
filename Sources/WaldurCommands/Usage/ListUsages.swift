import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists usage by resource, component and month.
///
/// Source: Waldur `marketplace-component-usages`.
struct ListUsages: Command {
  static let name = "usages"
  static let namesElsewhere = ["marketplace-component-usages-list", "list-component-usages"]
  static let group = CommandGroup.usage
  static let summary = "List the usage that was reported, newest first"
  static let details = """
    Servers of 2024 list everybody's usage to everybody; without --resource or --offering those of \
    the provider's offerings are asked for, one after the other.
    """
  static let result = ResultShape.records(ComponentUsageFields.names)
  static let examples: [Example] = [
    "usages", "usages --month 2026-11 | where .type == 'cpu'",
    "usages | group-by resource_name --sum usage",
  ]

  @Flag("Only that of this resource") var resource: ResourceName?
  @Flag("Only that of this offering") var offering: OfferingName?
  @Flag("Only that of this type of component") var type: String?
  @Flag("Only that of this month") var month: MonthName?
  @Flag("Only that of this day or later", label: "date") var since: Timestamp?
  var provider = ProviderOption()
  var fields = FieldsOption()

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try fields.check(among: ComponentUsageFields.names, call)
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    var request = RowRequest(
      Lists.componentUsages.path, of: ComponentUsageFields.self,
      shown: [
        "resource_name", "type", "usage", "measured_unit", "billing_period", "offering_name",
        "project_name", "date",
      ],
      filters: [
        .uuid("resource_uuid"), .uuid("project_uuid"), .uuid("customer_uuid"),
        .exact("type", "type"),
      ])
    if let type { request.query.add("type", type) }
    if let month { request.query.add("billing_period", month.firstDay) }
    if let since { request.query.add("date_after", String(since.text.prefix(10))) }
    if let resource {
      request.query.add("resource_uuid", "\(try resource.find(in: context))")
      return try context.list(request, fields)
    }
    if let name = offering?.text {
      let found = try context.find("offering") { (session) throws(Diagnostic) in
        try session.findOffering(name)
      }
      request.query.add("offering_uuid", "\(try found.uuid.required(of: "an offering"))")
      return try context.list(request, fields)
    }
    return try ofProvider(request, context)
  }

  private func ofProvider(
    _ request: RowRequest, _ context: CommandContext
  ) throws(Diagnostic) -> Output {
    let customer = try provider.resolved(in: context).customerUUID
    let connection = try context.waldur.connection()
    let offerings: [Offering] = try connection.all(
      at: Lists.providerOfferings.path, ["customer_uuid": "\(customer)", "field": "uuid"])
    var request = request
    if !fields.names.isEmpty { request.select(fields.names) }
    let requests = offerings.compactMap(\.uuid).map { uuid in
      var one = request
      one.query.add("offering_uuid", "\(uuid)")
      return one
    }
    return .records(context.located(connection.rows(all: requests, like: request)))
  }
}
