// Writes a stretch of a session into a page of Markdown: one block of code like those of the
// documentation, which grows by a statement and its output at a time.
//
// What is written is on its way to the disk before the next line can be typed. The block is closed
// at every moment: each piece is written over its end, together with a new end, in one call.

import CommandKit
import CoreCommands
import Diagnostics
import Glibc
import Interpreter
import JSON
import Synchronization
import Values

/// Sees the statements of a session and what they print, and keeps a page of them while one is asked
/// for.
final class Recorder: StatementWatcher {
  /// What a page begins with.
  struct Heading: Sendable {
    let time: Timestamp
    /// Where the session is; empty when nobody has asked yet.
    let place: String
  }

  private struct State {
    var page: RecordedPage?
    /// The statement that runs, as it stands on the page.
    var open: String?
    /// What it printed so far.
    var printed: [UInt8] = []
    /// What must not stand on the page.
    var secrets: RecordedSecrets
  }

  private let state: Mutex<State>
  private let streams: StandardStreams

  /// What a statement prints is kept up to this length; a page is for people.
  private static let longestOutput = 1 << 18

  init(streams: StandardStreams, environment: [String: String]) {
    self.streams = streams
    state = Mutex(State(secrets: RecordedSecrets(environment: environment)))
  }

  /// Lets `record` begin and end a recording.
  func provide(to runtime: Runtime, heading: @escaping @Sendable () -> Heading) {
    runtime.provide(
      SessionRecorder(
        start: { [self] (path, overwrites) throws(Diagnostic) in
          try start(path, overwrites, heading())
        }, stop: { [self] in stop() },
        path: { [self] in state.withLock { $0.page?.path } }))
  }

  private func start(
    _ path: String, _ overwrites: Bool, _ heading: Heading
  ) throws(Diagnostic) {
    let page = try RecordedPage(path, overwrites: overwrites, heading)
    state.withLock { $0.page = page }
    streams.listen { [self] bytes in
      state.withLock { state in
        guard state.open != nil, state.printed.count < Self.longestOutput else { return }
        state.printed.append(contentsOf: bytes)
      }
    }
  }

  private func stop() {
    streams.listen(nil)
    state.withLock { state in
      if state.open != nil { Self.end(&state, failure: nil) }
      state.page = nil
    }
  }

  // MARK: Statements

  func statementBegins(
    _ text: @autoclosure () -> String, variables: @autoclosure () -> Variables
  ) {
    state.withLock { state in
      guard state.page != nil else { return }
      state.secrets.learn(from: variables())
      let text = text()
      if SessionRecorder.isSteered(by: text) { return }
      let shown = Self.shown(text, &state.secrets)
      state.open = shown
      state.printed = []
      if state.page?.write(RecordedPage.entry(shown), keeping: false) == false { fail(&state) }
    }
  }

  func statementEnded(failure: Diagnostic?, variables: @autoclosure () -> Variables) {
    state.withLock { state in
      guard state.page != nil else { return }
      // Also at the end of the statement that began the recording: what is typed next may be refused,
      // and show them.
      state.secrets.learn(from: variables())
      guard state.open != nil else { return }
      if failure?.requestedExit != nil {
        // The end of a session is no step of it.
        state.open = nil
        if state.page?.write("", keeping: true) == false { fail(&state) }
        return
      }
      if !Self.end(&state, failure: failure) { fail(&state) }
    }
  }

  /// Records a line whose check found errors, so that nothing of it ran.
  func refused(_ text: String, _ errors: [Diagnostic]) {
    state.withLock { state in
      guard state.page != nil else { return }
      let shown = Self.shown(text, &state.secrets)
      let said = shown == text ? errors.map { $0.rendered() }.joined(separator: "\n") + "\n" : ""
      let output = RecordedPage.output(
        state.secrets.hidden(in: said), status: ExitCode.usage.rawValue)
      let entry = RecordedPage.entry(shown) + output
      if state.page?.write(entry, keeping: true) == false { fail(&state) }
    }
  }

  /// Writes what became of the open statement; returns whether that could be written.
  @discardableResult
  private static func end(_ state: inout State, failure: Diagnostic?) -> Bool {
    guard let text = state.open else { return true }
    state.open = nil
    if text == leftOut {
      return state.page?.write(RecordedPage.entry(text), keeping: true) ?? true
    }
    let isWhole = state.printed.count < longestOutput
    var said = plain(String(decoding: state.printed.prefix(longestOutput), as: UTF8.self))
    if !isWhole {
      // What was cut off within a line goes as a whole line.
      let end = said.lastIndex(of: "\n").map { said.index(after: $0) } ?? said.startIndex
      said = String(said[..<end]) + "...\n"
    }
    if let failure {
      said += (said.isEmpty || said.hasSuffix("\n") ? "" : "\n") + failure.rendered() + "\n"
    }
    let output = RecordedPage.output(
      state.secrets.hidden(in: said), status: failure?.exitCode.rawValue ?? 0)
    return state.page?.write(RecordedPage.entry(text) + output, keeping: true) ?? true
  }

  private func fail(_ state: inout State) {
    guard let page = state.page else { return }
    state.page = nil
    state.open = nil
    streams.listen(nil)
    streams.report("WARNING the recording ends here: cannot write '\(page.path)'")
  }

  // MARK: Secrets

  private static let leftOut = "# (a line that gives a secret is not recorded)"

  /// Returns a line as it may be shown, and remembers what it gives as secrets.
  private static func shown(_ text: String, _ secrets: inout RecordedSecrets) -> String {
    guard SecretLine.holdsSecret(text) else {
      return secrets.hidden(in: text) == text ? text : leftOut
    }
    secrets.learn(from: text)
    return leftOut
  }

  /// Returns a text of the terminal without colours and with control characters made visible.
  private static func plain(_ text: String) -> String {
    TerminalText.escaped(TerminalText.withoutColours(text))
  }
}
