package import Diagnostics
import Synchronization

/// One request on its way to a server, as the gate sees it.
package struct EffectRequest: Sendable {
  package let effect: Effect
  /// Where it goes: `foo:admin/default`, a Waldur profile.
  package let target: String
  /// The call in the server's own words: `ApplicationOffers.DestroyOffers`, `POST /api/…/`.
  package let call: String
  /// The body that would go out, without secrets; dry runs and the audit log show it.
  package let body: String

  package init(effect: Effect, target: String, call: String, body: String) {
    self.effect = effect
    self.target = target
    self.call = call
    self.body = body
  }
}

/// A question before something is taken away.
package struct Confirmation: Sendable {
  /// What is about to happen, with the resolved target; one line or several.
  package let statement: String
  /// The question itself, without the answer keys.
  package let question: String

  package init(statement: String, question: String = "Continue") {
    self.statement = statement
    self.question = question
  }
}

/// The only way to a transport: every request of every client passes here.
///
/// Reads pass. Writes pass unless the mode says otherwise: a dry run reports what would have been
/// sent and sends nothing, read-only refuses. What destroys is asked about before its first
/// request. Each write that was sent goes to the audit log with how it ended.
///
/// Never reads the environment or the terminal: whoever makes the gate brings those as closures.
package final class EffectGate: Sendable {
  package enum Mode: String, Sendable, CaseIterable {
    case live
    case dryRun = "dry-run"
    case readOnly = "read-only"
  }

  /// How a write ended.
  package enum Outcome: String, Sendable {
    case done, refused, unknown
  }

  /// What the gate needs of the world around it.
  package struct Surroundings: Sendable {
    /// Prints a line about a request: one that a dry run did not send, or how one fares.
    package var report: @Sendable (String) -> Void
    /// Asks a person; nil when there is nobody to ask. Throws when the person wants everything to end.
    package var ask: (@Sendable (Confirmation) throws(Diagnostic) -> Bool)?
    /// Appends one line to the audit log.
    package var audit: @Sendable (EffectRequest, Outcome) -> Void
    /// Sees every request and answer, for `--debug`; nil when nobody looks.
    package var trace: (@Sendable (String) -> Void)?

    package init(
      report: @escaping @Sendable (String) -> Void,
      ask: (@Sendable (Confirmation) throws(Diagnostic) -> Bool)?,
      audit: @escaping @Sendable (EffectRequest, Outcome) -> Void,
      trace: (@Sendable (String) -> Void)? = nil
    ) {
      self.report = report
      self.ask = ask
      self.audit = audit
      self.trace = trace
    }
  }

  private struct State {
    var mode: Mode
    let initialMode: Mode
    /// `--yes` at the offsh call: what destroys need not be asked about.
    let assumesYes: Bool
    var surroundings: Surroundings
    var sent = 0
  }

  private let state: Mutex<State>

  package init(mode: Mode = .live, assumesYes: Bool = false, surroundings: Surroundings) {
    state = Mutex(
      State(mode: mode, initialMode: mode, assumesYes: assumesYes, surroundings: surroundings))
  }

  /// The mode in force.
  package var mode: Mode { state.withLock { $0.mode } }

  /// Changes the mode. What the offsh call asked for stays in force: a script cannot make itself
  /// freer than it was started; it may only choose the other safe mode.
  package func setMode(_ mode: Mode) throws(Diagnostic) {
    let initial = state.withLock { $0.initialMode }
    guard mode != .live || initial == .live else {
      throw Diagnostic(
        GateDiagnostic.fixedMode, "offsh was started with --\(initial.rawValue), and that holds",
        hint: "start offsh without --\(initial.rawValue) to change things")
    }
    state.withLock { $0.mode = mode }
  }

  /// How many requests were sent; tests prove with it that none was.
  package var sentCount: Int { state.withLock { $0.sent } }

  /// Whether anyone traces requests: building the text costs time.
  package var isTracing: Bool { state.withLock { $0.surroundings.trace != nil } }

  /// Hands a line to the trace.
  package func trace(_ line: @autoclosure () -> String) {
    let trace = state.withLock { $0.surroundings.trace }
    trace?(line())
  }

  /// Tells the user something about a request that is under way.
  package func note(_ line: String) {
    let report = state.withLock { $0.surroundings.report }
    report(line)
  }

  /// Sends a request by calling `send`, or does not: nil means that a dry run reported it instead.
  ///
  /// Throws `gate.read-only` for a write in read-only mode, and whatever `send` throws.
  package func pass<Answer>(
    _ request: @autoclosure () -> EffectRequest, effect: Effect,
    send: () throws(Diagnostic) -> Answer
  ) throws(Diagnostic) -> Answer? {
    guard effect > .read else {
      state.withLock { $0.sent += 1 }
      return try send()
    }
    let request = request()
    let (mode, surroundings) = state.withLock { ($0.mode, $0.surroundings) }
    switch mode {
    case .readOnly:
      throw Diagnostic(
        GateDiagnostic.readOnly,
        "\(request.call) would change \(request.target), and the mode is read-only",
        hint: state.withLock { $0.initialMode } == .live
          ? "'set-mode live' allows it" : "start offsh without --read-only to change things")
    case .dryRun:
      surroundings.report("would send to \(request.target): \(request.call) \(request.body)")
      return nil
    case .live:
      break
    }
    state.withLock { $0.sent += 1 }
    do {
      let answer = try send()
      surroundings.audit(request, .done)
      return answer
    } catch {
      surroundings.audit(request, Self.outcome(of: error))
      throw error
    }
  }

  /// A server's refusal is known; where no answer came, nobody knows.
  private static func outcome(of error: Diagnostic) -> Outcome {
    switch error.exitCode {
    case .unreachable, .timedOut, .interrupted, .terminated: .unknown
    default: .refused
    }
  }

  /// Returns when it is all right to destroy; asks when it must. Call before the first request.
  ///
  /// Throws `gate.needs-confirmation` (exit 6) when there is nobody to ask, `gate.declined` when
  /// the answer was no. `details` is only called when somebody is asked, so it may send reads.
  package func confirm(
    _ details: () throws(Diagnostic) -> Confirmation
  ) throws(Diagnostic) {
    let (mode, assumesYes, ask) = state.withLock { ($0.mode, $0.assumesYes, $0.surroundings.ask) }
    if assumesYes || mode != .live { return }
    guard let ask else { throw Self.nobodyToAsk }
    let confirmation = try details()
    guard try ask(confirmation) else {
      throw Self.declined
    }
  }

  /// What is said when the answer was no.
  package static var declined: Diagnostic {
    Diagnostic(GateDiagnostic.declined, "not confirmed, so nothing was done")
  }

  /// Returns what somebody answers where it must be known what is meant; nil when there is nobody
  /// to ask. `--yes` does not answer that.
  package func ask(_ question: Confirmation) throws(Diagnostic) -> Bool? {
    guard let ask = state.withLock({ $0.surroundings.ask }) else { return nil }
    return try ask(question)
  }

  /// Throws when something that destroys would have to ask and there is nobody; sends nothing.
  package func requireSomebodyToAsk() throws(Diagnostic) {
    let (mode, assumesYes, ask) = state.withLock { ($0.mode, $0.assumesYes, $0.surroundings.ask) }
    if !assumesYes, mode == .live, ask == nil { throw Self.nobodyToAsk }
  }

  private static var nobodyToAsk: Diagnostic {
    Diagnostic(
      GateDiagnostic.needsConfirmation,
      "this takes something away and there is nobody to confirm it",
      hint: "run offsh with --yes if it is meant, or with --dry-run to see what it would do")
  }
}

/// What the gate itself says.
package enum GateDiagnostic {
  package static let readOnly = DiagnosticID(
    "gate.read-only", .failure,
    """
    A command would have changed something while the session is read-only (--read-only, or \
    'set-mode read-only'). No request was sent.
    """)
  package static let needsConfirmation = DiagnosticID(
    "gate.needs-confirmation", .needsConfirmation,
    """
    A command that takes something away runs where nobody can be asked: a script, a pipe, a \
    pipeline job. No request was sent. '--yes' at the offsh call stands for the answer; a '-y' or \
    '--force' on the line itself goes to the server and does not answer offsh's own question.
    """)
  package static let declined = DiagnosticID(
    "gate.declined", .failure, "The question before something was taken away was answered with no.")

  package static let fixedMode = DiagnosticID(
    "gate.fixed-mode", .failure,
    """
    'set-mode live' was said in a session that was started with --read-only or --dry-run. What \
    stands at the call holds for everything that runs in it.
    """)

  package static let all = [readOnly, needsConfirmation, declined, fixedMode]
}
