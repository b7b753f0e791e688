import CommandKit
import Diagnostics
import Glibc
import Interpreter
import LineEditor
import Syntax

/// The program: arguments in, exit status out.
package enum Application {
  /// The version, as `--version` prints it.
  package static let version = "0.1.0"

  /// Runs on the main thread, which then waits for signals while another thread evaluates.
  package static func start(
    _ arguments: [String], environment: [String: String], network: any Network
  ) -> Never {
    Signals.block()
    let interruption = Interruption()
    let termination = Termination()
    let streams = StandardStreams()
    let outside = Outside(
      environment: environment, network: network, streams: streams, termination: termination)
    let started = EvaluatorThread.start { exit(run(arguments, outside, interruption)) }
    if !started { exit(run(arguments, outside, interruption)) }
    Signals.serve(interruption, termination) { status in
      // The other thread is in the midst of something: the terminal may have no echo, and output
      // may be buffered.
      LineEditor.restoreTerminal()
      let lastWords = termination.lastWords
      streams.flushAtOnce(lastWords)
      _exit(status)
    }
  }

  /// What the process is given of the world around it.
  private struct Outside: Sendable {
    let environment: [String: String]
    let network: any Network
    let streams: StandardStreams
    let termination: Termination
  }

  private static func run(
    _ arguments: [String], _ outside: Outside, _ interruption: Interruption
  ) -> Int32 {
    let invocation: Invocation
    do throws(Diagnostic) {
      invocation = try Invocation(arguments, environment: outside.environment)
    } catch {
      outside.streams.report(error.rendered())
      return error.exitCode.rawValue
    }
    let composition = Composition(
      invocation,
      .process(
        invocation.options, environment: outside.environment, network: outside.network,
        streams: outside.streams, interruption: interruption))
    outside.termination.tell { [gate = composition.runtime.gate] in gate.giveUp() }
    return outside.streams.end(with: Self.run(invocation, composition, outside))
  }

  private static func run(
    _ invocation: Invocation, _ composition: Composition, _ outside: Outside
  ) -> Int32 {
    let options = invocation.options
    let runner = Runner(composition: composition)
    if options.version { return print("offsh \(version)\n", composition) }
    if options.help { return print(HelpPage(Options.self).text, composition) }
    if let code = options.code {
      return runner.run(SourceText(code, name: "-c", origin: .typed), arguments: invocation.words)
    }
    guard let first = invocation.words.first else {
      return isatty(STDIN_FILENO) == 1
        ? Prompting(composition: composition).run(environment: outside.environment)
        : script("-", [], runner)
    }
    let rest = Array(invocation.words.dropFirst())
    switch Tool(rawValue: first) {
    case .check?: return CheckTool(composition: composition).run(rest)
    case .fmt?: return FormatTool(composition: composition).run(rest)
    case .explain?: return ExplainTool(composition: composition).run(rest)
    case .sandbox?:
      return SandboxTool(
        composition: composition, options: options, environment: outside.environment,
        network: outside.network, termination: outside.termination
      ).run(rest)
    case nil: return script(first, rest, runner)
    }
  }

  private static func script(_ path: String, _ arguments: [String], _ runner: Runner) -> Int32 {
    do throws(Diagnostic) {
      return runner.run(
        try SourceFiles.read(path, runner.composition.runtime.interruption), arguments: arguments)
    } catch {
      var error = error
      if error.hint == nil, runner.composition.runtime.table[path] != nil {
        error.hint = "to run one command: offsh -c '\(path)'; without arguments a prompt opens"
      }
      return runner.end(with: error)
    }
  }

  private static func print(_ text: String, _ composition: Composition) -> Int32 {
    do throws(Diagnostic) {
      try composition.streams.write(text)
      return ExitCode.success.rawValue
    } catch {
      return error.exitCode.rawValue
    }
  }
}
