import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists one's own keys.
///
/// Source: Waldur `keys`.
struct ListKeys: Command {
  static let name = "keys"
  static let namesElsewhere = ["keys-list", "list-keys", "list-ssh-keys"]
  static let group = CommandGroup.keys
  static let summary = "List your own SSH keys, and those shared with everybody"
  static let details = "The keys of those who use the provider are listed by provider-keys."
  static let result = ResultShape.records(SshKeyFields.names)
  static let examples: [Example] = ["keys"]

  @Flag("Only those whose name holds this") var query: String?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    var request = RowRequest(
      Lists.keys.path, of: SshKeyFields.self,
      shown: ["name", "type", "fingerprint_sha256", "is_shared", "uuid"], isSelectable: false,
      filters: [.exact("name", "name_exact"), .uuid("user_uuid")])
    if let query { request.query.add("name", query) }
    return .records(try context.rows(request))
  }
}
