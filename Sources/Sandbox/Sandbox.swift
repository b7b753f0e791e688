package import Diagnostics
import JujuWire
import Synchronization
package import WaldurWire

/// Both servers of offsh in one process over one SQLite file: small, honest, deterministic.
///
/// What comes in and goes out are the encoded bytes a socket would carry. A state change is one
/// transaction and its reply is sent only after the commit, so what was acknowledged survives the
/// end of the process at any moment. Never opens a socket, never reads the environment.
package final class Sandbox: Sendable {
  /// Where the state is kept.
  package enum Store: Sendable, Hashable {
    /// A file, created when missing; several processes may share it.
    case file(String)
    /// Nowhere: the state ends with the object.
    case memory
  }

  /// How long to wait for another process that writes, in milliseconds.
  package static let lockWait: Int32 = 5000

  /// The path of the file; nil when the state is kept in memory.
  package let path: String?
  private let clock: SandboxClock
  /// The database and all connections; one call at a time.
  private let servers: Mutex<Servers>

  /// Both halves, over one connection to the database.
  private struct Servers {
    var juju: JujuServer
    let waldur: WaldurServer
  }

  /// Opens the sandbox; a fresh one gets its layout and the seeded world.
  ///
  /// `seed` decides the identifiers of a fresh sandbox and is remembered in it: an existing file
  /// keeps its own. `makesFolder` makes the folder of the file when it is missing. Waits up
  /// to `lockWait` milliseconds for another process that writes. Throws a
  /// `SandboxDiagnostic` for a file that cannot serve.
  package init(
    store: Store, clock: SandboxClock = .system, seed: UInt64 = 1, makesFolder: Bool = false,
    waldur release: WaldurRelease = .adaptive,
    lockWait: Int32 = Sandbox.lockWait
  ) throws(Diagnostic) {
    path =
      switch store {
      case .file(let path): path
      case .memory: nil
      }
    self.clock = clock
    let database = try SandboxFile.open(path, makesFolder: makesFolder, lockWait: lockWait) {
      database, layout in
      switch layout {
      case 0: try SeededWorld.fill(database, clock: clock, seed: seed)
      case 1: try SeededWorld.addProvider(database, clock)
      default: break
      }
    }
    servers = Mutex(
      Servers(
        juju: JujuServer(state: JujuState(database: database, clock: clock)),
        waldur: WaldurServer(database: database, clock: clock, release: release)))
  }

  /// Changes how long to wait for another process that writes, in milliseconds.
  package func waitForOthers(_ lockWait: Int32) {
    servers.withLock { $0.juju.state.database.lockWait = lockWait }
  }

  /// Opens a connection to the controller named as in `localClient()`.
  ///
  /// `path` is `/api` or `/model/<uuid>/api`. Each frame goes in through `receive`; each reply
  /// comes out through `send`, possibly later, in another order and from another thread. `ended`
  /// is called when the server ends the connection, with the reason. `notesLogin` says whether a
  /// login counts as its user's last one: not that of somebody who only tries things out.
  package func openJuju(
    controller: String, path: String, notesLogin: Bool = true,
    send: @escaping @Sendable ([UInt8]) -> Void,
    ended: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(Diagnostic) -> JujuServerConnection {
    let id = try withJuju { server in
      try server.open(
        controller: controller, path: path, notesLogin: notesLogin, send: send, ended: ended)
    }
    return JujuServerConnection(sandbox: self, id: id)
  }

  /// Returns what the local client of the sandbox's user knows.
  package func localClient() throws(Diagnostic) -> LocalClient {
    try withJuju { server in
      try server.state.database.transaction(.read) { try server.state.localClient() }
    }
  }

  /// Makes a controller, and one of its models, the local client's current one; nil leaves the
  /// controller's current model as it is. The model is named with its owner, `admin/default`.
  package func makeCurrent(controller: String, model: String? = nil) throws(Diagnostic) {
    try withJuju { server in
      let state = server.state
      try state.database.transaction(.write) {
        let record = try state.controller(named: controller)
        guard let record else { throw WireError.notFound("controller \(controller)") }
        let found = try model.flatMap { name in
          try state.models(of: record).first { $0.qualifiedName == name }
        }
        if let model, found == nil { throw WireError.notFound("model \(controller):\(model)") }
        try state.makeCurrent(record, model: found)
      }
    }
  }

  /// Says from now on that the sandbox is reached there; nil for as its file has it.
  package func publish(_ places: ServedPlaces?) {
    servers.withLock { $0.juju.state.publication.places = places }
  }

  /// Adds a controller with an empty model `default`, of which the sandbox's user is the
  /// administrator. `version` is `3.6.8`, or an older one, whose facades it then has.
  ///
  /// Throws when there is one of that name, or one of them is none.
  package func addController(named name: String, version: String) throws(Diagnostic) {
    let numbers = version.split(separator: ".", omittingEmptySubsequences: false)
    guard Names.isModel(name), numbers.count == 3, numbers.allSatisfy({ Int($0) != nil }) else {
      throw Diagnostic(
        SandboxDiagnostic.badController,
        "cannot make a controller named \"\(name)\" of version \"\(version)\"",
        hint: "a name is of lower-case letters, digits and hyphens, a version is 3.6.8 or 2.9.51")
    }
    try withJuju { server in
      let state = server.state
      try state.database.transaction(.write) {
        guard try state.controller(named: name) == nil else {
          throw Diagnostic(
            SandboxDiagnostic.badController, "controller \(name) is already in the sandbox")
        }
        try SeededWorld(state: state).addEmptyController(name, version)
      }
    }
  }

  /// Empties the sandbox and seeds it again; open connections end.
  package func reset() throws(Diagnostic) {
    let outgoing = try withJuju { server in
      let database = server.state.database
      try database.transaction(.write) { try SeededWorld.refill(database, clock: clock) }
      return server.closeAll("the sandbox was reset")
    }
    deliver(outgoing)
  }

  // MARK: Waldur

  /// Answers a request of a Waldur client. The answer comes after the commit of what it did.
  package func answer(_ request: HTTPRequest) -> HTTPResponse {
    servers.withLock { $0.waldur.answer(request) }
  }

  /// Returns what a client's settings would hold for the sandbox's Waldur.
  package func localWaldur() throws(Diagnostic) -> LocalWaldur {
    try withJuju { server in try LocalWaldur(server.state.database) }
  }

  /// Puts another world in the place of the Waldur half.
  package func replaceWaldur(_ world: WaldurWorld) throws(Diagnostic) {
    try withJuju { server in
      let state = WaldurState(database: server.state.database, clock: clock)
      try state.database.transaction(.write) {
        try WaldurWorld.clear(state)
        try world.fill(state)
      }
    }
  }

  /// Adds orders with their resources to the Waldur half, for scale; returns how many there are then.
  package func addOrders(_ count: Int) throws(Diagnostic) -> Int {
    try withJuju { server in
      try LargeWorld(state: WaldurState(database: server.state.database, clock: clock))
        .add(count)
    }
  }

  // MARK: Connections

  func receive(_ frame: [UInt8], on connection: Int) {
    deliver(servers.withLock { $0.juju.receive(frame, on: connection) })
  }

  /// Tells clients that wait for news what another process has changed meanwhile. Nothing here has
  /// a timer: whoever serves the sandbox to others calls this now and then.
  package func noticeOthers() { deliver(servers.withLock { $0.juju.noticeOthers() }) }

  func close(_ connection: Int) { servers.withLock { $0.juju.close(connection) } }

  /// Sends what is to be sent, outside the lock: a receiver may answer at once.
  private func deliver(_ outgoing: [JujuServer.Outgoing]) {
    for message in outgoing { message.deliver(message.bytes) }
  }

  /// Runs `body` under the lock; what fails becomes a diagnostic.
  private func withJuju<Value: Sendable>(
    _ body: (inout JujuServer) throws -> Value
  ) throws(Diagnostic) -> Value {
    do {
      return try servers.withLock { try body(&$0.juju) }
    } catch let error as Diagnostic {
      throw error
    } catch let error as DatabaseError {
      throw error.diagnostic(path: path)
    } catch let error as WireError {
      throw Diagnostic(SandboxDiagnostic.unknownController, error.message)
    } catch {
      throw Diagnostic(SandboxDiagnostic.storage, "the sandbox failed", cause: "\(error)")
    }
  }
}
