import CommandKit
import CoreCommands
import Diagnostics
import EffectGate
import Glibc
import Interpreter
import JujuClient
import JujuCommands
import Sandbox
import Values
import WaldurClient
import WaldurCommands

/// What a shell stands in: the process and its terminal, or a test's hand.
struct Surroundings: Sendable {
  var environment: [String: String]
  var streams: StandardStreams
  var terminal: Terminal
  var clock: any WallClock
  var sandboxClock: SandboxClock = .system
  var network: any Network
  /// What a test puts in the way to the controllers.
  var wayTo: @Sendable (any JujuTransport) -> any JujuTransport = { $0 }
  var interruption: Interruption
  /// Asks a person; nil when there is nobody.
  var ask: (@Sendable (Confirmation) throws(Diagnostic) -> Decision)?
  /// Asks a person for a password; nil when there is nobody.
  var askPassword: (@Sendable (_ prompt: String) throws(Diagnostic) -> Password?)?
  /// Asks a person for a token; nil when there is nobody.
  var askToken: (@Sendable (_ prompt: String) throws(Diagnostic) -> AccessToken?)?
  /// Lets a person choose one of several by its number, from 0; nil when there is nobody.
  var choose: (@Sendable (_ question: String, _ choices: [String]) throws(Diagnostic) -> Int?)?
  /// Whether somebody sees how far something is: standard error is a terminal.
  var showsProgress = false
  var audit: @Sendable (EffectRequest, EffectGate.Outcome) -> Void

  /// Those of the process.
  static func process(
    _ options: Options, environment: [String: String], network: any Network,
    streams: StandardStreams,
    interruption: Interruption
  ) -> Surroundings {
    let audit = AuditLog(environment: environment) { streams.report($0) }
    let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
    let person = isInteractive ? Person(streams: streams, interruption: interruption) : nil
    return Surroundings(
      environment: environment, streams: streams,
      terminal: Terminal(options.color, environment: environment), clock: SystemClock(),
      network: network, interruption: interruption, ask: person?.decides,
      askPassword: person?.password, askToken: person?.token, choose: person?.choice,
      showsProgress: isatty(STDERR_FILENO) == 1 && environment["TERM"] ?? "dumb" != "dumb",
      audit: { audit.append($0, $1) })
  }
}

/// Puts the parts together: gate, commands, session, interpreter.
///
/// Nothing here is opened before it is needed: no file, no database, no terminal editor.
struct Composition {
  let streams: StandardStreams
  let terminal: Terminal
  /// Only results and errors are printed.
  let isQuiet: Bool
  let runtime: Runtime
  let interpreter: Interpreter
  let recorder: Recorder
  private let session: JujuSessionSource
  private let provider: WaldurSessionSource

  init(_ call: Invocation, _ surroundings: Surroundings) {
    let options = call.options
    let streams = surroundings.streams
    let renderer = Renderer(
      streams: streams, terminal: surroundings.terminal, format: options.format)
    let isQuiet = options.quiet
    self.isQuiet = isQuiet
    let trace: @Sendable (String) -> Void = { streams.report($0) }
    let gate = EffectGate(
      mode: options.mode, assumesYes: options.yes,
      surroundings: EffectGate.Surroundings(
        report: { streams.report($0) }, ask: surroundings.ask, audit: surroundings.audit,
        trace: options.debug ? trace : nil))
    runtime = Runtime(
      gate: gate, table: CommandTable(CoreCommands.all + JujuCommands.all + WaldurCommands.all),
      clock: FlushingClock(clock: surroundings.clock, streams: streams),
      environment: surroundings.environment, interruption: surroundings.interruption,
      printLine: { if !isQuiet { streams.report($0) } },
      renderValue: { (output) throws(Diagnostic) in try renderer.render(output) })
    if surroundings.terminal.isScreen {
      runtime.provide(
        WatchDisplay(
          streams: streams, terminal: surroundings.terminal, format: options.format
        ).screen)
    }
    if surroundings.showsProgress {
      runtime.provide(ProgressLine { streams.report(progress: $0) })
    }
    (session, provider) = Self.provideSession(runtime, call, surroundings)
    KeptPlaces(options, environment: surroundings.environment).provide(to: runtime)
    runtime.provide(
      DocumentFile { [interruption = surroundings.interruption] (path) throws(Diagnostic) in
        try YAMLFile.value(at: path, interruption)
      })
    let interpreter = Interpreter(runtime: runtime, load: SourceFiles.loader(runtime.interruption))
    self.interpreter = interpreter
    runtime.provide(DefinitionNames(interpreter.definitionNames))
    self.streams = streams
    recorder = Recorder(streams: streams, environment: surroundings.environment)
    recorder.provide(to: runtime) { [clock = runtime.clock, session, provider] in
      Recorder.Heading(time: clock.now, place: Self.place(session, provider))
    }
    interpreter.watcher = recorder
    terminal = surroundings.terminal
  }

  /// Makes the session known; it is opened when a command first asks for it.
  private static func provideSession(
    _ runtime: Runtime, _ call: Invocation, _ surroundings: Surroundings
  ) -> (JujuSessionSource, WaldurSessionSource) {
    let options = call.options
    let making = JujuSessionMaking(
      options: JujuSessionMaking.SessionOptions(
        start: call.start, isSandbox: options.sandbox != nil),
      store: SandboxStore(
        option: options.sandbox?.store, environment: surroundings.environment,
        clock: surroundings.sandboxClock, mayCreate: options.mode == .live,
        warn: { [streams = surroundings.streams, isQuiet = options.quiet] text in
          if !isQuiet { streams.report("WARNING \(text)") }
        }),
      environment: surroundings.environment, network: surroundings.network,
      patience: Self.patience(options), askPassword: surroundings.askPassword,
      wayTo: surroundings.wayTo)
    let source = JujuSessionSource(
      making, gate: runtime.gate, interruption: runtime.interruption)
    runtime.provide(JujuSession.self) { () throws(Diagnostic) -> JujuSession in
      try source.session()
    }
    let waldur = waldurSource(runtime, options, surroundings, making.store)
    runtime.provide(WaldurSession.self) { () throws(Diagnostic) -> WaldurSession in
      try waldur.session()
    }
    runtime.provide(CurrentProvider { waldur.provider() })
    let environment = surroundings.environment
    let named = WaldurSessionMaking.SessionOptions(
      profile: options.profile, provider: options.provider, isSandbox: options.sandbox != nil)
    runtime.provide(WaldurStanding.Source { waldur.standing(named, environment) })
    runtime.provide(
      SessionValue { () throws(Diagnostic) -> Value in
        SessionRecord(juju: try? source.session(), waldur: try? waldur.session()).value
      })
    return (source, waldur)
  }

  private static func patience(_ options: Options) -> Duration {
    options.timeout?.duration ?? .seconds(120)
  }

  private static func waldurSource(
    _ runtime: Runtime, _ options: Options, _ surroundings: Surroundings, _ store: SandboxStore
  ) -> WaldurSessionSource {
    let making = WaldurSessionMaking(
      options: WaldurSessionMaking.SessionOptions(
        profile: options.profile, provider: options.provider, isSandbox: options.sandbox != nil),
      store: store, environment: surroundings.environment, network: surroundings.network,
      patience: Self.patience(options), askToken: surroundings.askToken,
      choose: surroundings.choose)
    let (gate, interruption, clock) = (runtime.gate, runtime.interruption, runtime.clock)
    let streams = surroundings.streams
    let isQuiet = options.quiet
    return WaldurSessionSource { () throws(Diagnostic) -> WaldurSession in
      try making.make(
        gate: gate, interruption: interruption, clock: clock,
        report: { if !isQuiet { streams.report(TerminalText.escaped($0)) } })
    }
  }

  /// An interpreter that knows nothing of what was declared before.
  func freshInterpreter() -> Interpreter {
    let interpreter = Interpreter(runtime: runtime, load: SourceFiles.loader(runtime.interruption))
    interpreter.define("args", .list(List()))
    return interpreter
  }

  /// Opens the session without waiting long for what is in the way, so that the prompt can say where
  /// it is.
  func openSession() throws(Diagnostic) { _ = try session.session(isHurried: true) }

  /// Takes up what another process changed since the last entry.
  func renewSession() { session.renew() }

  /// What the session knows of controllers and models; nil before it is open.
  var knownDirectory: JujuDirectory? { session.existing?.directory }

  /// Where the session is: `foo:admin/default ⟨Nordic Compute⟩`; empty when it cannot be told without
  /// waiting. The provider is told once a command has worked for it.
  var place: String { Self.place(session, provider) }

  private static func place(_ session: JujuSessionSource, _ provider: WaldurSessionSource) -> String
  {
    let position = session.existing?.position
    let juju = [position?.controller, position?.model].compactMap { $0 }.joined(separator: ":")
    let provider = provider.existing?.knownProvider.map { "⟨\($0.name)⟩" } ?? ""
    return [juju, provider].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// What `$session` holds. Asks nobody: a half that is not there is null.
private struct SessionRecord {
  let value: Value

  init(juju: JujuSession?, waldur: WaldurSession?) {
    let position = juju?.position
    let user = position.flatMap { juju?.directory[$0.controller]?.account?.user }
    let provider = waldur?.knownProvider
    func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
    value = .record(
      Record([
        "controller": text(position?.controller), "model": text(position?.model),
        "user": text(user), "profile": text(waldur?.profileName), "provider": text(provider?.name),
        "provider-uuid": text(provider?.uuid),
      ]))
  }
}
