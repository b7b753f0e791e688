import CommandKit
import CoreCommands
import Diagnostics
import EffectGate
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

  init(_ options: Options, environment: [String: String], isInteractive: Bool) {
    let streams = StandardStreams()
    let terminal = Terminal(options.color, environment: environment)
    let renderer = Renderer(streams: streams, terminal: terminal, format: options.format)
    let audit = AuditLog(environment: environment)
    let isQuiet = options.quiet
    let gate = EffectGate(
      mode: options.mode, assumesYes: options.yes,
      surroundings: EffectGate.Surroundings(
        report: { streams.report($0) },
        ask: isInteractive ? { Question.ask($0, streams) } : nil,
        audit: { audit.append($0, $1) },
        trace: options.debug ? { streams.report(TerminalText.escaped($0)) } : nil))
    runtime = Runtime(
      gate: gate, table: CommandTable(CoreCommands.all), clock: SystemClock(),
      environment: environment,
      printLine: { if !isQuiet { streams.report($0) } },
      renderValue: { (output) throws(Diagnostic) in try renderer.render(output) })
    interpreter = Interpreter(runtime: runtime, load: SourceFiles.load)
    self.streams = streams
    self.terminal = terminal
  }
}
