import CommandKit
import Diagnostics
import Glibc
import Interpreter
import Syntax

/// The program: arguments in, exit status out.
package enum Application {
  /// The version, as `--version` prints it.
  package static let version = "0.1.0"

  /// Runs on the main thread, which then waits for signals while another thread evaluates.
  package static func start(_ arguments: [String], environment: [String: String]) -> Never {
    setvbuf(stdout, nil, _IOFBF, 0)
    Signals.block()
    let interruption = Interruption()
    let started = EvaluatorThread.start {
      exit(run(arguments, environment: environment, interruption))
    }
    if !started { exit(run(arguments, environment: environment, interruption)) }
    Signals.serve(interruption) { status in
      _exit(status)
    }
  }

  private static func run(
    _ arguments: [String], environment: [String: String], _ interruption: Interruption
  ) -> Int32 {
    let invocation: Invocation
    do throws(Diagnostic) {
      invocation = try Invocation(arguments)
    } catch {
      StandardStreams().report(error.rendered())
      return error.exitCode.rawValue
    }
    return 0
  }
}
