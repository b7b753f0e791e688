import CommandKit
import Diagnostics
import EffectGate
import Values
import WaldurClient
import WaldurWire

/// Takes a role in a project away from a user.
///
/// Source: Waldur `projects`, `delete_user`.
struct RemoveMember: Command {
  static let name = "remove-member"
  static let namesElsewhere = ["projects-delete-user"]
  static let group = CommandGroup.teams
  static let summary = "Take a role in a project away from a user"
  static let details = """
    Without a role the only one the user has is meant. The server would accept the removal of a \
    role that nobody has; offsh looks first.
    """
  static let effect = Effect.destroy
  static let result = ResultShape.nothing
  static let examples: [Example] = [#"remove-member Platform piet"#]

  @Argument("The project") var project: ProjectName
  @Argument("Who") var user: PersonName
  @Argument("The role; the only one when left away") var role: RoleName?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let membership = Membership(
      session: try context.waldur, project: try project.find(in: context),
      user: try user.find(in: context))
    let role = try heldRole(membership.roles(), context)
    let consent = try context.confirm { () throws(Diagnostic) in
      Confirmation(
        statement: "This takes \(role) in project \(project.text) away from \(user.text).")
    }
    _ = try membership.send("delete_user", role: role, consent: consent)
    return .nothing
  }

  private func heldRole(
    _ held: [String], _ context: CommandContext
  ) throws(Diagnostic) -> String {
    if let role, held.contains(role.name) { return role.name }
    if role == nil, held.count == 1 { return held[0] }
    let hint = held.isEmpty ? "'members \(project.text.asPastedWord)' lists who has" : nil
    if held.isEmpty || role != nil {
      throw Diagnostic(
        WaldurCommandDiagnostic.noSuchMember,
        "\(user.text) does not have \(role?.name ?? "a role") in project \(project.text)",
        at: context.call.span(of: role == nil ? "user" : "role"),
        hint: hint ?? "the roles there are: \(held.joined(separator: ", "))")
    }
    throw Diagnostic(
      WaldurCommandDiagnostic.badArguments,
      "\(user.text) has several roles in project \(project.text): "
        + held.joined(separator: ", "),
      at: context.call.span, hint: "name the one that is meant")
  }
}
