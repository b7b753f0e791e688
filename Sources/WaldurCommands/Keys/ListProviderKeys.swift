import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists the keys of those who use the provider.
///
/// Source: Waldur `marketplace-service-providers`, `keys`, `users`.
struct ListProviderKeys: Command {
  static let name = "provider-keys"
  static let namesElsewhere = [
    "marketplace-service-providers-keys-list",
    "list-service-provider-ssh-keys",
  ]
  static let group = CommandGroup.keys
  static let summary = "List the SSH keys of the people who use the service provider's resources"
  static let details = """
    The server says whose a key is by uuid; offsh puts the username beside it.
    """
  static let result = ResultShape.records(SshKeyFields.names + ["username"])
  static let examples: [Example] = [
    "provider-keys", "provider-keys | select username public_key",
  ]

  @Flag("Only those of this user") var user: PersonName?
  var provider = ProviderOption()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try provider.resolved(in: context).uuid
    let connection = try context.waldur.connection()
    let wanted = try user.map { (name) throws(Diagnostic) in try name.find(in: context) }
    let people: [ProviderUser] = try connection.all(
      at: Lists.serviceProviders.path(uuid, "users"))
    var names: [String: Value] = [:]
    for person in people {
      if let uuid = person.uuid { names["\(uuid)"] = person.username.map { .string($0) } }
    }
    let keys = connection.rows(
      RowRequest(
        Lists.serviceProviders.path(uuid, "keys"), of: SshKeyFields.self,
        shown: ["name", "type", "fingerprint_sha256"], isSelectable: false))
    let whose = FieldName.of("username")
    let owner = FieldName.of("user_uuid")
    return .records(
      ValueStream(columns: (keys.columns ?? []) + ["username"], close: { keys.finish() }) {
        () throws(Diagnostic) -> Batch? in
        guard let batch = try keys.next() else { return nil }
        guard case .records(let rows, let selection) = batch else { return batch }
        var kept: [Int32] = []
        var values: [Value] = []
        for row in selection ?? (0..<Int32(rows.count)).map({ $0 }) {
          let key = Record(rows: rows, row: Int(row))
          let user = key[owner].flatMap { WaldurUUID($0.text) }
          if let wanted, user != wanted { continue }
          kept.append(row)
          values.append(user.flatMap { names["\($0)"] } ?? .null)
        }
        return .records(
          OverlaidRows(rows, selection: kept, name: whose, values: values), selection: nil)
      })
  }
}
