import CommandKit
import CoreCommands
import Diagnostics
import Glibc
import Interpreter
import JujuClient
import LineEditor
import Syntax
import Values

/// The prompt: reads an entry, checks it as a whole, runs it, until `exit` or the end of input.
struct Prompting {
  let composition: Composition

  private var runner: Runner { Runner(composition: composition) }

  /// Returns the exit status.
  func run(environment: [String: String]) -> Int32 {
    let history = History(
      path: KeptPlaces.historyPath(environment), shouldStore: { !SecretLine.holdsSecret($0) })
    composition.runtime.provide(EnteredTexts { KeptPlaces.texts(of: history) })
    composition.interpreter.define("args", .list(List()))
    guard
      let editor = LineEditor(
        program: "offsh", history: history, usesColour: composition.terminal.usesColour)
    else { return runPlain() }
    let completer = Completer(composition)
    editor.isComplete = { Self.isComplete($0) }
    editor.complete = { completer.completion(of: $0, at: $1) }
    greet()
    if let warning = history.takeWarning() { runner.warn(warning) }
    if let status = open() { return status }
    while true {
      editor.prompt = prompt
      switch editor.readLine() {
      case .line(let text): if let status = enter(text) { return status }
      case .interrupted: continue
      case .endOfFile:
        composition.streams.report("exit")
        return ExitCode.success.rawValue
      }
    }
  }

  /// Reads entries where no line can be edited (`TERM=dumb`).
  private func runPlain() -> Int32 {
    let reader = PlainLineReader(promptDescriptor: STDERR_FILENO)
    reader.isComplete = { Self.isComplete($0) }
    reader.continuationPrompt = Prompt("  ...> ")
    // Ctrl-C is a signal here, which asks what runs to end; at the prompt that is the entry.
    let interruption = composition.runtime.interruption
    reader.isInterrupted = { interruption.isRequested }
    greet()
    if let status = open() { return status }
    while true {
      reader.prompt = prompt
      switch reader.readLine() {
      case .line(let text): if let status = enter(text) { return status }
      case .interrupted:
        interruption.reset()
        // The terminal has put `^C` on the line.
        composition.streams.report("")
      case .endOfFile: return ExitCode.success.rawValue
      }
    }
  }

  /// Opens the session, so that the prompt says where it is, and says what is in the way. A status
  /// ends the shell: the offsh call names a place where nothing can be done.
  private func open() -> Int32? {
    do throws(Diagnostic) {
      try composition.openSession()
    } catch {
      runner.report([error])
      if error.id == JujuDiagnostic.unknownController { return error.exitCode.rawValue }
    }
    return nil
  }

  /// Runs one entry; a status ends the shell. A failure is said and the prompt comes back.
  private func enter(_ text: String) -> Int32? {
    composition.runtime.interruption.reset()
    composition.renewSession()
    // What was asked of this entry is not asked of the next.
    defer { composition.runtime.interruption.reset() }
    let checked = composition.interpreter.check(
      SourceText(text), mode: .prompt, isFile: false)
    runner.report(checked.diagnostics)
    if checked.hasErrors {
      composition.recorder.refused(text, checked.diagnostics)
      return nil
    }
    do throws(Diagnostic) {
      try composition.interpreter.run(checked)
      composition.streams.flush()
    } catch {
      if let status = error.requestedExit {
        composition.streams.flush()
        return status
      }
      runner.sayOnNewLine(error)
    }
    return nil
  }

  /// Whether an entry needs no more lines: the parser says whether more input could cure it.
  static func isComplete(_ text: String) -> Bool {
    // With its line break: without one the last word might still grow.
    !parse(SourceText(text + "\n"), mode: .prompt).isPartial
  }

  private func greet() {
    composition.streams.report(
      "offsh \(Application.version). 'help' lists the commands, Tab completes, Ctrl-D leaves.")
  }

  private var prompt: Prompt {
    let place = composition.place
    guard !place.isEmpty else { return Prompt("offsh> ") }
    return Prompt([.init(place, style: "1;36"), .init("> ")])
  }
}
