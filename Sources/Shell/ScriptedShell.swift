package import CommandKit
package import Diagnostics
import EffectGate
import Glibc
package import JujuClient
import LineEditor
import JujuCommands
import Sandbox
import Synchronization
import Values

/// A shell without a process around it: lines go in, what would be seen comes out. Transcripts and
/// tests of what a user sees run on it; time, randomness and width are fixed.
package final class ScriptedShell {
  /// What one entry gave.
  package struct Answer: Sendable {
    /// Standard output and error in the order they were written.
    package let text: String
    /// Standard output alone.
    package let output: String
    package let status: Int32
  }

  private final class Capture: Sendable {
    let all = Mutex<[UInt8]>([])
    let output = Mutex<[UInt8]>([])
  }

  private let capture = Capture()
  private let composition: Composition
  private let mode: Mode
  /// The ids of all diagnostics shown so far.
  package private(set) var provoked: Set<String> = []

  /// How entries are taken.
  package enum Mode: Sendable {
    /// As at the prompt: declarations may be repeated.
    case prompt
    /// Each entry is a whole file.
    case file
  }

  /// `arguments` are those of an `offsh` call (`--dry-run`); `answers` are what is typed at questions,
  /// the last of them at all that follow, nil for nobody to ask; and of several things one name
  /// stands for `choice` is meant, counted from 1.
  /// The sandbox is in memory unless they name one, or `JUJU_DATA` client files; nothing is said of it
  /// when `isOnSandbox` is false. `wayTo` stands in the way to it, for what a sandbox does not do on
  /// demand.
  package init(
    _ arguments: [String] = [], mode: Mode = .prompt, environment: [String: String] = [:],
    isOnSandbox: Bool = true, network: any Network = NoNetwork(),
    answers: [String]? = nil, choice: Int? = nil,
    wayTo: @escaping @Sendable (any JujuTransport) -> any JujuTransport = { $0 }
  ) throws(Diagnostic) {
    self.mode = mode
    let capture = capture
    let streams = StandardStreams(
      output: { bytes in
        capture.all.withLock { $0.append(contentsOf: bytes) }
        capture.output.withLock { $0.append(contentsOf: bytes) }
        return 0
      },
      error: { bytes in
        capture.all.withLock { $0.append(contentsOf: bytes) }
        return 0
      })
    let isPlaced =
      !isOnSandbox || arguments.contains("--sandbox") || environment["JUJU_DATA"] != nil
    composition = Composition(
      try Invocation(
        (isPlaced ? [] : ["--sandbox", ":memory:"]) + arguments, environment: environment),
      Surroundings(
        environment: environment, streams: streams, terminal: .none, clock: FixedClock(),
        sandboxClock: .fixed(1_795_248_000_000), network: network, wayTo: wayTo,
        interruption: Interruption(), ask: Self.question(answers, streams),
        choose: Self.chooser(choice, streams), audit: { _, _ in }))
    composition.interpreter.define("args", .list(List()))
    composition.runtime.provide(LocalTime.utc)
  }

  /// Shows a question as a terminal would, and answers it.
  private static func question(
    _ answers: [String]?, _ streams: StandardStreams
  ) -> (@Sendable (Confirmation) throws(Diagnostic) -> Decision)? {
    guard let answers else { return nil }
    let next = Mutex(answers[...])
    return { confirmation in
      let isOfSeveral = !confirmation.following.isEmpty
      let keys = Decision.keys(ofSeveral: isOfSeveral)
      streams.report(String(confirmation.text(keys: keys).dropLast()))
      let typed = next.withLock { $0.count > 1 ? $0.removeFirst() : $0.first } ?? ""
      return Decision(typed: typed, ofSeveral: isOfSeveral)
    }
  }

  /// Shows what there is to choose from as a terminal would, and chooses.
  private static func chooser(
    _ choice: Int?, _ streams: StandardStreams
  ) -> (@Sendable (String, [String]) -> Int?)? {
    guard let choice else { return nil }
    return { question, choices in
      for (number, text) in choices.enumerated() { streams.report("  \(number + 1)  \(text)") }
      streams.report("\(question) [1-\(choices.count)] \(choice)")
      return choice - 1
    }
  }

  /// The options of the offsh call, for the manual page.
  package static var programDeclaration: CommandDeclaration { CommandDeclaration(Options.self) }

  /// All built-in commands.
  package var declarations: [CommandDeclaration] { composition.runtime.table.declarations }

  /// Returns a text as the entries a person would type at the prompt: lines, joined while the
  /// prompt would ask for more.
  package static func entries(of text: String) -> [String] {
    var entries: [String] = []
    var open = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      open += open.isEmpty ? String(line) : "\n" + line
      if Prompting.isComplete(open) {
        entries.append(open)
        open = ""
      }
    }
    return open.isEmpty ? entries : entries + [open]
  }

  /// What Ctrl-C does.
  package func interrupt() { composition.runtime.interruption.request() }

  /// How many requests were sent so far.
  package var requestCount: Int { composition.runtime.gate.sentCount }

  /// Checks and runs one entry.
  package func enter(_ text: String, name: String = "prompt") -> Answer {
    capture.all.withLock { $0 = [] }
    capture.output.withLock { $0 = [] }
    let status = run(text, name)
    composition.streams.flush()
    return Answer(
      text: String(decoding: capture.all.withLock { $0 }, as: UTF8.self),
      output: String(decoding: capture.output.withLock { $0 }, as: UTF8.self), status: status)
  }

  /// Checks a text without running it, as `offsh check` does.
  package func check(_ text: String, name: String = "input") -> [Diagnostic] {
    composition.freshInterpreter()
      .check(SourceText(text, name: name, origin: .file), isFile: true).diagnostics
  }

  /// What Tab would find at the end of a line.
  func completion(of line: String) -> Completion {
    Completer(composition).completion(of: line, at: line.utf8.count)
  }

  private func run(_ text: String, _ name: String) -> Int32 {
    let runner = Runner(composition: composition) { self.provoked.insert($0.id.name) }
    let source = SourceText(text, name: name, origin: mode == .file ? .file : .typed)
    let checked = composition.interpreter.check(
      source, mode: mode == .file ? .file : .prompt, isFile: mode == .file)
    runner.report(checked.diagnostics)
    if let status = checked.statusOfErrors {
      composition.recorder.refused(text, checked.diagnostics)
      return status
    }
    do throws(Diagnostic) {
      try composition.interpreter.run(checked)
      return ExitCode.success.rawValue
    } catch {
      return runner.end(with: error)
    }
  }
}

/// A clock that stands still at 2026-11-21T08:00:00Z except where something sleeps.
private final class FixedClock: WallClock {
  private let elapsed = Mutex<Int64>(0)

  var now: Timestamp {
    Timestamp(seconds: 1_795_248_000).advanced(by: monotonicNanoseconds)
  }

  var monotonicNanoseconds: Int64 { elapsed.withLock { $0 } }

  func sleep(nanoseconds: Int64, interruption: Interruption) throws(Diagnostic) {
    try interruption.check()
    elapsed.withLock { $0 += max(0, nanoseconds) }
  }
}
