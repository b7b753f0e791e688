package import Diagnostics
import Synchronization

/// The only way to a transport: every request of every client passes here.
///
/// Reads pass. Writes pass unless the mode says otherwise: a dry run reports what would have been
/// done and does nothing, read-only refuses. What destroys also needs the `Consent` that only
/// `confirm` and `ask` give. Whoever passes gets a `Passage` and needs it to hand a request to a
/// transport. Each write that left goes to the audit log with how it ended; one that never left
/// does not.
///
/// Never reads the environment or the terminal: whoever makes the gate brings those as closures.
package final class EffectGate: Sendable {
  package enum Mode: String, Sendable, CaseIterable {
    case live
    case dryRun = "dry-run"
    case readOnly = "read-only"
  }

  /// How a write that was sent ended.
  package enum Outcome: String, Sendable {
    case done, refused
    /// Of several things in one request some were done and some refused.
    case partly
    /// No answer came, or none that can be understood.
    case unknown

    /// The outcome of a request about several things.
    package init(done: Int, refused: Int) {
      self = refused == 0 ? .done : done == 0 ? .refused : .partly
    }
  }

  /// What the gate needs of the world around it.
  package struct Surroundings: Sendable {
    /// Prints a line about a request: one that a dry run did not send, or how one fares.
    package var report: @Sendable (String) -> Void
    /// Asks a person; nil when there is nobody to ask. Throws when the person wants everything to end.
    package var ask: (@Sendable (Confirmation) throws(Diagnostic) -> Decision)?
    /// Appends one line to the audit log.
    package var audit: @Sendable (EffectRequest, Outcome) -> Void
    /// Sees every request and answer, for `--debug`; nil when nobody looks.
    package var trace: (@Sendable (String) -> Void)?

    package init(
      report: @escaping @Sendable (String) -> Void,
      ask: (@Sendable (Confirmation) throws(Diagnostic) -> Decision)?,
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
    /// The writes that have begun and are not in the log yet, by their number.
    var underWay: [Int: (request: EffectRequest, passage: Passage)] = [:]
    var begun = 0
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
        hint: Self.wayOut(of: initial))
    }
    state.withLock { $0.mode = mode }
  }

  /// How many requests have left, logins and pings among them; tests prove with it that none did.
  package var sentCount: Int { state.withLock { $0.sent } }

  /// Counts a request that has left.
  func countSent() { state.withLock { $0.sent += 1 } }

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

  /// Logs of every write that has left and is not answered that nobody knows how it ended, because
  /// the process ends now; returns what to tell of each.
  package func giveUp() -> [String] {
    let (writes, audit) = state.withLock { state in
      defer { state.underWay = [:] }
      return (state.underWay.sorted { $0.key < $1.key }.map(\.value), state.surroundings.audit)
    }
    return writes.filter(\.passage.mayHaveLeft).map { request, _ in
      audit(request, .unknown)
      return "\(request.call) on \(request.target) was under way and may have been carried out"
    }
  }

  // MARK: Passing

  /// Lets a request pass that changes nothing: a login, a ping, a question.
  package func read() -> Passage { Passage(.read, self) }

  /// Makes a change by calling `send`, or does not: nil means that a dry run reported it instead.
  ///
  /// `outcome` reads from the answer what became of it. Throws `gate.read-only` in read-only mode,
  /// `gate.needs-confirmation` for a request that destroys, and whatever `send` throws.
  package func write<Answer>(
    _ request: @autoclosure () -> EffectRequest, outcome: (Answer) -> Outcome = { _ in .done },
    send: (Passage) throws(Diagnostic) -> Answer
  ) throws(Diagnostic) -> Answer? {
    let request = request()
    guard request.effect < .destroy else { throw Self.unconfirmed(request) }
    return try pass(request, isAgreed: true, outcome: outcome, send: send)
  }

  /// The same for a change that takes something away, which `consent` was given to.
  ///
  /// Throws `gate.needs-confirmation` for a consent from before the mode became live.
  package func destroy<Answer>(
    _ request: @autoclosure () -> EffectRequest, _ consent: Consent,
    outcome: (Answer) -> Outcome = { _ in .done }, send: (Passage) throws(Diagnostic) -> Answer
  ) throws(Diagnostic) -> Answer? {
    try pass(request(), isAgreed: consent.wasGivenLive, outcome: outcome, send: send)
  }

  /// `isAgreed` says whether the request may be sent; looked at only where it would be.
  private func pass<Answer>(
    _ request: EffectRequest, isAgreed: Bool, outcome: (Answer) -> Outcome,
    send: (Passage) throws(Diagnostic) -> Answer
  ) throws(Diagnostic) -> Answer? {
    let (mode, surroundings) = state.withLock { ($0.mode, $0.surroundings) }
    switch mode {
    case .readOnly: throw readOnly(request)
    case .dryRun:
      surroundings.report(request.announcement)
      return nil
    case .live: if !isAgreed { throw Self.unconfirmed(request) }
    }
    let passage = Passage(request.effect, self)
    let number = begin(request, passage)
    do throws(Diagnostic) {
      let answer = try send(passage)
      end(number, outcome(answer))
      return answer
    } catch {
      // What never left needs no trace in the log: nothing can have happened.
      end(number, passage.hasLeft ? Self.outcome(of: error) : nil)
      throw error
    }
  }

  private func begin(_ request: EffectRequest, _ passage: Passage) -> Int {
    state.withLock { state in
      state.begun += 1
      state.underWay[state.begun] = (request, passage)
      return state.begun
    }
  }

  /// Logs how a write ended, unless that was done; nil for one that never left.
  private func end(_ number: Int, _ outcome: Outcome?) {
    let (write, audit) = state.withLock { state in
      (state.underWay.removeValue(forKey: number), state.surroundings.audit)
    }
    if let write, let outcome { audit(write.request, outcome) }
  }

  /// A server's refusal is known; where no answer came, nobody knows.
  private static func outcome(of error: Diagnostic) -> Outcome {
    switch error.exitCode {
    case .unreachable, .timedOut, .interrupted, .terminated: .unknown
    default: .refused
    }
  }

  private func readOnly(_ request: EffectRequest) -> Diagnostic {
    let initial = state.withLock { $0.initialMode }
    return Diagnostic(
      GateDiagnostic.readOnly,
      "\(request.call) would change \(request.target), and the mode is read-only",
      hint: initial == .live ? "'set-mode live' allows it" : Self.wayOut(of: initial))
  }

  /// What to do where the offsh call itself is in the way.
  private static func wayOut(of initial: Mode) -> String {
    "start offsh without --\(initial.rawValue) to change things"
  }

  private static func unconfirmed(_ request: EffectRequest) -> Diagnostic {
    Diagnostic(
      GateDiagnostic.needsConfirmation,
      "\(request.call) takes something away from \(request.target), and nobody has agreed to it",
      hint: "nothing was sent; the mode must not change while a command runs")
  }

  // MARK: Asking

  /// Returns the consent to destroy; asks for it where it must. Call before the first request.
  ///
  /// Throws `gate.needs-confirmation` (exit 6) when there is nobody to ask, `gate.declined` when
  /// the answer was no. `details` is only called when somebody is asked, so it may send reads. What
  /// was answered for all of a `series` is not asked again.
  package func confirm(
    in series: ConfirmationSeries? = nil, _ details: () throws(Diagnostic) -> Confirmation
  ) throws(Diagnostic) -> Consent {
    let (mode, assumesYes, ask) = state.withLock { ($0.mode, $0.assumesYes, $0.surroundings.ask) }
    if mode != .live { return Consent(wasGivenLive: false) }
    if assumesYes { return Consent(wasGivenLive: true) }
    guard let ask else { throw Self.nobodyToAsk }
    switch series?.standing {
    case .agreed?: return Consent(wasGivenLive: true)
    case .refused?: throw Self.declined
    case nil: break
    }
    var confirmation = try details()
    confirmation.following = series?.following ?? []
    switch try ask(confirmation) {
    case .yes: break
    case .yesToAll: series?.standing = .agreed
    case .no: throw Self.declined
    case .noToAll:
      series?.standing = .refused
      throw Self.declined
    }
    return Consent(wasGivenLive: true)
  }

  /// Whether something that destroys is asked about: somebody is there, and nothing was said before.
  package var asksBeforeDestroying: Bool {
    state.withLock { $0.mode == .live && !$0.assumesYes && $0.surroundings.ask != nil }
  }

  /// What is said when the answer was no.
  package static var declined: Diagnostic {
    Diagnostic(GateDiagnostic.declined, "not confirmed, so nothing was done")
  }

  /// What somebody answers where it must be known what is meant.
  package enum Reply: Sendable {
    /// Whoever chose a thing by name has agreed to what is done to it.
    case yes(Consent)
    case no
    /// There is nobody to ask; `--yes` does not answer such a question.
    case nobody
  }

  /// Asks what is meant.
  package func ask(_ question: Confirmation) throws(Diagnostic) -> Reply {
    let (mode, ask) = state.withLock { ($0.mode, $0.surroundings.ask) }
    guard let ask else { return .nobody }
    switch try ask(question) {
    case .yes, .yesToAll: return .yes(Consent(wasGivenLive: mode == .live))
    case .no, .noToAll: return .no
    }
  }

  /// Whether something that destroys has to be agreed to by somebody who is asked.
  package var mustAsk: Bool { state.withLock { $0.mode == .live && !$0.assumesYes } }

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
