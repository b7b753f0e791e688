package import Diagnostics
package import EffectGate
import JSON
package import JujuWire
import Threads

/// A connection to a controller or to one of its models, logged in.
///
/// Any thread may call; several calls may wait at once. One of the waiting threads reads from the
/// link and hands the others their answers, so no thread of its own is needed.
package final class JujuConnection: Sendable {
  /// What became of the attempt to open one.
  package enum Opening: Sendable {
    case connected(JujuConnection)
    /// The model lives on another controller; the diagnostic says so where nobody follows.
    case redirected(RedirectErrorInfo, Diagnostic)
  }

  private struct Traffic {
    var machine: ConnectionMachine
    var outcomes: [UInt64: Result<JSONView, Diagnostic>] = [:]
    /// Whether one of the callers is reading from the link.
    var hasReader = false
    var lastHeard = ContinuousClock.now
    /// How many pings went out since the controller was last heard of.
    var unansweredPings = 0
  }

  /// So many pings without a sign of life, and the connection counts as lost.
  private static let pingLimit = 3

  /// `foo`, or `foo:admin/default`.
  package let name: String
  /// What the controller said about the login.
  package let login: LoginResult
  private let link: GatedLink
  private let traffic: Monitor<Traffic>

  private init(
    name: String, link: GatedLink, machine: ConnectionMachine, login: LoginResult
  ) {
    self.name = name
    self.link = link
    self.login = login
    traffic = Monitor(Traffic(machine: machine))
  }

  /// Opens a link and logs in over it. `login` is asked for once the link is there, so that nobody is
  /// asked for a password who has nowhere to use it.
  package static func open(
    _ transport: any JujuTransport, target: JujuTarget, path: String, name: String,
    login: () throws(Diagnostic) -> LoginRequest, gate: EffectGate,
    limit: @autoclosure () -> WaitLimit
  ) throws(Diagnostic) -> Opening {
    let link = try GatedLink(
      to: transport.connect(target: target, path: path, limit: limit()), name: name, gate: gate)
    do throws(Diagnostic) {
      return try logIn(over: link, name: name, try login(), limit: limit())
    } catch {
      link.close()
      guard let address = link.address, Self.deadEnds.contains(error.id) else { throw error }
      var error = error
      error.payload = DeadEnd(address: address)
      throw error
    }
  }

  /// The address of a controller that lets connect and then does not log in: another one may.
  struct DeadEnd: Sendable {
    let address: String
  }

  private static let deadEnds = [
    JujuDiagnostic.connectionLost, JujuDiagnostic.timedOut, JujuDiagnostic.protocolError,
  ]

  private static func logIn(
    over link: GatedLink, name: String, _ login: LoginRequest, limit: WaitLimit
  ) throws(Diagnostic) -> Opening {
    var machine = ConnectionMachine()
    var actions = machine.handle(.opened(login))
    while true {
      for action in actions {
        switch action {
        case .send(let frame):
          try link.sendRead(frame)
        case .loggedIn(let result):
          let connection = JujuConnection(
            name: name, link: link, machine: machine, login: result)
          link.keepAlive { [weak connection] in connection?.beat() }
          return .connected(connection)
        case .redirect(let info):
          link.close()
          guard let reason = machine.end else { break }
          return .redirected(info, reason)
        case .close(let reason), .fail(_, let reason): throw reason
        case .answer: break
        }
      }
      guard let frame = try link.receive(limit) else {
        throw try limit.reason("the login to \(name)")
      }
      actions = machine.handle(.received(frame))
    }
  }

  /// Ends the connection.
  package func close() {
    _ = traffic.withLock { traffic in
      traffic.machine.handle(.ended(Diagnostic(JujuDiagnostic.connectionLost, "closed")))
    }
    link.close()
  }

  /// Whether calls can still be made, as far as is known without asking.
  package var isOpen: Bool { traffic.withLock { $0.machine.isReady } }

  /// How long ago the controller was last heard of.
  package var silence: Duration { traffic.withLock { .now - $0.lastHeard } }

  /// Returns the highest version of a facade that both sides know; nil when there is none.
  package func version(of facade: Facade) -> Int? {
    traffic.withLock { $0.machine.version(of: facade) }
  }

  // MARK: Calls

  /// A request that was sent.
  package struct Pending<Answer: Codable & Sendable>: Sendable {
    fileprivate let id: UInt64
    fileprivate let call: String
  }

  /// Sends a request without waiting for its answer. Throws when it cannot have arrived.
  ///
  /// `passage` is what the gate gave for a request of this effect.
  package func send<Parameters, Answer>(
    _ method: FacadeMethod<Parameters, Answer>, _ parameters: Parameters, _ passage: Passage,
    objectID: String? = nil
  ) throws(Diagnostic) -> Pending<Answer> {
    precondition(method.effect.effect <= passage.effect, "\(method.name) passed the gate as less")
    let (id, frame) = try traffic.withLock { (traffic) throws(Diagnostic) in
      try traffic.machine.request(method, parameters, objectID: objectID)
    }
    do throws(Diagnostic) {
      try link.send(frame, passage)
    } catch {
      apply(.ended(error))
      _ = traffic.withLock { $0.outcomes.removeValue(forKey: id) }
      throw error
    }
    return Pending(id: id, call: "\(method.facade.name).\(method.name)")
  }

  /// Waits for the answer to a request.
  package func answer<Answer>(
    to pending: Pending<Answer>, limit: WaitLimit
  ) throws(Diagnostic) -> Answer {
    let view = try frame(answering: pending.id, call: pending.call, limit: limit)
    let frame: ResponseFrame<Answer>
    do throws(JSONError) {
      frame = try WireJSON.decode(ResponseFrame<Answer>.self, from: view)
      // A method without result may leave it out altogether.
      if frame.failure == nil {
        if let response = frame.response { return response }
        return try WireJSON.decode(Answer.self, from: Array("{}".utf8))
      }
    } catch {
      throw Diagnostic(
        JujuDiagnostic.protocolError,
        "the answer to \(pending.call) is not understood: \(error.message)")
    }
    guard let failure = frame.failure else {
      preconditionFailure("an answer without failure was returned above")
    }
    throw failure.diagnostic(.call)
  }

  private enum Turn {
    case done(Result<JSONView, Diagnostic>)
    case read, wait
  }

  private func frame(
    answering id: UInt64, call: String, limit: WaitLimit
  ) throws(Diagnostic) -> JSONView {
    while true {
      let turn: Turn = traffic.withLock { traffic in
        if let outcome = traffic.outcomes.removeValue(forKey: id) { return .done(outcome) }
        if traffic.hasReader { return .wait }
        traffic.hasReader = true
        return .read
      }
      switch turn {
      case .done(let outcome): return try outcome.get()
      case .wait:
        traffic.waitBriefly { $0.hasReader && $0.outcomes[id] == nil }
        if limit.isReached { try abandon(id, call, limit) }
      case .read:
        if !read(limit) { try abandon(id, call, limit) }
      }
    }
  }

  /// Reads one frame for whoever it is; false when the limit ended the wait.
  private func read(_ limit: WaitLimit) -> Bool {
    let event = received(limit)
    apply(event, endsReading: true)
    return event != nil
  }

  // MARK: Signs of life

  /// Sends a ping, so that the controller keeps the connection; finds out whether anything came
  /// since the last ones, and ends a connection that leads nowhere. Never waits.
  private func beat() {
    takeWhatCame()
    let isLost = traffic.withLock { traffic in
      traffic.unansweredPings += 1
      return traffic.unansweredPings > Self.pingLimit
    }
    if isLost {
      let seconds = silence.components.seconds
      let lost = Diagnostic(
        JujuDiagnostic.connectionLost, "nothing was heard of \(name) for \(seconds) s",
        isRetryable: true)
      apply(.ended(lost))
      link.close()
      return
    }
    guard let ping = traffic.withLock({ Self.ping(&$0.machine) }) else { return }
    // What cannot be sent shows when the next call is made.
    try? link.sendRead(ping)
  }

  /// Returns the frame of a ping. Nobody waits for its answer: that something comes is what counts.
  private static func ping(_ machine: inout ConnectionMachine) -> [UInt8]? {
    guard machine.isReady, let (id, frame) = try? machine.request(PingerFacade.ping, Empty()) else {
      return nil
    }
    _ = machine.handle(.abandoned(id))
    return frame
  }

  /// Handles the frames that have come, unless a caller is reading anyway.
  private func takeWhatCame() {
    let mayRead = traffic.withLock { traffic in
      defer { traffic.hasReader = true }
      return !traffic.hasReader
    }
    guard mayRead else { return }
    let noWait = WaitLimit(deadline: .now)
    while let event = received(noWait) {
      apply(event)
      if case .ended = event { break }
    }
    traffic.withLock { $0.hasReader = false }
  }

  /// Returns what came from the link; nil when the limit ended the wait.
  private func received(_ limit: WaitLimit) -> ConnectionMachine.Event? {
    do throws(Diagnostic) {
      guard let frame = try link.receive(limit) else { return nil }
      return .received(frame)
    } catch {
      return .ended(error)
    }
  }

  /// Stops waiting for an answer that did not come, unless it came at the last moment.
  private func abandon(_ id: UInt64, _ call: String, _ limit: WaitLimit) throws(Diagnostic) {
    let hasCome = traffic.withLock { traffic in
      if traffic.outcomes[id] != nil { return true }
      _ = traffic.machine.handle(.abandoned(id))
      return false
    }
    if !hasCome { throw try limit.reason(call) }
  }

  /// Takes in what came. `endsReading` lets another caller read: in the same moment, or the one whose
  /// answer this is would find neither it nor a reader, and read for what has come already.
  private func apply(_ event: ConnectionMachine.Event?, endsReading: Bool = false) {
    let mustClose = traffic.withLock { traffic in
      if endsReading { traffic.hasReader = false }
      guard let event else { return false }
      if case .received = event {
        traffic.lastHeard = .now
        traffic.unansweredPings = 0
      }
      var mustClose = false
      for action in traffic.machine.handle(event) {
        switch action {
        case .answer(let id, let view): traffic.outcomes[id] = .success(view)
        case .fail(let id, let reason): traffic.outcomes[id] = .failure(reason)
        case .close: mustClose = true
        case .send, .loggedIn, .redirect: break
        }
      }
      return mustClose
    }
    if mustClose { link.close() }
  }
}

extension WaitLimit {
  /// Returns why the wait for something ended: the time was up, or what the interruption throws.
  fileprivate func reason(_ what: String) throws(Diagnostic) -> Diagnostic {
    if !isOver { try checkInterruption() }
    return Diagnostic(
      JujuDiagnostic.timedOut, "\(what) was not answered in time", isRetryable: true)
  }
}
