import CommandKit
import Diagnostics
import EffectGate
import Interpreter
import JujuClient
import JujuClientFiles
import JujuCommands
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
  /// Asks a person for a password; nil when there is nobody.
  let askPassword: (@Sendable (_ prompt: String) throws(Diagnostic) -> Password?)?
  /// What a test puts in the way to the controllers.
  let wayTo: @Sendable (any JujuTransport) -> any JujuTransport

  /// What the offsh call says of where to start.
  struct SessionOptions: Sendable {
    let start: StartingPoint
    let isSandbox: Bool
  }

  /// A session, and what reads anew what it knows where that costs next to nothing.
  struct Made {
    let session: JujuSession
    let renew: (@Sendable () throws(Diagnostic) -> Void)?
  }

  func make(
    gate: EffectGate, interruption: Interruption, isHurried: Bool
  ) throws(Diagnostic) -> Made {
    let source = try source(gate, isHurried: isHurried)
    let surroundings = JujuSession.Surroundings(
      transport: wayTo(source.transport), gate: gate,
      checkInterruption: { () throws(Diagnostic) in try interruption.check() },
      patience: source.patience, askPassword: askPassword, readDirectory: source.read)
    let session = JujuSession(
      directory: source.directory, surroundings: surroundings, start: options.start)
    if let named = options.start.namedController {
      do throws(Diagnostic) {
        _ = try session.controller(named.name)
      } catch {
        throw error.located(at: named.span)
      }
    }
    guard let sandbox = source.sandbox else { return Made(session: session, renew: nil) }
    return Made(
      session: session,
      renew: { () throws(Diagnostic) in
        sandbox.waitForOthers(SandboxStore.hurriedWait)
        defer { sandbox.waitForOthers(Sandbox.lockWait) }
        try session.readDirectoryAnew()
      })
  }

  private struct Source {
    let directory: JujuDirectory
    let transport: any JujuTransport
    /// How long to wait for one answer. A sandbox in the process answers at once or not at all.
    var patience: Duration?
    /// Reads the directory anew.
    let read: @Sendable () throws(Diagnostic) -> JujuDirectory
    var sandbox: Sandbox?
  }

  /// Returns what is known and the way there. `--sandbox` always means the sandbox.
  ///
  /// Throws where `JUJU_DATA` names a folder without controllers: whoever names a place does not want
  /// to work elsewhere.
  private func source(
    _ gate: EffectGate, isHurried: Bool
  ) throws(Diagnostic) -> Source {
    if !options.isSandbox, let files = JujuClientFiles(environment: environment) {
      let directory = files.exist ? try files.directory() : JujuDirectory()
      if !directory.controllers.isEmpty {
        let trace: @Sendable (String) -> Void = { gate.trace($0) }
        return Source(
          directory: directory,
          transport: network.controllers(trace: gate.isTracing ? trace : nil), patience: patience,
          read: { () throws(Diagnostic) in try files.directory() })
      }
      if let folder = environment["JUJU_DATA"], !folder.isEmpty { throw files.nameNothing }
    }
    if !options.isSandbox, try WaldurProfiles(environment: environment).profile(named: nil) != nil {
      throw JujuSessionSource.notConfigured
    }
    let sandbox = try store.open(isHurried: isHurried)
    return Source(
      directory: try sandbox.localClient().directory,
      transport: try network.embedded(sandbox) { gate.mode == .live },
      read: { () throws(Diagnostic) in try sandbox.localClient().directory },
      sandbox: sandbox)
  }
}

/// The session once somebody has asked for it. Knows the parts it is made of and not the runtime
/// that provides it, so that neither keeps the other.
final class JujuSessionSource: Sendable {
  private let making: JujuSessionMaking
  private let gate: EffectGate
  private let interruption: Interruption
  private let made = Mutex<JujuSessionMaking.Made?>(nil)

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

  /// The session if somebody has asked for it before.
  var existing: JujuSession? { made.withLock { $0?.session } }

  /// Takes up what another process changed, such as a reset of the sandbox. What is in the way shows
  /// when a command needs it.
  func renew() {
    guard let renew = made.withLock({ $0?.renew }) else { return }
    do throws(Diagnostic) { try renew() } catch {}
  }

  /// Returns the session; a failed making is tried again the next time. `isHurried` does not wait
  /// long for whatever is in the way.
  func session(isHurried: Bool = false) throws(Diagnostic) -> JujuSession {
    if let session = existing { return session }
    let new = try making.make(gate: gate, interruption: interruption, isHurried: isHurried)
    // Blocks that run in parallel may make several at once: the first is the session.
    return made.withLock { made in
      let kept = made ?? new
      made = kept
      return kept.session
    }
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
