import CommandKit
package import Diagnostics
import EffectGate
import Values

/// Writes a session into a page; the shell provides it.
package struct SessionRecorder: Sendable {
  private let begin: @Sendable (String, Bool) throws(Diagnostic) -> Void
  private let finish: @Sendable () -> Void
  private let current: @Sendable () -> String?

  /// `start` makes the page at a path, replacing what is there where that is meant; `stop` ends it;
  /// `path` is that of the page that is being written.
  package init(
    start: @escaping @Sendable (_ path: String, _ overwrites: Bool) throws(Diagnostic) -> Void,
    stop: @escaping @Sendable () -> Void, path: @escaping @Sendable () -> String?
  ) {
    begin = start
    finish = stop
    current = path
  }

  /// Whether a statement steers the recording, and is no part of what is recorded.
  package static func isSteered(by statement: String) -> Bool {
    statement == RecordSession.name || statement.hasPrefix(RecordSession.name + " ")
  }

  func start(_ path: String, overwrites: Bool) throws(Diagnostic) { try begin(path, overwrites) }

  func stop() { finish() }

  var path: String? { current() }
}

/// Turns a stretch of a session into a runbook.
struct RecordSession: Command {
  static let name = "record"
  static let group = CommandGroup.session
  static let summary = "Write what is done from here on into a runbook, with its outputs"
  static let details = """
    The runbook is a page of Markdown for colleagues to read, and 'offsh FILE' carries it out \
    again. Each line stands there once it was begun and its output once it ended, so nothing is \
    lost with the shell. A line that failed stands there with its error and [exit N]; carrying the \
    page out leaves it out. A line that gives a secret is left out, and secrets in outputs are \
    hidden. Alone it says where the recording goes. A file that is there is not replaced without \
    --overwrite; --dry-run records nothing.
    """
  static let effect = Effect.write
  static let result = ResultShape.text
  static let examples: [Example] = [
    "record start /tmp/offsh-example.md --overwrite; echo hello; record stop", "record",
  ]

  @Argument("start or stop") var action: RecordAction?
  @Argument("The page to write, *.md") var file: RunbookPath?
  @Switch("Replace a file that is there") var overwrite = false

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    guard let recorder = try context.runtime.service(SessionRecorder.self) else { return .nothing }
    guard let action else {
      return Output(recorder.path.map { .string("recording into \($0)") } ?? .null)
    }
    switch action {
    case .start: try start(recorder, context)
    case .stop: try stop(recorder, context)
    }
    return .nothing
  }

  private func start(
    _ recorder: SessionRecorder, _ context: CommandContext
  ) throws(Diagnostic) {
    guard let file else {
      throw Diagnostic(
        RecordingDiagnostic.misused, "'record start' needs the page to write",
        at: context.call.span, hint: "record start today.md")
    }
    if let path = recorder.path {
      throw Diagnostic(
        RecordingDiagnostic.running, "a recording goes into '\(path)' already",
        at: context.call.span, hint: "'record stop' ends it")
    }
    let request = EffectRequest.file(
      file.path, call: Self.name, body: overwrite ? "(replacing what is there)" : "(a new file)")
    do throws(Diagnostic) {
      _ = try context.runtime.gate.write(request) { (passage) throws(Diagnostic) in
        try passage.leave { () throws(Diagnostic) in
          try recorder.start(file.path, overwrites: overwrite)
        }
      }
    } catch {
      throw error.located(at: context.call.span(of: "file"))
    }
  }

  private func stop(
    _ recorder: SessionRecorder, _ context: CommandContext
  ) throws(Diagnostic) {
    if file != nil || overwrite {
      throw Diagnostic(
        RecordingDiagnostic.misused, "'record stop' takes no file", at: context.call.span,
        hint: "it ends the recording there is; 'record' alone says which")
    }
    // A dry run said what it would record, and records nothing.
    guard recorder.path != nil || context.runtime.gate.mode == .dryRun else {
      throw Diagnostic(
        RecordingDiagnostic.notRunning, "nothing is being recorded", at: context.call.span,
        hint: "'record start FILE.md' begins")
    }
    recorder.stop()
  }
}

/// What `record` is to do.
enum RecordAction: String, ChoiceParameter {
  case start, stop

  static let typeName = "action"

  var value: Value { .string(rawValue) }
}

/// The path of a page of Markdown.
struct RunbookPath: ParameterValue {
  let path: String

  var value: Value { .string(path) }

  static let typeName = "page"
  static let expectation = "the path of a page of Markdown, *.md"
  static var candidates: CandidateSource? { .file }

  static func parse(_ text: String) throws(ParameterError) -> RunbookPath {
    let path = try FilePath.parse(text).path
    guard path.hasSuffix(".md") || path.hasSuffix(".markdown") else {
      throw ParameterError(
        "'\(path)' is no page of Markdown", hint: "call it '\(withoutExtension(path)).md'")
    }
    return RunbookPath(path: path)
  }

  private static func withoutExtension(_ path: String) -> Substring {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[name...].lastIndex(of: "."), dot > name else { return path[...] }
    return path[..<dot]
  }
}

/// What `record` says.
package enum RecordingDiagnostic {
  static let running = DiagnosticID(
    "record.running", .failure,
    "A recording was to begin while another one was running; a session has one at a time.")
  static let notRunning = DiagnosticID(
    "record.not-running", .failure, "A recording was to end where none was running.")
  static let misused = DiagnosticID(
    "record.misused", .failure,
    "'record start' needs the page to write, and 'record stop' takes none.")

  package static let all = [running, notRunning, misused]
}
