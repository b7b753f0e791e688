package import Diagnostics
package import EffectGate
import Synchronization

/// Where the user is and as whom, pinned in memory: which controller and model are current, who is
/// logged in where, and the connections that are open.
///
/// Starts from what Juju's own client knows and never writes that back, so another terminal's
/// `juju switch` cannot move it and it moves nobody else.
package final class JujuSession: Sendable {
  /// What the session needs of the world around it.
  package struct Surroundings: Sendable {
    package var transport: any JujuTransport
    package var gate: EffectGate
    /// Throws when the user wants what runs to end.
    package var checkInterruption: @Sendable () throws(Diagnostic) -> Void
    /// How long to wait for one answer; nil for as long as it takes.
    package var patience: Duration?
    /// Asks a person for a password, which may give none; nil when there is nobody. Throws when the
    /// person wants everything to end.
    package var askPassword: (@Sendable (_ prompt: String) throws(Diagnostic) -> Password?)?

    /// Reads anew what is known; nil where it cannot have changed.
    package var readDirectory: (@Sendable () throws(Diagnostic) -> JujuDirectory)?

    package init(
      transport: any JujuTransport, gate: EffectGate,
      checkInterruption: @escaping @Sendable () throws(Diagnostic) -> Void = {},
      patience: Duration? = nil,
      askPassword: (@Sendable (_ prompt: String) throws(Diagnostic) -> Password?)? = nil,
      readDirectory: (@Sendable () throws(Diagnostic) -> JujuDirectory)? = nil
    ) {
      self.transport = transport
      self.gate = gate
      self.checkInterruption = checkInterruption
      self.patience = patience
      self.askPassword = askPassword
      self.readDirectory = readDirectory
    }
  }

  /// A controller and, mostly, one of its models.
  package struct Position: Sendable, Hashable, CustomStringConvertible {
    package var controller: String
    /// With its owner: `admin/default`.
    package var model: String?

    package init(controller: String, model: String? = nil) {
      self.controller = controller
      self.model = model
    }

    /// `foo:admin/default`, or `foo (controller)`, as Juju prints it.
    package var description: String {
      model.map { "\(controller):\($0)" } ?? "\(controller) (controller)"
    }
  }

  /// One open connection per controller and per model.
  struct ConnectionKey: Hashable {
    let controller: String
    let modelUUID: String?
  }

  private struct State {
    var directory: JujuDirectory
    var previous: Position?
    var connections: [ConnectionKey: JujuConnection] = [:]
    /// The model to start in, until the session moves.
    var start: StartingPoint.Named<ModelReference>?
  }

  private let state: Mutex<State>
  let attempts = ConnectionAttempts()
  package let surroundings: Surroundings
  /// The value of `JUJU_MODEL`, while it decides which model is current.
  package let modelOverride: String?

  /// Starts at `start`, else where the directory says. A model that is not known yet is looked up
  /// when a command needs it.
  package init(
    directory: JujuDirectory, surroundings: Surroundings, start: StartingPoint = StartingPoint()
  ) {
    var directory = directory
    if let named = start.namedController { directory.currentController = named.name }
    if let model = start.model, let name = directory.currentController {
      let known = directory[name]
      directory[name]?.currentModel = Self.name(of: model.name, in: known)
    }
    modelOverride = start.modelOverride
    self.surroundings = surroundings
    state = Mutex(State(directory: directory, start: start.model))
  }

  /// Returns the name of a model with its owner; nil while it is not known who is logged in.
  private static func name(
    of model: ModelReference, in controller: KnownController?
  ) -> String? {
    if let known = controller?.models.first(where: { $0.uuid == model.model }) { return known.name }
    return (model.owner ?? controller?.account?.user).map { "\($0)/\(model.model)" }
  }

  /// The model the session was told to start in, while it is there.
  var start: StartingPoint.Named<ModelReference>? { state.withLock { $0.start } }

  /// What is known of controllers, accounts and models by now.
  package var directory: JujuDirectory { state.withLock { $0.directory } }

  /// Where the session is; nil when no controller is current.
  package var position: Position? {
    state.withLock { state in
      guard let name = state.directory.currentController, state.directory[name] != nil else {
        return nil
      }
      return Position(controller: name, model: state.directory[name]?.currentModel)
    }
  }

  /// Where the session was before the last switch.
  package var previous: Position? { state.withLock { $0.previous } }

  /// Moves the session and remembers where it was.
  package func move(to position: Position) {
    state.withLock { state in
      if let name = state.directory.currentController {
        state.previous = Position(
          controller: name, model: state.directory[name]?.currentModel)
      }
      state.start = nil
      state.directory.currentController = position.controller
      state.directory[position.controller]?.currentModel = position.model
    }
  }

  /// Changes what is known of a controller.
  package func update(_ controller: String, _ change: (inout KnownController) -> Void) {
    state.withLock { state in
      guard var known = state.directory[controller] else { return }
      change(&known)
      state.directory[controller] = known
    }
  }

  /// Makes an account the one used with a controller, or none; its connections end.
  package func setAccount(_ account: KnownAccount?, of controller: String) {
    update(controller) { known in
      if let old = known.account, old.user != account?.user {
        known.otherAccounts.removeAll { $0.user == old.user }
        known.otherAccounts.append(old)
      }
      known.account = account
    }
    closeConnections(of: controller)
  }

  /// What is said when a command needs a model and none is current.
  package static var noCurrentModel: Diagnostic {
    Diagnostic(
      JujuDiagnostic.noCurrentModel, "no model in focus",
      hint: "choose one with 'switch MODEL', or name it with '-m MODEL'; 'models' lists them")
  }

  // MARK: Connections

  func cachedConnection(_ key: ConnectionKey) -> JujuConnection? {
    state.withLock { state in
      guard let connection = state.connections[key] else { return nil }
      if connection.isOpen { return connection }
      state.connections[key] = nil
      return nil
    }
  }

  /// Keeps a connection; where another thread was faster, that one stays and this one ends.
  func keep(_ connection: JujuConnection, _ key: ConnectionKey) -> JujuConnection {
    let kept = state.withLock { state in
      if let other = state.connections[key], other.isOpen { return other }
      state.connections[key] = connection
      return connection
    }
    if kept !== connection { connection.close() }
    return kept
  }

  func drop(_ connection: JujuConnection, _ key: ConnectionKey) {
    state.withLock { state in
      if state.connections[key] === connection { state.connections[key] = nil }
    }
    connection.close()
  }

  /// Ends the connections to a controller and its models.
  package func closeConnections(of controller: String) {
    let ended = state.withLock { state in
      let keys = state.connections.keys.filter { $0.controller == controller }
      return keys.compactMap { state.connections.removeValue(forKey: $0) }
    }
    ended.forEach { $0.close() }
  }

  /// Ends all connections.
  package func closeConnections() {
    directory.controllers.forEach { closeConnections(of: $0.name) }
  }

  var limit: WaitLimit { limit(surroundings.patience) }

  /// Connecting and logging in take two round trips each: what takes longer is not going to answer.
  var loginLimit: WaitLimit { limit(surroundings.patience.map { min($0, .seconds(30)) }) }

  private func limit(_ patience: Duration?) -> WaitLimit {
    WaitLimit(
      deadline: patience.map { .now + $0 }, checkInterruption: surroundings.checkInterruption)
  }
}
