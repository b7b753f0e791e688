import CommandKit
import Diagnostics
import JujuClient
import Values

/// Where the Waldur half of the session is.
package struct WaldurStanding: Sendable {
  /// Tells it without asking a server; the shell provides it. nil where no profile is configured and
  /// none was used.
  package struct Source: Sendable {
    let standing: @Sendable () -> WaldurStanding?

    package init(_ standing: @escaping @Sendable () -> WaldurStanding?) { self.standing = standing }
  }

  let profile: String
  let provider: String?

  package init(profile: String, provider: String?) {
    self.profile = profile
    self.provider = provider
  }
}

/// Shows the current controller and model, and who is logged in there; and the Waldur profile and
/// provider, where there are some.
struct WhoAmI: Command {
  static let name = "whoami"
  static let group = CommandGroup.session
  static let summary = "Show the current controller, model and user"
  static let details = """
    Where a Waldur profile is configured or a provider is in use, these are shown as well. No \
    server is asked.
    """
  static let result = ResultShape.record(["controller", "model", "user", "profile", "provider"])
  static let examples: [Example] = ["whoami", "whoami --format yaml"]

  var output = OutputOption<TableFormat>()
  var juju = JujuOptions()

  private struct View: Encodable, Sendable {
    @OmittedWhenEmpty var controller = ""
    @OmittedWhenEmpty var model = ""
    @OmittedWhenEmpty var user = ""
    @OmittedWhenEmpty var profile = ""
    @OmittedWhenEmpty var provider = ""
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let waldur = try context.runtime.service(WaldurStanding.Source.self)?.standing()
    var view = View()
    do throws(Diagnostic) {
      view = try jujuHalf(context)
    } catch {
      // On a machine for Waldur alone the other half is all there is.
      guard waldur != nil,
        [JujuDiagnostic.noControllers, JujuCommandDiagnostic.noSession].contains(error.id)
      else { throw error }
    }
    view.profile = waldur?.profile ?? ""
    view.provider = waldur?.provider ?? ""
    let shown = view
    return try output.output(shown, in: context) { (_, _) throws(Diagnostic) in Self.table(shown) }
  }

  private static func table(_ view: View) -> String {
    var table = Tabular()
    if !view.controller.isEmpty {
      table.add(texts: ["Controller:", view.controller])
      table.add(texts: ["Model:", view.model.isEmpty ? "<no-current-model>" : view.model])
      table.add(texts: ["User:", view.user])
    }
    if !view.profile.isEmpty { table.add(texts: ["Profile:", view.profile]) }
    if !view.provider.isEmpty { table.add(texts: ["Provider:", view.provider]) }
    return table.text()
  }

  private func jujuHalf(_ context: CommandContext) throws(Diagnostic) -> View {
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
    return View(
      controller: known.name, model: position.model.map { Self.short($0, user) } ?? "", user: user)
  }

  /// A model of one's own goes by its name alone.
  static func short(_ model: String, _ user: String) -> String {
    model.hasPrefix(user + "/") ? String(model.dropFirst(user.count + 1)) : model
  }
}
