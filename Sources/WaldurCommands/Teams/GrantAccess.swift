import CommandKit
import Diagnostics
import EffectGate
import Values
import WaldurClient
import WaldurWire

/// Gives a user an account in an offering.
///
/// Source: Waldur `marketplace-offering-users`.
struct GrantAccess: Command {
  static let name = "grant-access"
  static let namesElsewhere = ["marketplace-offering-users-create", "create-remote-offering-user"]
  static let group = CommandGroup.teams
  static let summary = "Give a user an account in an offering"
  static let details = """
    The offering must let its provider make accounts; 'show-offering' says so in its secret \
    options. set-username changes the name of an account that is there.
    """
  static let effect = Effect.write
  static let result = ResultShape.record(fields)
  private static let fields = [
    "username", "user_username", "user_full_name", "offering_name", "created", "uuid",
  ]
  static let examples: [Example] = [#"grant-access olga "HPC Allocation" olga01"#]

  @Argument("Who") var user: PersonName
  @Argument("The offering") var offering: OfferingName
  @Argument("The account's name in the provider's system") var username: String

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let person = try user.find(in: context)
    let name = offering.text
    let found = try context.find("offering") { (session) throws(Diagnostic) in
      try session.findOffering(name)
    }
    let uuid = try found.uuid.required(of: "an offering")
    let session = try context.waldur
    let address = try session.connection().address
    let fields = OfferingUserRequestFields.shared
    var writer = ObjectWriter(capacity: 256)
    writer.object(.all) { body in
      // The server wants addresses, and of an offering the provider's own.
      body.put(fields.offering, "\(address)\(Lists.providerOfferings.path(uuid))")
      body.put(fields.user, "\(address)\(Lists.users.path(person))")
      body.put(fields.username, username)
    }
    let path = Lists.offeringUsers.path
    let made: OfferingUser?
    do throws(Diagnostic) {
      made = try session.connection().write(
        .post, path, body: writer.written(),
        reading: { (answer) throws(Diagnostic) -> OfferingUser in
          try WaldurConnection.object(answer, path)
        })
    } catch {
      throw Self.explained(error, self)
    }
    guard let made, context.input == nil else { return .nothing }
    let kind = RecordKind(names: OfferingUserFields.names, shown: [], decimals: [])
    guard case .record(let account) = kind.value(of: made.json) else { return .nothing }
    return Output(
      .record(
        Record(Shape(Self.fields.map(FieldName.of)), Self.fields.map { account[$0] ?? .null })))
  }

  /// A server says that there is an account by the names of two fields.
  private static func explained(_ error: Diagnostic, _ call: GrantAccess) -> Diagnostic {
    guard error.id == WaldurDiagnostic.notValid, error.message.contains("unique set") else {
      return error
    }
    var error = error
    error.message =
      "\(call.user.text) has an account in \(call.offering.text) already (\(error.message))"
    let line = "set-username \(call.user.text.asPastedWord) \(call.username.asPastedWord)"
    error.hint = "'\(line)' changes the account's name"
    return error
  }
}
