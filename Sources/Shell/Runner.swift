import CommandKit
import Diagnostics
import Glibc
import Interpreter
import Syntax
import Values

/// Checks a text as a whole and runs it; says what went wrong and with which status to end.
struct Runner {
  let composition: Composition
  /// Sees every diagnostic that is shown; tests count with it which were ever provoked.
  var observe: (Diagnostic) -> Void = { _ in }

  /// Runs a script; `arguments` are its `$args`.
  func run(_ source: SourceText, arguments: [String]) -> Int32 {
    composition.interpreter.define("args", .list(List(arguments.map { .string($0) })))
    let checked = check(source, composition.interpreter)
    report(checked.diagnostics)
    if let status = checked.statusOfErrors { return status }
    do throws(Diagnostic) {
      try composition.interpreter.run(checked)
      composition.streams.flush()
      return ExitCode.success.rawValue
    } catch {
      return end(with: error)
    }
  }

  /// Checks a file with an interpreter. Of a page of Markdown the blocks of code are meant, where
  /// names may be declared again as at the prompt.
  func check(_ source: SourceText, _ interpreter: Interpreter) -> Interpreter.Checked {
    guard MarkdownPage.isPage(source.name) else {
      return interpreter.check(source, isFile: true)
    }
    let page = MarkdownPage(source)
    for line in page.leftOut {
      warn("\(source.name):\(line) failed when it was recorded and is left out")
    }
    return interpreter.check(page.source, mode: .document, isFile: false)
  }

  /// Prints diagnostics in the order they were found.
  func report(_ diagnostics: [Diagnostic]) {
    diagnostics.forEach(observe)
    for diagnostic in diagnostics
    where diagnostic.severity == .error || !composition.isQuiet {
      composition.streams.report(escaped: rendered(diagnostic))
    }
  }

  /// Says what went wrong. After Ctrl-C the terminal has put `^C` on the line: a new one begins.
  func sayOnNewLine(_ error: Diagnostic) {
    if error.id == ValueDiagnostic.interrupted, isatty(STDIN_FILENO) == 1,
      isatty(STDERR_FILENO) == 1
    {
      composition.streams.report("")
    }
    report([error])
  }

  /// Says something that stops nothing and has no place.
  func warn(_ text: String) {
    if !composition.isQuiet { composition.streams.report("WARNING \(text)") }
  }

  private func rendered(_ diagnostic: Diagnostic) -> String {
    diagnostic.rendered(composition.terminal.usesColour ? .ansi : .none)
  }

  /// Says how a run ended that did not reach its end, and returns the status.
  func end(with error: Diagnostic) -> Int32 {
    if let code = error.requestedExit {
      composition.streams.flush()
      return code
    }
    sayOnNewLine(error)
    return error.exitCode.rawValue
  }
}

extension Interpreter.Checked {
  /// The status of a text with errors; nil where it has none. Ctrl-C while a sourced file was waited
  /// for is what it is everywhere.
  var statusOfErrors: Int32? {
    guard hasErrors else { return nil }
    let wasInterrupted = diagnostics.contains { $0.id == ValueDiagnostic.interrupted }
    return (wasInterrupted ? ExitCode.interrupted : .usage).rawValue
  }
}

extension Diagnostic {
  /// The status `exit N` asked for; nil for any other error.
  var requestedExit: Int32? {
    guard self.id == ValueDiagnostic.exit, let status = self.status else { return nil }
    return Int32(status).map { $0 & 0xFF }
  }
}
