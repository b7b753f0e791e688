import CommandKit
import Diagnostics
import EffectGate
import JujuClientFiles
import JujuCommands
import Sandbox
import Synchronization
import Values
import WaldurClient
import WaldurWire

/// Makes the Waldur half of the session when a command first asks for it: from the environment or
/// the configuration where they name a server, else on the sandbox, which stands for both halves or
/// for neither.
struct WaldurSessionMaking: Sendable {
  let options: SessionOptions
  let store: SandboxStore
  let environment: [String: String]
  let network: any Network
  /// How long to wait for one answer of a server in the network.
  let patience: Duration
  /// Asks a person for a token; nil when there is nobody.
  let askToken: (@Sendable (_ prompt: String) throws(Diagnostic) -> AccessToken?)?
  /// Lets a person choose one of several by its number; nil when there is nobody.
  let choose: (@Sendable (_ question: String, _ choices: [String]) throws(Diagnostic) -> Int?)?

  /// What the offsh call says of where to start.
  struct SessionOptions: Sendable {
    let profile: String?
    let provider: String?
    let isSandbox: Bool
  }

  func make(
    gate: EffectGate, interruption: Interruption, clock: any WallClock,
    report: @escaping @Sendable (String) -> Void
  ) throws(Diagnostic) -> WaldurSession {
    let (profile, transport) = try source()
    return WaldurSession(
      profile, provider: options.provider,
      surroundings: WaldurConnection.Surroundings(
        transport: transport, gate: gate, patience: patience,
        checkInterruption: { () throws(Diagnostic) in try interruption.check() },
        sleep: { (duration) throws(Diagnostic) in
          try clock.sleep(nanoseconds: duration.nanoseconds, interruption: interruption)
        },
        report: report, askToken: askToken),
      choose: choose)
  }

  /// Returns the server and the way there. `--sandbox` always means the sandbox.
  private func source() throws(Diagnostic) -> (WaldurProfile, any WaldurTransport) {
    if !options.isSandbox {
      let profiles = WaldurProfiles(environment: environment)
      if let profile = try profiles.profile(named: options.profile) {
        return (
          profile,
          network.servers(
            ServerSettings(
              authorities: profile.authorities, patience: patience, environment: environment))
        )
      }
      if try JujuClientFiles(environment: environment)?.haveControllers == true {
        throw Diagnostic(
          WaldurDiagnostic.noProfile, "no Waldur server is configured here",
          hint: "set \(WaldurProfiles.urlVariable) and \(WaldurProfiles.tokenVariable), or write a "
            + "profile to \(profiles.path ?? "config.yaml")")
      }
    }
    let sandbox = try store.open()
    let transport = SandboxWaldurTransport(sandbox: sandbox)
    let way = try network.embeddedServer(sandbox)
    if let profile = try configured(for: transport) { return (profile, way) }
    return (try transport.profile(named: options.profile), way)
  }

  /// Also the sandbox's own address can be configured, with somebody's token. What else is
  /// configured is for other servers, and not looked at.
  private func configured(for sandbox: SandboxWaldurTransport) throws(Diagnostic) -> WaldurProfile?
  {
    let profiles = WaldurProfiles(environment: environment)
    let profile: WaldurProfile?
    if let name = options.profile {
      guard try profiles.names().contains(name) else { return nil }
      profile = try profiles.profile(named: name)
    } else {
      profile = try profiles.profileOfEnvironment()
    }
    return try profile?.address.description == sandbox.address ? profile : nil
  }
}

extension JujuClientFiles {
  /// Whether Juju's own client knows controllers.
  var haveControllers: Bool {
    get throws(Diagnostic) {
      guard exist else { return false }
      return try !directory().controllers.isEmpty
    }
  }
}

/// The session once somebody has asked for it.
final class WaldurSessionSource: Sendable {
  private let make: @Sendable () throws(Diagnostic) -> WaldurSession
  private let made = Mutex<WaldurSession?>(nil)

  init(_ make: @escaping @Sendable () throws(Diagnostic) -> WaldurSession) { self.make = make }

  /// The session if somebody has asked for it before.
  var existing: WaldurSession? { made.withLock { $0 } }

  /// Returns the session; a failed making is tried again the next time.
  func session() throws(Diagnostic) -> WaldurSession {
    if let session = made.withLock({ $0 }) { return session }
    let new = try make()
    // Blocks that run in parallel may make several at once: the first is the session.
    return made.withLock { made in
      let kept = made ?? new
      made = kept
      return kept
    }
  }

  /// What is known of the Waldur half without asking a server: what was used, else what is configured.
  func standing(
    _ options: WaldurSessionMaking.SessionOptions, _ environment: [String: String]
  ) -> WaldurStanding? {
    if let session = existing, let provider = session.knownProvider {
      return WaldurStanding(profile: session.profileName, provider: provider.name)
    }
    guard !options.isSandbox,
      let profile = try? WaldurProfiles(environment: environment).profile(named: options.profile)
    else { return nil }
    return WaldurStanding(profile: profile.name, provider: options.provider ?? profile.provider)
  }

  /// The provider a script may require: looked for now when it is not known yet.
  func provider() -> (name: String, uuid: String)? {
    guard let provider = try? session().provider() else { return nil }
    return (provider.name, "\(provider.uuid)")
  }
}
