import Diagnostics
import EffectGate
import JujuClient
import Synchronization

/// A session over a scripted transport, with what the gate was told.
final class Desk: Sendable {
  let session: JujuSession
  let gate: EffectGate
  private let notebook: Notebook

  /// What was reported, traced, and written to the audit log.
  var notes: [String] { notebook.all }

  init(
    _ transport: any JujuTransport, mode: EffectGate.Mode = .live, patience: Duration? = nil,
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    start: StartingPoint = StartingPoint(),
    isTracing: Bool = false, directory: JujuDirectory = Desk.directory,
    askPassword: (@Sendable (String) throws(Diagnostic) -> Password?)? = nil
  ) {
    let lines = Notebook()
    notebook = lines
    let trace: @Sendable (String) -> Void = { lines.add($0) }
    gate = EffectGate(
      mode: mode, assumesYes: true,
      surroundings: .init(
        report: { lines.add($0) }, ask: nil, audit: { lines.add("\($1.rawValue) \($0.call)") },
        trace: isTracing ? trace : nil))
    session = JujuSession(
      directory: directory,
      surroundings: .init(
        transport: transport, gate: gate,
        checkInterruption: { () throws(Diagnostic) in
          if isInterrupted() {
            throw Diagnostic(DiagnosticID("run.interrupted", .interrupted, ""), "interrupted")
          }
        }, patience: patience, askPassword: askPassword),
      start: start)
  }

  /// What a person, or `--yes`, would give.
  var consent: Consent {
    get throws(Diagnostic) {
      try gate.confirm { () throws(Diagnostic) in Confirmation(statement: "") }
    }
  }

  final class Notebook: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
  }

  static let directory = JujuDirectory(
    controllers: [
      KnownController(
        name: "foo", uuid: "foo-uuid", endpoints: ["10.0.0.1:17070"],
        account: KnownAccount(user: "admin", password: Password("hunter2")),
        models: [
          KnownModel(name: "admin/default", uuid: "default-uuid"),
          KnownModel(name: "bob/prod", uuid: "prod-uuid"),
        ], currentModel: "admin/default"),
      KnownController(name: "bar", uuid: "bar-uuid", endpoints: ["10.0.0.9:17070"]),
    ], currentController: "foo", origin: "a test")
}

/// What a body throws; nil when it does not.
func failure(of body: () throws(Diagnostic) -> Void) -> Diagnostic? {
  do throws(Diagnostic) {
    try body()
    return nil
  } catch {
    return error
  }
}
