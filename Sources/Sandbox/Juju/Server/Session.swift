import JujuWire

/// What the server keeps of one connection. Only touched under the sandbox's lock.
final class Session {
  /// Who is logged in, and where.
  struct Login {
    var user: String
    /// The model of a model connection.
    var modelUUID: String?
  }

  let id: Int
  let controller: String
  /// `/api` or `/model/<uuid>/api`.
  let path: String
  /// Whether a login is written down as its user's last one.
  let notesLogin: Bool
  let send: @Sendable ([UInt8]) -> Void
  let ended: @Sendable (String) -> Void
  var login: Login?
  private(set) var watchers: [String: Watcher] = [:]
  private var watchersMade = 0

  init(
    id: Int, controller: String, path: String, notesLogin: Bool,
    send: @escaping @Sendable ([UInt8]) -> Void, ended: @escaping @Sendable (String) -> Void
  ) {
    self.id = id
    self.controller = controller
    self.path = path
    self.notesLogin = notesLogin
    self.send = send
    self.ended = ended
  }

  /// The model in the path; nil for a controller connection.
  var requestedModel: String? {
    let parts = path.split(separator: "/")
    return parts.count == 3 && parts[0] == "model" && parts[2] == "api" ? String(parts[1]) : nil
  }

  func addWatcher(_ scope: Watcher.Scope) -> String {
    watchersMade += 1
    let id = String(watchersMade)
    watchers[id] = Watcher(scope: scope)
    return id
  }

  func removeWatcher(_ id: String) -> Watcher? { watchers.removeValue(forKey: id) }
}

/// Follows changes for one connection: knows what was told last and who waits for more.
final class Watcher {
  enum Scope {
    case model(uuid: String)
    /// All models of the connection's controller.
    case controller
  }

  let scope: Scope
  /// What was told last, by what names it; nil before the first answer.
  var told: [WatchedEntity]?
  /// The calls of `Next` that wait, oldest first.
  var waiting: [UInt64] = []

  init(scope: Scope) { self.scope = scope }
}

/// An entity as a watcher reports it.
struct WatchedEntity: Equatable {
  /// Kind, model and name or id.
  let key: String
  let entity: DeltaEntity
  /// The entity with no more than what names it, for the day it is removed.
  let removed: DeltaEntity
}
