package import Diagnostics

/// Both servers of offsh in one process over one SQLite file: small, honest, deterministic.
///
/// What comes in and goes out are the encoded bytes a socket would carry. A state change is one
/// transaction and its reply is sent only after the commit, so what was acknowledged survives the
/// end of the process at any moment. Never opens a socket, never reads the environment.
package final class Sandbox: Sendable {
  /// Where the state is kept.
  package enum Store: Sendable, Hashable {
    /// A file, created with its folder when missing; several processes may share it.
    case file(String)
    /// Nowhere: the state ends with the object.
    case memory
  }

  /// The path of the file; nil when the state is kept in memory.
  package let path: String?

  /// Opens the sandbox; a fresh one gets its schema and the seeded world.
  ///
  /// `seed` decides the identifiers of a fresh sandbox and is remembered in it: an existing file
  /// keeps its own. Throws a `SandboxDiagnostic` for a file that cannot serve.
  package init(store: Store, clock: SandboxClock = .system, seed: UInt64 = 1) throws(Diagnostic) {
    switch store {
    case .file(let path): self.path = path
    case .memory: self.path = nil
    }
  }

  /// Opens a connection to the controller named as in `localClient()`.
  ///
  /// `path` is `/api` or `/model/<uuid>/api`. Each frame goes in through `receive`; each reply comes
  /// out through `send`, possibly later, in another order and from another thread. `ended` is
  /// called when the server ends the connection, with the reason.
  package func openJuju(
    controller: String, path: String, send: @escaping @Sendable ([UInt8]) -> Void,
    ended: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(Diagnostic) -> JujuServerConnection {
    JujuServerConnection()
  }

  /// Returns what the local client of the sandbox's user knows.
  package func localClient() throws(Diagnostic) -> LocalClient {
    LocalClient(controllers: [], currentController: "")
  }

  /// Makes a controller, and one of its models, the local client's current one; nil leaves the
  /// controller's current model as it is.
  package func makeCurrent(controller: String, model: String? = nil) throws(Diagnostic) {}

  /// Empties the sandbox and seeds it again; open connections end.
  package func reset() throws(Diagnostic) {}
}
