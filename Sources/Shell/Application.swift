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
  package static func start(_ arguments: [String], environment: [String: String]) -> Never {
    Signals.block()
    let interruption = Interruption()
    let streams = StandardStreams()
    let started = EvaluatorThread.start {
      exit(run(arguments, environment: environment, interruption, streams))
    }
    if !started { exit(run(arguments, environment: environment, interruption, streams)) }
    Signals.serve(interruption) { status in
      // The other thread is in the midst of something: the terminal may have no echo, and output
      // may be buffered.
      LineEditor.restoreTerminal()
      streams.flushAtOnce()
      _exit(status)
    }
  }

  private static func run(
    _ arguments: [String], environment: [String: String], _ interruption: Interruption,
    _ streams: StandardStreams
  ) -> Int32 {
    let invocation: Invocation
    do throws(Diagnostic) {
      invocation = try Invocation(arguments, environment: environment)
    } catch {
      streams.report(error.rendered())
      return error.exitCode.rawValue
    }
    let composition = Composition(
      invocation,
      .process(
        invocation.options, environment: environment, streams: streams, interruption: interruption))
    return streams.end(with: Self.run(invocation, composition, environment))
  }

  private static func run(
    _ invocation: Invocation, _ composition: Composition, _ environment: [String: String]
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
        ? Prompting(composition: composition).run(environment: environment)
        : script("-", [], runner)
    }
    let rest = Array(invocation.words.dropFirst())
    switch Tool(rawValue: first) {
    case .check?: return CheckTool(composition: composition).run(rest)
    case .fmt?: return FormatTool(composition: composition).run(rest)
    case .explain?: return ExplainTool(composition: composition).run(rest)
    case .sandbox?:
      return SandboxTool(
        composition: composition, options: options, environment: environment
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
