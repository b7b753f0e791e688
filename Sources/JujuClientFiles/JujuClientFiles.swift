package import Diagnostics
import Glibc
package import JujuClient

/// What Juju's own client keeps in its folder: `controllers.yaml`, `accounts.yaml`, `models.yaml`,
/// `cookies`.
///
/// Read only: nothing here writes, so what a session changes stays in the session.
package struct JujuClientFiles: Sendable {
  /// The folder, as the environment names it.
  package let folder: String

  package init(folder: String) { self.folder = folder }

  /// The folder is `$JUJU_DATA`, else `juju` in `$XDG_DATA_HOME`, else `.local/share/juju` in
  /// `$HOME`; nil when none of them is set.
  package init?(environment: [String: String]) {
    func folder(_ name: String, _ rest: String) -> String? {
      guard let value = environment[name], !value.isEmpty else { return nil }
      return value.hasSuffix("/") ? value.dropLast() + rest : value + rest
    }
    guard
      let found = folder("JUJU_DATA", "") ?? folder("XDG_DATA_HOME", "/juju")
        ?? folder("HOME", "/.local/share/juju")
    else { return nil }
    self.init(folder: found)
  }

  /// Whether there is anything that names a controller.
  package var exist: Bool { access(path("controllers.yaml"), F_OK) == 0 }

  /// Reads the files. Those that are missing name nothing.
  ///
  /// Throws `juju.client-files` with file and line for one that cannot be read or understood.
  package func directory() throws(Diagnostic) -> JujuDirectory {
    let controllers = try ClientFile(path("controllers.yaml"))
    let accounts = try ClientFile(path("accounts.yaml"), holdsSecrets: true)
    let models = try ClientFile(path("models.yaml"))
    var directory = JujuDirectory(
      currentController: try controllers?.top["current-controller"]?.text(), origin: folder)
    for entry in try controllers?.top["controllers"]?.entries() ?? [] {
      var known = try controller(entry.name, entry.value)
      known.account = try account(of: entry.name, in: accounts)
      if let account = known.account, account.password == nil {
        let macaroons = try macaroons(for: known)
        known.account?.macaroons = macaroons
      }
      try addModels(to: &known, from: models)
      directory[entry.name] = known
    }
    return directory
  }

  /// The error for files that name no controller where somebody said they do.
  package var nameNothing: Diagnostic {
    Diagnostic(
      JujuDiagnostic.noControllers,
      exist
        ? "JUJU_DATA is \(folder), and \(path("controllers.yaml")) names no controller"
        : "JUJU_DATA is \(folder), where there is no controllers.yaml",
      hint: "unset JUJU_DATA, or start with --sandbox PATH to work in a sandbox")
  }

  private func path(_ name: String) -> String { "\(folder)/\(name)" }

  private func controller(
    _ name: String, _ entry: ClientFile.Entry
  ) throws(Diagnostic) -> KnownController {
    KnownController(
      name: name, uuid: try entry.required("uuid"),
      endpoints: try entry["api-endpoints"]?.texts() ?? [],
      caCertificate: try entry["ca-cert"]?.text(),
      publicHostname: try entry["public-hostname"]?.text(), cloud: try entry["cloud"]?.text(),
      region: try entry["region"]?.text(), cloudType: try entry["type"]?.text(),
      agentVersion: try entry["agent-version"]?.text(),
      controllerMachineCount: try entry["controller-machine-count"]?.number(),
      activeControllerMachineCount: try entry["active-controller-machine-count"]?.number(),
      machineCount: try entry["machine-count"]?.number())
  }

  private func account(
    of controller: String, in file: ClientFile?
  ) throws(Diagnostic) -> KnownAccount? {
    guard let entry = try file?.top["controllers"]?[controller] else { return nil }
    return KnownAccount(
      user: try entry.required("user"), password: try entry["password"]?.text().map(Password.init),
      lastKnownAccess: try entry["last-known-access"]?.text())
  }

  private func macaroons(for known: KnownController) throws(Diagnostic) -> [Credential] {
    let cookies = try CookieFile(path("cookies/\(known.name).json"))
    let hosts = known.endpoints.map { Endpoint($0).host } + [known.publicHostname ?? ""]
    return cookies?.macaroons(for: Set(hosts.map { $0.lowercased() })) ?? []
  }

  private func addModels(
    to known: inout KnownController, from file: ClientFile?
  ) throws(Diagnostic) {
    guard let entry = try file?.top["controllers"]?[known.name] else { return }
    for model in try entry["models"]?.entries() ?? [] {
      known.remember(
        KnownModel(
          name: model.name, uuid: try model.value.required("uuid"),
          type: try model.value["type"]?.text() ?? ""))
    }
    known.currentModel = try entry["current-model"]?.text()
  }
}

/// What can be wrong with the files of Juju's own client.
package enum ClientFileDiagnostic {
  package static let unreadable = DiagnosticID(
    "juju.client-files", .failure,
    """
    A file of Juju's own client could not be read, or is not of the form that client writes. The \
    message names file and line. offsh never writes these files; Juju's own client, an editor, or \
    an unfinished copy did.
    """)

  package static let all = [unreadable]
}
