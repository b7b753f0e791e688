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

/// What a shell stands in: the process and its terminal, or a test's hand.
struct Surroundings: Sendable {
  var environment: [String: String]
  var streams: StandardStreams
  var terminal: Terminal
  var clock: any WallClock
  var sandboxClock: SandboxClock = .system
  var wayTo: @Sendable (any JujuTransport) -> any JujuTransport = { $0 }
  var interruption: Interruption
  /// Asks a person; nil when there is nobody.
  var ask: (@Sendable (Confirmation) throws(Diagnostic) -> Bool)?
  /// Asks a person for a password; nil when there is nobody.
  var askPassword: (@Sendable (_ prompt: String) throws(Diagnostic) -> Password?)?
  var audit: @Sendable (EffectRequest, EffectGate.Outcome) -> Void

  /// Those of the process.
  static func process(
    _ options: Options, environment: [String: String], streams: StandardStreams,
    interruption: Interruption
  ) -> Surroundings {
    let audit = AuditLog(environment: environment)
    let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
    let person = isInteractive ? Person(streams: streams, interruption: interruption) : nil
    return Surroundings(
      environment: environment, streams: streams,
      terminal: Terminal(options.color, environment: environment), clock: SystemClock(),
      interruption: interruption, ask: person?.confirms,
      askPassword: person?.password, audit: { audit.append($0, $1) })
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
  private let session: JujuSessionSource

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
      gate: gate, table: CommandTable(CoreCommands.all + JujuCommands.all),
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
    session = Self.provideSession(runtime, call, surroundings)
    KeptPlaces(options, environment: surroundings.environment).provide(to: runtime)
    runtime.provide(
      DocumentFile { [interruption = surroundings.interruption] (path) throws(Diagnostic) in
        try YAMLFile.value(at: path, interruption)
      })
    let interpreter = Interpreter(runtime: runtime, load: SourceFiles.loader(runtime.interruption))
    self.interpreter = interpreter
    runtime.provide(DefinitionNames(interpreter.definitionNames))
    self.streams = streams
    terminal = surroundings.terminal
  }

  /// Makes the session known; it is opened when a command first asks for it.
  private static func provideSession(
    _ runtime: Runtime, _ call: Invocation, _ surroundings: Surroundings
  ) -> JujuSessionSource {
    let options = call.options
    let making = JujuSessionMaking(
      options: JujuSessionMaking.SessionOptions(
        start: call.start, isSandbox: options.sandbox != nil),
      store: SandboxStore(
        option: options.sandbox?.store, environment: surroundings.environment,
        clock: surroundings.sandboxClock),
      environment: surroundings.environment,
      askPassword: surroundings.askPassword, wayTo: surroundings.wayTo)
    let source = JujuSessionSource(
      making, gate: runtime.gate, interruption: runtime.interruption)
    runtime.provide(JujuSession.self) { () throws(Diagnostic) -> JujuSession in
      try source.session()
    }
    runtime.provide(
      SessionValue { () throws(Diagnostic) -> Value in try source.session().record })
    return source
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

  /// Where the session is: `foo:admin/default`; empty when it cannot be told without waiting.
  var place: String {
    guard let position = session.existing?.position else { return "" }
    return [position.controller, position.model].compactMap { $0 }.joined(separator: ":")
  }
}
