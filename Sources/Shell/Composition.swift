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
  var network: any Network
  var interruption: Interruption
  /// Asks a person; nil when there is nobody.
  var ask: (@Sendable (Confirmation) -> Bool)?
  var audit: @Sendable (EffectRequest, EffectGate.Outcome) -> Void

  /// Those of the process.
  static func process(
    _ options: Options, environment: [String: String], network: any Network,
    interruption: Interruption
  ) -> Surroundings {
    let streams = StandardStreams()
    let audit = AuditLog(environment: environment)
    let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
    let ask: @Sendable (Confirmation) -> Bool = { Question.ask($0, streams) }
    return Surroundings(
      environment: environment, streams: streams,
      terminal: Terminal(options.color, environment: environment), clock: SystemClock(),
      network: network, interruption: interruption, ask: isInteractive ? ask : nil,
      audit: { audit.append($0, $1) })
  }
}

/// Puts the parts together: gate, commands, session, interpreter.
///
/// Nothing here is opened before it is needed: no file, no database, no terminal editor.
struct Composition {
  let streams: StandardStreams
  let terminal: Terminal
  let runtime: Runtime
  let interpreter: Interpreter

  init(_ options: Options, _ surroundings: Surroundings) {
    let streams = surroundings.streams
    let renderer = Renderer(
      streams: streams, terminal: surroundings.terminal, format: options.format)
    let isQuiet = options.quiet
    let trace: @Sendable (String) -> Void = { streams.report(TerminalText.escaped($0)) }
    let gate = EffectGate(
      mode: options.mode, assumesYes: options.yes,
      surroundings: EffectGate.Surroundings(
        report: { streams.report($0) }, ask: surroundings.ask, audit: surroundings.audit,
        trace: options.debug ? trace : nil))
    runtime = Runtime(
      gate: gate, table: CommandTable(CoreCommands.all + JujuCommands.all),
      clock: surroundings.clock,
      environment: surroundings.environment, interruption: surroundings.interruption,
      printLine: { if !isQuiet { streams.report($0) } },
      renderValue: { (output) throws(Diagnostic) in try renderer.render(output) })
    Self.provideSession(runtime, options, surroundings)
    let interpreter = Interpreter(runtime: runtime, load: SourceFiles.load)
    self.interpreter = interpreter
    runtime.provide(DefinitionNames(interpreter.definitionNames))
    self.streams = streams
    terminal = surroundings.terminal
  }

  /// Makes the session known; it is opened when a command first asks for it.
  private static func provideSession(
    _ runtime: Runtime, _ options: Options, _ surroundings: Surroundings
  ) {
    let making = JujuSessionMaking(
      options: JujuSessionMaking.SessionOptions(
        controller: options.controller, model: options.model, isSandbox: options.sandbox != nil),
      store: SandboxStore(
        option: options.sandbox, environment: surroundings.environment,
        clock: surroundings.sandboxClock),
      environment: surroundings.environment, network: surroundings.network,
      patience: options.timeout.map { .nanoseconds($0.nanoseconds) } ?? .seconds(120))
    let source = JujuSessionSource(
      making, gate: runtime.gate, interruption: runtime.interruption)
    runtime.provide(JujuSession.self) { () throws(Diagnostic) -> JujuSession in
      try source.session()
    }
    runtime.provide(
      SessionValue { () throws(Diagnostic) -> Value in try source.session().record })
  }

  /// An interpreter that knows nothing of what was declared before.
  func freshInterpreter() -> Interpreter {
    let interpreter = Interpreter(runtime: runtime, load: SourceFiles.load)
    interpreter.define("args", .list(List()))
    return interpreter
  }

  /// Where the session is: `foo:admin/default`; empty when it cannot be told.
  var place: String {
    guard case .record(let session)? = try? runtime.service(SessionValue.self)?.current() else {
      return ""
    }
    return [session["controller"], session["model"]].compactMap { value in
      guard case .string(let text)? = value else { return nil }
      return text
    }.joined(separator: ":")
  }
}
