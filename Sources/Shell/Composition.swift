import CommandKit
import CoreCommands
import Diagnostics
import EffectGate
import Glibc
import Interpreter
import Values

/// Puts the parts together for one process: streams, gate, commands, session, interpreter.
///
/// Nothing here is opened before it is needed: no file, no database, no terminal editor.
struct Composition {
  let streams: StandardStreams
  let terminal: Terminal
  let runtime: Runtime
  let interpreter: Interpreter

  init(_ options: Options, environment: [String: String], interruption: Interruption) {
    let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
    let streams = StandardStreams()
    let terminal = Terminal(options.color, environment: environment)
    let renderer = Renderer(streams: streams, terminal: terminal, format: options.format)
    let audit = AuditLog(environment: environment)
    let isQuiet = options.quiet
    let ask: @Sendable (Confirmation) -> Bool = { Question.ask($0, streams) }
    let trace: @Sendable (String) -> Void = { streams.report(TerminalText.escaped($0)) }
    let gate = EffectGate(
      mode: options.mode, assumesYes: options.yes,
      surroundings: EffectGate.Surroundings(
        report: { streams.report($0) }, ask: isInteractive ? ask : nil,
        audit: { audit.append($0, $1) }, trace: options.debug ? trace : nil))
    runtime = Runtime(
      gate: gate, table: CommandTable(CoreCommands.all), clock: SystemClock(),
      environment: environment, interruption: interruption,
      printLine: { if !isQuiet { streams.report($0) } },
      renderValue: { (output) throws(Diagnostic) in try renderer.render(output) })
    interpreter = Interpreter(runtime: runtime, load: SourceFiles.load)
    self.streams = streams
    self.terminal = terminal
  }

  /// An interpreter that knows nothing of what was declared before.
  func freshInterpreter() -> Interpreter {
    Interpreter(runtime: runtime, load: SourceFiles.load)
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
