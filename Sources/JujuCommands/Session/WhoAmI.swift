import CommandKit
import Diagnostics
import JujuClient
import Values

/// Shows the current controller and model, and who is logged in there.
struct WhoAmI: Command {
  static let name = "whoami"
  static let group = CommandGroup.session
  static let summary = "Show the current controller, model and user"
  static let result = ResultShape.record(["controller", "model", "user"])
  static let examples: [Example] = ["whoami", "whoami --format yaml"]

  var output = OutputOption<TableFormat>()
  var juju = JujuOptions()

  private struct View: Encodable, Sendable {
    var controller: String
    @OmittedWhenEmpty var model: String
    var user: String
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.juju
    guard let position = session.position else {
      throw Diagnostic(
        JujuDiagnostic.noControllers,
        "There is no current controller.\nRun juju list-controllers to see available controllers.",
        hint: "'controllers' lists them, 'switch CONTROLLER' chooses one")
    }
    let known = try session.controller(position.controller)
    guard let user = known.account?.user else {
      let model = position.model.map { " and model \"\($0)\"" } ?? ""
      throw Diagnostic(
        JujuDiagnostic.notLoggedIn,
        """
        You are not logged in to controller "\(known.name)"\(model).
        Run juju login if you want to login.
        """, hint: "log in with 'login -u USER'")
    }
    let view = View(
      controller: known.name, model: position.model.map { Self.short($0, user) } ?? "", user: user)
    return try output.output(view, in: context) { (_, _) throws(Diagnostic) in
      var table = Tabular()
      table.add(texts: ["Controller:", view.controller])
      table.add(texts: ["Model:", view.model.isEmpty ? "<no-current-model>" : view.model])
      table.add(texts: ["User:", view.user])
      return table.text()
    }
  }

  /// A model of one's own goes by its name alone.
  static func short(_ model: String, _ user: String) -> String {
    model.hasPrefix(user + "/") ? String(model.dropFirst(user.count + 1)) : model
  }
}
