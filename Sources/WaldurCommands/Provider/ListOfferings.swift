import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists the offerings of a provider.
///
/// Source: Waldur `marketplace-provider-offerings`, `marketplace-public-offerings`.
struct ListOfferings: Command {
  static let name = "offerings"
  static let namesElsewhere = [
    "marketplace-provider-offerings-list",
    "marketplace-public-offerings-list",
    "list-marketplace-offerings",
  ]
  static let group = CommandGroup.provider
  static let summary = "List the offerings of the service provider"
  static let result = ResultShape.records(visible)
  static let examples: [Example] = [
    "offerings", "offerings --state Active", "offerings --public | count",
  ]

  @Flag("Only those in this state") var state: [OfferingStateWord]
  @Flag("Only those of this type") var type: [String]
  @Flag("Only those whose name, description or provider holds this") var query: String?
  @Switch("What everybody may order, of all providers") var `public` = false
  var provider = ProviderOption()
  var fields = FieldsOption()

  /// Passwords may stand there.
  static let secret = OfferingFields.shared.secretOptions.name
  private static let visible = OfferingFields.names.filter { $0 != secret }

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try fields.check(among: Self.visible, call)
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let list = `public` ? Lists.publicOfferings : Lists.providerOfferings
    var request = RowRequest(
      list.path, of: OfferingFields.self,
      shown: ["name", "state", "type", "customer_name", "category_title", "uuid"],
      filters: [
        .exact("name", "name_exact"), .word("state", OfferingState.self),
        .uuid("category_uuid"), .uuid("project_uuid"),
      ], hidden: [Self.secret])
    if !`public` {
      let customer = try provider.resolved(in: context).customerUUID
      request.query.add("customer_uuid", "\(customer)")
    }
    for state in state { request.query.add("state", state.word.rawValue) }
    for type in type { request.query.add("type", type) }
    if let query { request.query.add("keyword", query) }
    return try context.list(request, fields)
  }
}
