import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire
import Values

/// Logs in to a controller for this session.
///
/// Source: Juju facade `Admin`, `Login`.
struct Login: Command {
  static let name = "login"
  static let group = CommandGroup.session
  static let summary = "Log in to a controller, for this session only"
  static let details = """
    The password is asked for; it never stands on a command line. Juju's own files stay as they \
    are, so other terminals stay logged in as they were.
    """
  static let result = ResultShape.nothing
  static let examples: [Example] = ["login -u bob"]

  @Argument("The controller; the current one when left away", label: "controller")
  var place: ControllerName?
  @Flag("Who to log in as", short: "u", name: "user") var user: UserName?
  var controller = ControllerOption()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.juju
    let known = try session.controller(place?.name ?? controller.controller?.name)
    guard let name = user?.name ?? known.account?.user else {
      throw context.usage("who to log in as is not known", hint: "write login -u USER")
    }
    // Without one, it is asked for when the controller has been reached.
    let password = password(of: name, known)
    if password == nil, session.surroundings.askPassword == nil {
      throw Diagnostic(
        JujuDiagnostic.notLoggedIn, "no password was given for \(name) on \(known.name)",
        at: context.call.span(of: "user"), hint: "'login' asks for it at the prompt")
    }
    let old = known.account
    do throws(Diagnostic) {
      do throws(Diagnostic) {
        try logIn(session, known.name, KnownAccount(user: name, password: password))
      } catch {
        // A password that is kept may have been changed elsewhere.
        guard password != nil, error.status == ErrorCode.unauthorized.rawValue,
          session.surroundings.askPassword != nil
        else { throw error }
        context.report("the password kept for \(name) is refused")
        try logIn(session, known.name, KnownAccount(user: name))
      }
    } catch {
      session.setAccount(old, of: known.name)
      throw error
    }
    // What another user sees is another list, and none of this one's business.
    if old?.user != name { session.update(known.name) { $0.models = [] } }
    juju.report(to: context, "Welcome, \(name). You are now logged into \"\(known.name)\".")
    return .nothing
  }

  private func logIn(
    _ session: JujuSession, _ controller: String, _ account: KnownAccount
  ) throws(Diagnostic) {
    session.setAccount(account, of: controller)
    let confirmed = try session.channel(to: controller).authenticatedUser()
    session.update(controller) {
      $0.account?.lastKnownAccess = confirmed?.controllerAccess.rawValue
    }
  }

  /// A password that is known of a user.
  private func password(of user: String, _ known: KnownController) -> Password? {
    if let other = known.otherAccounts.first(where: { $0.user == user })?.password { return other }
    return user == known.account?.user ? known.account?.password : nil
  }
}

/// Logs out of a controller for this session.
struct Logout: Command {
  static let name = "logout"
  static let group = CommandGroup.session
  static let summary = "Log out of a controller, for this session only"
  static let result = ResultShape.nothing
  static let examples: [Example] = ["logout"]

  @Switch("Accepted as Juju accepts it") var force = false
  var controller = ControllerOption()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let session = try context.juju
    let known = try context.controller(controller)
    session.setAccount(nil, of: known.name)
    let count = session.directory.controllers.filter { $0.account != nil }.count
    juju.report(
      to: context,
      count == 0
        ? "Logged out. You are no longer logged into any controllers."
        : "Logged out. You are still logged into \(count) controller\(count == 1 ? "" : "s").")
    return .nothing
  }
}
