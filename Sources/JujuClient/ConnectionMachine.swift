// A Juju connection as a conversation of values: events come in, actions go out, nothing here does
// any I/O or waits. The first request is always the login; only its answer says which facades and
// versions there are, so calls can be made once it came. Answers are matched by number, whatever
// order they come in; an answer nobody waits for any more is dropped.

package import Diagnostics
package import JSON
package import JujuWire

/// What a connection is to do next, decided without doing it.
package struct ConnectionMachine: Sendable {
  /// Something that happened to the connection.
  package enum Event: Sendable {
    /// The transport is open: log in.
    case opened(LoginRequest)
    case received([UInt8])
    /// The transport has ended.
    case ended(Diagnostic)
    /// Nobody waits any more for the answer to a request.
    case abandoned(UInt64)
  }

  /// Something to be done.
  package enum Action: Sendable {
    case send([UInt8])
    /// A request was answered; the view is the whole frame.
    case answer(UInt64, JSONView)
    case fail(UInt64, Diagnostic)
    case loggedIn(LoginResult)
    /// The model lives on another controller.
    case redirect(RedirectErrorInfo)
    case close(Diagnostic)
  }

  private enum State: Sendable {
    case idle
    case loggingIn(UInt64)
    case ready([String: [Int]])
    case closed(Diagnostic)
  }

  private var state = State.idle
  private var lastID: UInt64 = 0
  private var waiting: [UInt64: String] = [:]
  private var abandoned: Set<UInt64> = []

  package init() {}

  /// Whether calls can be made.
  package var isReady: Bool {
    if case .ready = state { true } else { false }
  }

  /// Why no calls can be made any more.
  package var end: Diagnostic? {
    if case .closed(let reason) = state { reason } else { nil }
  }

  /// How many requests have no answer yet.
  package var waitingCount: Int { waiting.count }

  // MARK: Calls

  /// Returns the highest version of a facade that both sides know; nil when there is none.
  package func version(of facade: Facade) -> Int? {
    guard case .ready(let versions) = state else { return nil }
    return versions[facade.name]?.filter(facade.versions.contains).max()
  }

  /// Returns the frame of a call and the number its answer will carry.
  ///
  /// Throws `juju.not-supported` when the controller does not have the method.
  package mutating func request<Parameters, Result>(
    _ method: FacadeMethod<Parameters, Result>, _ parameters: Parameters, objectID: String? = nil
  ) throws(Diagnostic) -> (id: UInt64, frame: [UInt8]) {
    if let end { throw end }
    let version = try version(for: method)
    return try frame(method, version, parameters, objectID: objectID)
  }

  private func version<Parameters, Result>(
    for method: FacadeMethod<Parameters, Result>
  ) throws(Diagnostic) -> Int {
    let name = method.facade.name
    guard case .ready(let versions) = state, let offered = versions[name] else {
      throw Diagnostic(
        JujuDiagnostic.notSupported, "the controller has no facade \"\(name)\"",
        hint: "its version of Juju is too old or too new for this")
    }
    guard let version = version(of: method.facade) else {
      let theirs = offered.sorted().map(String.init).joined(separator: ", ")
      throw Diagnostic(
        JujuDiagnostic.notSupported,
        """
        the controller has facade "\(name)" in version \(theirs), and offsh knows \
        \(method.facade.versions.lowerBound) to \(method.facade.versions.upperBound)
        """)
    }
    guard version >= method.firstVersion else {
      throw Diagnostic(
        JujuDiagnostic.notSupported,
        """
        "\(name)" version \(version) of the controller has no method "\(method.name)"; \
        it came with \(method.firstVersion)
        """)
    }
    return version
  }

  private mutating func frame<Parameters, Result>(
    _ method: FacadeMethod<Parameters, Result>, _ version: Int, _ parameters: Parameters,
    objectID: String? = nil
  ) throws(Diagnostic) -> (id: UInt64, frame: [UInt8]) {
    let id = lastID + 1
    let frame = RequestFrame(
      requestID: id, facade: method.facade.name, version: version, objectID: objectID,
      method: method.name, parameters: parameters)
    do {
      let bytes = try WireJSON.encode(frame)
      lastID = id
      waiting[id] = "\(method.facade.name).\(method.name)"
      return (id, bytes)
    } catch {
      throw Diagnostic(
        JujuDiagnostic.protocolError,
        "\(method.facade.name).\(method.name) cannot be written as JSON: \(error.message)")
    }
  }

  // MARK: Events

  /// Returns what to do about an event.
  package mutating func handle(_ event: Event) -> [Action] {
    switch event {
    case .opened(let login): return open(login)
    case .received(let frame): return receive(frame)
    case .ended(let reason): return close(reason, isOver: true)
    case .abandoned(let id):
      if waiting.removeValue(forKey: id) != nil { abandoned.insert(id) }
      return []
    }
  }

  private mutating func open(_ login: LoginRequest) -> [Action] {
    do throws(Diagnostic) {
      let method = AdminFacade.login
      let (id, frame) = try frame(method, method.facade.versions.upperBound, login)
      state = .loggingIn(id)
      return [.send(frame)]
    } catch {
      return close(error)
    }
  }

  private mutating func receive(_ frame: [UInt8]) -> [Action] {
    if case .closed = state { return [] }
    let view: JSONView
    do throws(JSONError) {
      view = try JSONBuffer.parse(frame).root
    } catch {
      return close(broken("a message is no JSON: \(error.message)"))
    }
    guard let id = Self.requestID(of: view), id != 0 else {
      return close(broken("a message carries no request number"))
    }
    if abandoned.remove(id) != nil { return [] }
    guard waiting.removeValue(forKey: id) != nil else {
      return close(broken("request \(id) was answered and never made"))
    }
    if case .loggingIn(id) = state { return loggedIn(view) }
    return [.answer(id, view)]
  }

  /// The number a frame answers; written as Juju writes it, or in another case.
  private static func requestID(of view: JSONView) -> UInt64? {
    let number =
      view.member("request-id")
      ?? view.members.first { $0.name.lowercased() == "request-id" }?.value
    return number?.int64().flatMap { UInt64(exactly: $0) }
  }

  private mutating func loggedIn(_ view: JSONView) -> [Action] {
    let answer: ResponseFrame<LoginResult>
    do throws(JSONError) {
      answer = try WireJSON.decode(ResponseFrame<LoginResult>.self, from: view)
    } catch {
      return close(broken("the answer to the login is not understood: \(error.message)"))
    }
    if let failure = answer.failure { return refused(failure) }
    guard let result = answer.response else { return close(broken("the login has no answer")) }
    guard let facades = result.facades else { return close(Self.dischargeNeeded(result)) }
    state = .ready(
      Dictionary(facades.map { ($0.name, $0.versions) }, uniquingKeysWith: { $0 + $1 }))
    return [.loggedIn(result)]
  }

  private mutating func refused(_ failure: WireError) -> [Action] {
    if failure.code == .redirectRequired, let info = failure.info,
      let redirect = try? WireJSON.decode(RedirectErrorInfo.self, from: info)
    {
      return [.redirect(redirect)] + close(failure.diagnostic(.call))
    }
    var diagnostic = failure.diagnostic(.call)
    if failure.code == .unauthorized, failure.message.contains("entity name or password") {
      diagnostic.id = JujuDiagnostic.notLoggedIn
      diagnostic.hint = "log in with 'login -u USER'"
    }
    return close(diagnostic)
  }

  private static func dischargeNeeded(_ result: LoginResult) -> Diagnostic {
    let reason = result.dischargeRequiredError.map { ": \($0)" } ?? ""
    let provider = result.dischargeLocation.map { " at \($0)" } ?? ""
    return Diagnostic(
      JujuDiagnostic.dischargeRequired,
      "the controller wants an identity provider\(provider) to confirm who you are\(reason)",
      hint: """
        'juju login' does that in a browser, and offsh then uses what it kept; or log in here with \
        'login -u USER' as a user with a password
        """)
  }

  private func broken(_ what: String) -> Diagnostic {
    Diagnostic(JujuDiagnostic.protocolError, what)
  }

  /// Ends the conversation: what still waits for an answer fails.
  private mutating func close(_ reason: Diagnostic, isOver: Bool = false) -> [Action] {
    if case .closed = state { return [] }
    state = .closed(reason)
    let failures = waiting.keys.sorted().map { Action.fail($0, reason) }
    waiting = [:]
    abandoned = []
    return failures + (isOver ? [] : [.close(reason)])
  }
}
