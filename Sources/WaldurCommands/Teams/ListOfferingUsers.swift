import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists the accounts users have in offerings.
///
/// Source: Waldur `marketplace-offering-users`.
struct ListOfferingUsers: Command {
  static let name = "offering-users"
  static let namesElsewhere = ["marketplace-offering-users-list", "list-remote-offering-users"]
  static let group = CommandGroup.teams
  static let summary = "List the accounts that users have in offerings"
  static let result = ResultShape.records(OfferingUserFields.names)
  static let examples: [Example] = [
    "offering-users", "offering-users | select user_username username",
  ]

  @Flag("Only those of this offering") var offering: OfferingName?
  @Flag("Only those of this user") var user: PersonName?
  var provider = ProviderOption()
  var fields = FieldsOption()

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try fields.check(among: OfferingUserFields.names, call)
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    var request = RowRequest(
      Lists.offeringUsers.path, of: OfferingUserFields.self,
      shown: [
        "username", "user_username", "user_full_name", "offering_name", "is_restricted", "created",
      ],
      filters: [.uuid("offering_uuid"), .uuid("user_uuid")])
    if let name = offering?.text {
      let found = try context.find("offering") { (session) throws(Diagnostic) in
        try session.findOffering(name)
      }
      request.query.add("offering_uuid", "\(try found.uuid.required(of: "an offering"))")
    } else {
      let customer = try provider.resolved(in: context).customerUUID
      request.query.add("provider_uuid", "\(customer)")
    }
    if let user { request.query.add("user_uuid", "\(try user.find(in: context))") }
    return try context.list(request, fields)
  }
}
