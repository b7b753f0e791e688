import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists the users of a server as far as one may see them.
///
/// Source: Waldur `users`.
struct ListWaldurUsers: Command {
  static let name = "users"
  static let namesElsewhere = ["users-list", "list-users"]
  static let group = CommandGroup.teams
  static let summary = "List the users you may see, or show yourself"
  static let details = """
    Those who use the provider's resources are listed by provider-users.
    """
  static let result = ResultShape.records(visible)
  static let examples: [Example] = [
    "users", Example("users --me | get permissions | select role_name scope_name", "your roles"),
    "users --query ann | select username email",
  ]

  @Switch("Yourself, with your roles") var me = false
  @Flag("Only those whose name, username or mail address holds this") var query: String?
  var fields = FieldsOption()

  /// What signs requests is nobody's to see.
  private static let hidden = ["token"]
  private static let visible = UserFields.names.filter { !hidden.contains($0) }

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try fields.check(among: Self.visible, call)
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    if me {
      let kind = RecordKind(
        names: Self.visible, shown: [], decimals: [], hidden: Self.hidden)
      return Output(try context.waldur.connection().record(at: Addresses.me, kind))
    }
    var request = RowRequest(
      Lists.users.path, of: UserFields.self,
      shown: ["username", "full_name", "email", "organization", "uuid"],
      filters: [.exact("username", "username")], hidden: Self.hidden)
    if let query { request.query.add("query", query) }
    return try context.list(request, fields)
  }
}
