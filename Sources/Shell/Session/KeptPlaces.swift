import CommandKit
import CoreCommands
import EffectGate
import JujuClientFiles
import LineEditor
import Sandbox
import Values

/// Where this shell finds and keeps things, as `config` lists it, and what it kept of the prompt.
struct KeptPlaces: Sendable {
  /// What the offsh call says is to become of writes.
  let startMode: EffectGate.Mode
  /// What `--sandbox` names.
  let sandbox: Sandbox.Store?
  let environment: [String: String]

  init(_ options: Options, environment: [String: String]) {
    startMode = options.mode
    sandbox = options.sandbox?.store
    self.environment = environment
  }

  /// The file of what was entered at prompts; nil when there is no home to put it in.
  static func historyPath(_ environment: [String: String]) -> String? {
    UserFolder.state.path("history", environment)
  }

  /// Makes `config` and `history` know them. Nothing is read before it is asked for.
  func provide(to runtime: Runtime) {
    let gate = runtime.gate
    runtime.provide(ShellSettings { settings(mode: gate.mode) })
    let path = Self.historyPath(environment)
    runtime.provide(EnteredTexts { Self.texts(of: History(path: path)) })
  }

  static func texts(of history: History) -> [EnteredTexts.Entry] {
    history.entries.map { EnteredTexts.Entry($0.text, at: Timestamp(seconds: Int64($0.time))) }
  }

  private func settings(mode: EffectGate.Mode) -> [ShellSettings.Entry] {
    let juju = JujuClientFiles(environment: environment)
    return [
      .init(
        "mode", mode.rawValue,
        from: mode != startMode ? "set-mode" : mode == .live ? "default" : "--\(mode.rawValue)"),
      .init(
        "sandbox", sandboxPath,
        from: sandbox == nil ? source(.data) : "--sandbox"),
      .init("juju-data", juju?.folder, from: jujuSource),
      .init("history", Self.historyPath(environment), from: source(.state)),
      .init(
        "audit-log", UserFolder.state.path("audit.jsonl", environment),
        from: source(.state)),
    ]
  }

  private var sandboxPath: String {
    let store = SandboxStore(option: sandbox, environment: environment).store
    if case .file(let path) = store { return path }
    return ":memory:"
  }

  private func source(_ folder: UserFolder) -> String {
    folder.variable(environment) ?? "default"
  }

  /// The variable that says where Juju's own client keeps its files.
  private var jujuSource: String {
    ["JUJU_DATA", "XDG_DATA_HOME", "HOME"].first { environment[$0]?.isEmpty == false } ?? "default"
  }
}
