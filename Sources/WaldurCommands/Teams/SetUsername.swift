import CommandKit
import Diagnostics
import EffectGate
import Values
import WaldurClient
import WaldurWire

/// Sets a user's name in all offerings of the provider.
///
/// Source: Waldur `marketplace-service-providers`, `set_offerings_username`.
struct SetUsername: Command {
  static let name = "set-username"
  static let namesElsewhere = ["marketplace-service-providers-set-offerings-username"]
  static let group = CommandGroup.teams
  static let summary = "Set what a user is called in all offerings of the provider"
  static let details = """
    Makes or changes an account in each offering of which a project of the user's has a live \
    resource; where there is none that is no error.
    """
  static let effect = Effect.write
  static let result = ResultShape.text
  static let examples: [Example] = [#"set-username bob bob01"#]

  @Argument("Who") var user: PersonName
  @Argument("The name") var username: String
  var provider = ProviderOption()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let person = try user.find(in: context)
    let provider = try provider.resolved(in: context)
    let path = Lists.serviceProviders.path(provider.uuid, "set_offerings_username")
    let fields = SetOfferingsUsernameFields.shared
    guard
      let answer = try context.waldur.post(
        path,
        { body in
          body.put(fields.userUUID, person)
          body.put(fields.username, username)
        })
    else { return .nothing }
    // Some servers say nothing more.
    return .text(ErrorDetail(body: answer.body)?.line ?? "")
  }
}
