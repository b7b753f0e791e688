import CommandKit
import Diagnostics
import EffectGate
import Interpreter
import JujuClient
import JujuClientFiles
import JujuCommands
import LineEditor
import Sandbox
import Synchronization
import Values

/// Makes the Juju half of the session when a command first asks for it: from Juju's own client
/// files where there are some, else on the sandbox.
struct JujuSessionMaking: Sendable {
  let options: SessionOptions
  let store: SandboxStore
  let environment: [String: String]
  let network: any Network
  /// How long to wait for one answer of a controller in the network.
  let patience: Duration

  /// What the offsh call says of where to start.
  struct SessionOptions: Sendable {
    let controller: String?
    let model: String?
    let isSandbox: Bool
  }

  func make(
    gate: EffectGate, interruption: Interruption
  ) throws(Diagnostic) -> JujuSession {
    let (directory, transport, patience) = try source(gate)
    let surroundings = JujuSession.Surroundings(
      transport: transport, gate: gate,
      checkInterruption: { () throws(Diagnostic) in try interruption.check() },
      patience: patience,
      askPassword: { prompt in
        guard let terminal = TerminalDialogue() else { return nil }
        return terminal.readSecret(prompt: prompt).map { Password($0) }
      })
    return JujuSession(
      directory: directory, surroundings: surroundings,
      controllerOverride: options.controller ?? environment["JUJU_CONTROLLER"],
      modelOverride: options.model ?? environment["JUJU_MODEL"])
  }

  /// Returns what is known, the way there and how long to wait. `--sandbox` always means the
  /// sandbox, which answers at once or not at all.
  private func source(
    _ gate: EffectGate
  ) throws(Diagnostic) -> (JujuDirectory, any JujuTransport, Duration?) {
    if !options.isSandbox, let files = JujuClientFiles(environment: environment), files.exist {
      let directory = try files.directory()
      if !directory.controllers.isEmpty {
        let trace: @Sendable (String) -> Void = { gate.trace($0) }
        return (directory, network.controllers(trace: gate.isTracing ? trace : nil), patience)
      }
    }
    if !options.isSandbox, try WaldurProfiles(environment: environment).profile(named: nil) != nil {
      throw JujuSessionSource.notConfigured
    }
    let sandbox = try store.open()
    return (try sandbox.localClient().directory, try network.embedded(sandbox), nil)
  }
}

/// The session once somebody has asked for it. Knows the parts it is made of and not the runtime
/// that provides it, so that neither keeps the other.
final class JujuSessionSource: Sendable {
  private let making: JujuSessionMaking
  private let gate: EffectGate
  private let interruption: Interruption
  private let made = Mutex<JujuSession?>(nil)

  init(_ making: JujuSessionMaking, gate: EffectGate, interruption: Interruption) {
    self.making = making
    self.gate = gate
    self.interruption = interruption
  }

  /// What is said where only the Waldur half is configured.
  static var notConfigured: Diagnostic {
    Diagnostic(
      JujuCommandDiagnostic.noSession, "no Juju controller is configured here",
      hint: "Juju's own client keeps controllers in ~/.local/share/juju ($JUJU_DATA)")
  }

  /// Returns the session; a failed making is tried again the next time.
  func session() throws(Diagnostic) -> JujuSession {
    if let session = made.withLock({ $0 }) { return session }
    let session = try making.make(gate: gate, interruption: interruption)
    made.withLock { $0 = session }
    return session
  }
}

extension LocalClient {
  /// What Juju's own client would know of the sandbox's controllers.
  var directory: JujuDirectory {
    JujuDirectory(
      controllers: controllers.map(\.known), currentController: currentController,
      origin: "the sandbox")
  }
}

extension LocalController {
  fileprivate var known: KnownController {
    func account(_ local: LocalAccount) -> KnownAccount {
      KnownAccount(
        user: local.user, password: Password(local.password), lastKnownAccess: local.access)
    }
    return KnownController(
      name: name, uuid: uuid, endpoints: apiEndpoints, caCertificate: caCertificate, cloud: cloud,
      region: region, agentVersion: agentVersion, controllerMachineCount: 1,
      activeControllerMachineCount: 1, machineCount: machineCount,
      account: accounts.first { $0.user == user }.map(account),
      otherAccounts: accounts.filter { $0.user != user }.map(account),
      models: models.map { KnownModel(name: $0.qualifiedName, uuid: $0.uuid, type: $0.type) },
      currentModel: currentModel)
  }
}
