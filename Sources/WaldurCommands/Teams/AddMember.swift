import CommandKit
import Diagnostics
import EffectGate
import Values
import WaldurClient
import WaldurWire

/// Gives a user a role in a project.
///
/// Source: Waldur `projects`, `add_user`, `update_user`.
struct AddMember: Command {
  static let name = "add-member"
  static let namesElsewhere = ["projects-add-user"]
  static let group = CommandGroup.teams
  static let summary = "Give a user a role in a project"
  static let details = """
    Roles are admin, manager and member, or the server's own names. With --until somebody who has \
    the role gets the new end; without it a role that is held stays as it is and is refused.
    """
  static let effect = Effect.write
  static let result = ResultShape.nothing
  static let examples: [Example] = [#"add-member Platform nils member --until 2027-06-30"#]

  @Argument("The project") var project: ProjectName
  @Argument("Who") var user: PersonName
  @Argument("The role") var role: RoleName
  @Flag("When the role ends", label: "date") var until: Timestamp?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let membership = Membership(
      session: try context.waldur, project: try project.find(in: context),
      user: try user.find(in: context))
    let held = try membership.held().first { $0.roleName == role.name }
    if let held, until == nil { throw isHeld(held, context) }
    do throws(Diagnostic) {
      // A role that is held gets another end; asking for it once more may be refused.
      let action = held == nil ? "add_user" : "update_user"
      _ = try membership.send(action, role: role.name, until: until)
    } catch {
      guard error.id == WaldurDiagnostic.notValid, error.message.hasPrefix("role:") else {
        throw error
      }
      var error = error.located(at: context.call.span(of: "role"))
      error.hint = "roles in a project are \(RoleName.choices.joined(separator: ", "))"
      throw error
    }
    return .nothing
  }

  /// The server would refuse a role without end, and take the end from one that has it.
  private func isHeld(_ held: UserRole, _ context: CommandContext) -> Diagnostic {
    let end = held.expirationTime?.text
    return Diagnostic(
      WaldurCommandDiagnostic.alreadyMember,
      "\(user.text) has \(role.name) in project \(project.text) already, "
        + (end.map { "until \($0)" } ?? "without end"),
      at: context.call.span(of: "role"),
      hint: end == nil ? "--until gives it an end" : "--until changes that")
  }
}
