import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists service providers.
///
/// Source: Waldur `marketplace-service-providers`.
struct ListProviders: Command {
  static let name = "providers"
  static let namesElsewhere = ["marketplace-service-providers-list", "list-service-providers"]
  static let group = CommandGroup.provider
  static let summary = "List the service providers you have a role at"
  static let result = ResultShape.records(ServiceProviderFields.names)
  static let examples: [Example] = ["providers", Example("providers --all", "of everybody")]

  @Switch("All that the server has") var all = false
  @Flag("Only those whose name or abbreviation holds this") var query: String?
  var fields = FieldsOption()

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try fields.check(among: ServiceProviderFields.names, call)
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.waldur
    var request = RowRequest(
      Lists.serviceProviders.path, of: ServiceProviderFields.self,
      shown: ["customer_name", "customer_abbreviation", "offering_count", "uuid"],
      filters: [.uuid("customer_uuid")])
    if let query { request.query.add("customer_keyword", query) }
    guard !all, query == nil else { return try context.list(request, fields) }
    if !fields.names.isEmpty { request.select(fields.names) }
    let streams = try session.ownProviders().compactMap(\.customerUUID).map { customer in
      var own = request
      own.query.add("customer_uuid", "\(customer)")
      return own
    }
    return .records(context.located(try session.connection().rows(all: streams, like: request)))
  }
}
