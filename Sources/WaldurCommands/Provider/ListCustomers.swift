import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists organizations that have resources of the provider.
///
/// Source: Waldur `marketplace-service-providers`, `customers`; `customers`.
struct ListCustomers: Command {
  static let name = "customers"
  static let namesElsewhere = [
    "marketplace-service-providers-customers-list",
    "customers-list",
    "list-customers",
  ]
  static let group = CommandGroup.provider
  static let summary = "List the organizations that use the service provider"
  static let result = ResultShape.records(
    CustomerFields.names
      + ProviderCustomerFields.names.filter { !CustomerFields.names.contains($0) })
  static let examples: [Example] = ["customers", Example("customers --own", "your own")]

  @Switch("The organizations you have a role in") var own = false
  @Flag("Only those whose name holds this; with --own") var query: String?
  var provider = ProviderOption()
  var fields = FieldsOption()

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    let names = own ? CustomerFields.names : ProviderCustomerFields.names
    try fields.check(among: names, call)
    if query != nil, !own {
      throw Diagnostic(
        WaldurCommandDiagnostic.badArguments, "--query goes with --own", at: call.span(of: "query"),
        hint: "customers | where .name =~ '…'")
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    if own {
      var request = RowRequest(
        Lists.customers.path, of: CustomerFields.self,
        shown: ["name", "abbreviation", "email", "projects_count", "users_count", "uuid"],
        filters: [.exact("name", "name_exact")])
      if let query { request.query.add("query", query) }
      return try context.list(request, fields)
    }
    let uuid = try provider.resolved(in: context).uuid
    return try context.list(
      RowRequest(
        Lists.serviceProviders.path(uuid, "customers"), of: ProviderCustomerFields.self,
        shown: ["name", "abbreviation", "email", "projects_count", "users_count", "uuid"],
        isSelectable: false), fields)
  }
}
