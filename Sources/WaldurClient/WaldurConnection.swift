package import Diagnostics
package import EffectGate
import JSON
import Synchronization
package import WaldurWire

/// Requests to one server as one user: signs them, passes the gate, tries reads again, and makes one
/// kind of error of all the server's.
///
/// May be used from several threads.
package final class WaldurConnection: Sendable {
  /// What a connection needs of the world around it.
  package struct Surroundings: Sendable {
    package var transport: any WaldurTransport
    package var gate: EffectGate
    /// Throws when the user wants what runs to end.
    package var checkInterruption: @Sendable () throws(Diagnostic) -> Void
    /// Waits, but not past an interruption, which it throws.
    package var sleep: @Sendable (Duration) throws(Diagnostic) -> Void
    /// Says something that is not a result.
    package var report: @Sendable (String) -> Void
    /// Asks a person for a token, who may give none; nil when there is nobody. Throws when the person
    /// wants everything to end.
    package var askToken: (@Sendable (_ prompt: String) throws(Diagnostic) -> AccessToken?)?
    /// How long one answer may take, all tries for it together; nil for as long as it takes.
    package var patience: Duration?

    package init(
      transport: any WaldurTransport, gate: EffectGate, patience: Duration? = nil,
      checkInterruption: @escaping @Sendable () throws(Diagnostic) -> Void = {},
      sleep: @escaping @Sendable (Duration) throws(Diagnostic) -> Void = { _ in },
      report: @escaping @Sendable (String) -> Void = { _ in },
      askToken: (@Sendable (_ prompt: String) throws(Diagnostic) -> AccessToken?)? = nil
    ) {
      self.transport = transport
      self.gate = gate
      self.patience = patience
      self.checkInterruption = checkInterruption
      self.sleep = sleep
      self.report = report
      self.askToken = askToken
    }

    /// How long a token may be waited for: as long as an answer.
    var tokenWait: TokenWait {
      TokenWait(patience: patience, checkInterruption: checkInterruption)
    }
  }

  /// What is known of the server's version.
  private enum Age {
    case unknown, present
    case earlier(EarlierServer)
  }

  /// The token that signs requests, and one that could not be replaced.
  private struct Signature {
    var token: AccessToken
    var givenUp: AccessToken?
  }

  /// What goes wrong before a request leaves.
  private static let beforeSending = [
    WaldurDiagnostic.unreachable, WaldurDiagnostic.noAnswer, WaldurDiagnostic.untrusted,
  ]
  /// What was waited for in vain once is not waited for again.
  private static let inVain = [WaldurDiagnostic.noAnswer, WaldurDiagnostic.timedOut]

  /// What the user calls the server.
  package let name: String
  package let address: WaldurAddress
  package let surroundings: Surroundings
  private let signature: Mutex<Signature>
  private let age = Mutex(Age.unknown)
  /// Lists that the server has where they were before.
  private let movedLists = Mutex<Set<String>>([])
  /// Where another token comes from when the server no longer takes the first.
  private let tokens: any TokenSource

  /// `tokens` is asked again when the server does not accept `token` any more.
  package init(
    name: String, address: WaldurAddress, token: AccessToken, tokens: (any TokenSource)? = nil,
    surroundings: Surroundings
  ) {
    self.name = name
    self.address = address
    self.tokens = tokens ?? token
    self.surroundings = surroundings
    signature = Mutex(Signature(token: token))
  }

  /// Reads. What may pass by itself (no connection, a 502 to 504, a 429) is tried again.
  package func get(_ path: String, _ query: Query = [:]) throws(Diagnostic) -> HTTPResponse {
    try read(HTTPRequest(.get, path, query: query.encoded))
  }

  /// Reads the headers of a list alone.
  package func head(_ path: String, _ query: Query = [:]) throws(Diagnostic) -> HTTPResponse {
    try read(HTTPRequest(.head, path, query: query.encoded))
  }

  /// Writes, once; nil when a dry run only said what it would have sent. What takes something away
  /// needs the `consent` that somebody gave. For whom the status says enough.
  ///
  /// Only a 429 is answered by trying again, as often as a read: such a request was not carried out.
  package func write(
    _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil, consent: Consent? = nil
  ) throws(Diagnostic) -> HTTPResponse? {
    try write(method, path, body: body, consent: consent) { $0 }
  }

  /// The same for whom the answer must say something: `read` finds it there. Where it throws, nobody
  /// knows what became of the write, which is said and logged.
  package func write<Answer>(
    _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil, consent: Consent? = nil,
    reading read: (HTTPResponse) throws(Diagnostic) -> Answer
  ) throws(Diagnostic) -> Answer? {
    var request = HTTPRequest(method, path, body: body ?? [])
    if body != nil { request.headers[HTTPHeaders.Name.contentType] = "application/json" }
    let sent = request
    func effectRequest() -> EffectRequest {
      EffectRequest(
        effect: method.effect(on: path), target: name, call: "\(method) \(path)",
        body: Redactor.shown(sent.body))
    }
    func send(_ passage: Passage) throws(Diagnostic) -> Answer {
      let answer = try carriedOut(sent, passage)
      do throws(Diagnostic) { return try read(answer) } catch {
        throw Self.afterSending(error, sent)
      }
    }
    if let consent { return try surroundings.gate.destroy(effectRequest(), consent, send: send) }
    return try surroundings.gate.write(effectRequest(), send: send)
  }

  /// Sends a write until it was not sent too early.
  private func carriedOut(
    _ request: HTTPRequest, _ passage: Passage
  ) throws(Diagnostic) -> HTTPResponse {
    var attempts = Attempts(patience: surroundings.patience)
    while true {
      let answer = try exchangeWhereItIs(
        request, Sending(passage: passage, deadline: attempts.deadline))
      guard answer.status == 429, let asked = answer.retryAfter,
        let pause = attempts.pause(asked: asked)
      else { return try checked(answer, request) }
      try surroundings.sleep(pause)
    }
  }

  /// Says of a write whose answer did not come, or says nothing about it, that it may have been
  /// carried out: where the audit log says that its outcome is unknown.
  private static func afterSending(_ error: Diagnostic, _ request: HTTPRequest) -> Diagnostic {
    guard !beforeSending.contains(error.id),
      [.unreachable, .timedOut, .interrupted, .terminated].contains(error.exitCode)
    else { return error }
    var error = error
    error.message +=
      "; \(request.method) \(request.path) had been sent and may have been carried out"
    let hint = error.id == WaldurDiagnostic.protocolError ? error.hint : nil
    error.hint =
      hint
      ?? "look before you repeat it: 'orders', 'resources' or 'usages' show what is there"
    error.isRetryable = false
    return error
  }

  private func read(_ request: HTTPRequest) throws(Diagnostic) -> HTTPResponse {
    try patiently(request, surroundings.gate.read())
  }

  /// Tries until the answer is one, or it was tried often or long enough.
  private func patiently(
    _ request: HTTPRequest, _ passage: Passage
  ) throws(Diagnostic) -> HTTPResponse {
    var attempts = Attempts(patience: surroundings.patience)
    while true {
      let pause: Duration
      do throws(Diagnostic) {
        let answer = try exchangeWhereItIs(
          request, Sending(passage: passage, deadline: attempts.deadline))
        let isPassing = answer.status == 429 || (502...504).contains(answer.status)
        guard isPassing, let wait = attempts.pause(asked: answer.retryAfter),
          let refusal = answer.refusal(of: request)
        else { return try checked(answer, request) }
        noteRepetition(withoutTokens(refusal), asked: answer.retryAfter)
        pause = wait
      } catch {
        guard error.isRetryable, error.status == nil, !Self.inVain.contains(error.id),
          let wait = attempts.pause()
        else { throw error }
        noteRepetition(error)
        pause = wait
      }
      try surroundings.sleep(pause)
    }
  }

  /// Says that something is asked again, and in how many seconds where the server asks to wait.
  private func noteRepetition(_ error: Diagnostic, asked: Int? = nil) {
    let when = asked.map { $0 > 0 ? " in \($0) s" : "" } ?? ""
    surroundings.gate.note("note: \(error.message); asking again\(when)")
  }

  private func checked(
    _ answer: HTTPResponse, _ request: HTTPRequest
  ) throws(Diagnostic) -> HTTPResponse {
    guard var refusal = answer.refusal(of: request) else { return answer }
    let sending = Sending(
      passage: surroundings.gate.read(), deadline: surroundings.patience.map { .now + $0 })
    if refusal.id == WaldurDiagnostic.noSuchCall, let version = version(sending) {
      refusal.hint = "it is Waldur \(version); " + (refusal.hint ?? "")
    }
    refusal = withoutTokens(refusal)
    throw request.method.isSafe ? refusal : Self.afterSending(refusal, request)
  }

  /// A server may repeat in an answer what it was sent, the token too.
  private func withoutTokens(_ error: Diagnostic) -> Diagnostic {
    let known = signature.withLock { [$0.token, $0.givenUp] }
    var error = error
    for token in known.compactMap({ $0 }) {
      error.message = token.hidden(in: error.message)
      error.hint = error.hint.map { token.hidden(in: $0) }
      error.cause = error.cause.map { token.hidden(in: $0) }
    }
    return error
  }

  /// What the server calls its version, where it tells this user.
  private func version(_ sending: Sending) -> String? {
    if case .earlier(let server) = age.withLock({ $0 }) { return server.version }
    guard
      let answer = try? exchange(HTTPRequest(.get, Addresses.version), sending),
      answer.isSuccess,
      let body = try? JSONBuffer.parse(answer.body).root
    else { return nil }
    return body.member("version")?.string()
  }

  /// Sends a request to where the server has what it asks for. An address the server does not know
  /// was not carried out, so also a write may go to the older one.
  private func exchangeWhereItIs(
    _ request: HTTPRequest, _ sending: Sending
  ) throws(Diagnostic) -> HTTPResponse {
    if case .earlier(let server) = age.withLock({ $0 }) {
      return try exchange(request, server, sending)
    }
    let move = OlderPaths.move(of: request.path)
    var older = request
    if let move { older.path = move.to + request.path.dropFirst(move.from.count) }
    let isMoved = move.map { move in movedLists.withLock { $0.contains(move.from) } } ?? false
    if isMoved { return try exchange(older, sending) }
    let answer = try exchange(request, sending)
    if case .unknown = age.withLock({ $0 }), EarlierServer.isSuspect(answer, to: request) {
      let asking = Sending(passage: surroundings.gate.read(), deadline: sending.deadline)
      let found = version(asking).flatMap { EarlierServer(version: $0) }
      age.withLock { $0 = found.map { .earlier($0) } ?? .present }
      if let found { return try exchange(request, found, sending) }
    }
    guard answer.isNoSuchCall, let move else { return answer }
    let second = try exchange(older, sending)
    guard !second.isNoSuchCall else { return answer }
    movedLists.withLock { _ = $0.insert(move.from) }
    return second
  }

  /// Sends a request as an earlier server understands it.
  private func exchange(
    _ request: HTTPRequest, _ server: EarlierServer, _ sending: Sending
  ) throws(Diagnostic) -> HTTPResponse {
    if server.isEmpty(request) {
      return HTTPResponse(
        200, headers: [HTTPHeaders.Name.resultCount: "0"], body: Array("[]".utf8))
    }
    var adapted = server.request(request)
    if let path = server.planPeriods(for: request) {
      let asking = Sending(passage: surroundings.gate.read(), deadline: sending.deadline)
      let periods = try exchange(HTTPRequest(.get, path), asking)
      adapted = server.report(request, for: periods) ?? request
    }
    return server.answer(try exchange(adapted, sending), to: request)
  }

  /// Sends a request, and again with another token when the server no longer takes this one: then
  /// it did not carry the request out.
  private func exchange(
    _ request: HTTPRequest, _ sending: Sending
  ) throws(Diagnostic) -> HTTPResponse {
    let token = signature.withLock { $0.token }
    let answer = try carry(request, token, sending)
    guard answer.status == 401, let other = try another(than: token) else { return answer }
    return try carry(request, other, sending)
  }

  /// Returns a token to use in place of one that was refused: from where the first one came, if
  /// there is another by now, else from a person; nil when there is none to be had.
  private func another(than refused: AccessToken) throws(Diagnostic) -> AccessToken? {
    // Others whose requests were refused meanwhile wait here, and take what came of it.
    try signature.withLock { (signature) throws(Diagnostic) in
      if signature.token != refused { return signature.token }
      if signature.givenUp == refused { return nil }
      if let fresh = try? tokens.token(surroundings.tokenWait), fresh != refused {
        signature.token = fresh
        return fresh
      }
      // Whoever asked before may have been told to end everything.
      try surroundings.checkInterruption()
      guard
        let fresh = try surroundings.askToken?(
          "\(name) does not accept the token any more; please enter a new one: ")
      else {
        signature.givenUp = refused
        return nil
      }
      signature.token = fresh
      return fresh
    }
  }

  /// Sends a request as it goes over the line.
  private func carry(
    _ request: HTTPRequest, _ token: AccessToken, _ sending: Sending
  ) throws(Diagnostic) -> HTTPResponse {
    var signed = request
    signed.path = address.prefix + request.path
    signed.headers[HTTPHeaders.Name.host] = address.authority
    signed.headers[HTTPHeaders.Name.accept] = "application/json"
    signed.headers[HTTPHeaders.Name.userAgent] = "offsh"
    signed.headers[HTTPHeaders.Name.authorization] = "Token \(token.exposed)"
    let gate = surroundings.gate
    if gate.isTracing {
      gate.trace("\(name) → \(request.method) \(request.target) \(Redactor.shown(request.body))")
    }
    try surroundings.checkInterruption()
    let answer: HTTPResponse
    do throws(Diagnostic) {
      answer = try sending.passage.leave(mayHaveArrived: { !Self.beforeSending.contains($0.id) }) {
        () throws(Diagnostic) in
        try surroundings.transport.send(
          signed, to: address, deadline: sending.deadline,
          checkInterruption: surroundings.checkInterruption)
      }
    } catch {
      throw sending.passage.effect > .read ? Self.afterSending(error, request) : error
    }
    if gate.isTracing {
      gate.trace("\(name) ← \(answer.status) \(token.hidden(in: Redactor.shown(answer.body)))")
    }
    return answer
  }
}
