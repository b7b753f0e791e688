package import Diagnostics
package import EffectGate
import JSON
package import JujuWire

/// The way to one controller or model: connects when first used, connects again when the
/// connection was lost, and lets every request pass the gate.
///
/// Reads are repeated once after a lost connection. A write is only repeated when it is known not
/// to have left this machine.
package struct JujuChannel: Sendable {
  package let session: JujuSession
  package let controller: String
  package let model: ModelPlace?

  /// `foo`, or `foo:admin/default`.
  package var name: String { model?.text ?? controller }

  /// Sends a request that changes nothing and returns its answer.
  package func read<Parameters, Answer>(
    _ method: FacadeMethod<Parameters, Answer>, _ parameters: Parameters
  ) throws(Diagnostic) -> Answer {
    try asKnownToday { (channel) throws(Diagnostic) in
      try channel.exchange(method, parameters, session.surroundings.gate.read())
    }
  }

  /// Sends a request that changes something and returns its answer; nil when a dry run reported it
  /// instead.
  ///
  /// `count` is how many things it is about, where the answer has a result for each. Throws
  /// `juju.protocol` when there are more or fewer; what was refused of several, the answer says.
  package func write<Parameters, Answer: ChangeAnswer>(
    _ method: FacadeMethod<Parameters, Answer>, _ parameters: Parameters, count: Int = 1
  ) throws(Diagnostic) -> Answer? {
    try session.surroundings.gate.write(
      request(method, parameters), outcome: { $0.outcome },
      send: { (passage) throws(Diagnostic) -> Answer in
        try asKnownToday { (channel) throws(Diagnostic) in
          try channel.exchange(method, parameters, count, passage)
        }
      })
  }

  /// The same for a request that takes something away, which somebody has agreed to.
  package func destroy<Parameters, Answer: ChangeAnswer>(
    _ method: FacadeMethod<Parameters, Answer>, _ parameters: Parameters, count: Int = 1,
    _ consent: Consent
  ) throws(Diagnostic) -> Answer? {
    try session.surroundings.gate.destroy(
      request(method, parameters), consent, outcome: { $0.outcome },
      send: { (passage) throws(Diagnostic) -> Answer in
        try asKnownToday { (channel) throws(Diagnostic) in
          try channel.exchange(method, parameters, count, passage)
        }
      })
  }

  /// Sends several requests of one kind that change nothing before waiting for the first answer;
  /// the results are in the order of the parameters.
  package func readAll<Parameters, Answer>(
    _ method: FacadeMethod<Parameters, Answer>, _ parameters: [Parameters]
  ) throws(Diagnostic) -> [Result<Answer, Diagnostic>] {
    guard !parameters.isEmpty else { return [] }
    var results = try answers(method, parameters)
    let lost = results.indices.filter { index in
      guard case .failure(let error) = results[index] else { return false }
      return error.id == JujuDiagnostic.connectionLost
    }
    guard let first = lost.first, case .failure(let reason) = results[first] else { return results }
    noteLoss(reason)
    let again = try answers(method, lost.map { parameters[$0] })
    for (index, result) in zip(lost, again) { results[index] = result }
    return results
  }

  /// Sends requests over one connection, so many before the first answer as a controller can have
  /// under way at once; more would only wait there.
  private func answers<Parameters, Answer>(
    _ method: FacadeMethod<Parameters, Answer>, _ parameters: [Parameters]
  ) throws(Diagnostic) -> [Result<Answer, Diagnostic>] {
    let connection = try asKnownToday { (channel) throws(Diagnostic) in
      try channel.connection()
    }
    var results: [Result<Answer, Diagnostic>] = []
    for start in stride(from: 0, to: parameters.count, by: 64) {
      var pending: [Result<JujuConnection.Pending<Answer>, Diagnostic>] = []
      for item in parameters[start..<min(start + 64, parameters.count)] {
        pending.append(
          Self.result { () throws(Diagnostic) in
            try connection.send(method, item, session.surroundings.gate.read())
          })
      }
      let limit = session.limit
      for request in pending {
        results.append(
          Self.result { () throws(Diagnostic) in
            try connection.answer(to: request.get(), limit: limit)
          })
      }
    }
    return results
  }

  private static func result<Success>(
    _ body: () throws(Diagnostic) -> Success
  ) -> Result<Success, Diagnostic> {
    do throws(Diagnostic) { return .success(try body()) } catch { return .failure(error) }
  }

  /// Returns the highest version of a facade that both sides know; nil when there is none.
  package func version(of facade: Facade) throws(Diagnostic) -> Int? {
    try asKnownToday { (channel) throws(Diagnostic) in
      try channel.connection().version(of: facade)
    }
  }

  /// Who is logged in, as the controller says.
  package func authenticatedUser() throws(Diagnostic) -> AuthenticatedUser? {
    try connection().login.userInfo
  }

  /// Which version of Juju the controller runs, `3.6.8`.
  package func serverVersion() throws(Diagnostic) -> String? {
    try connection().login.serverVersion
  }

  // MARK: One request

  private func request<Parameters, Answer>(
    _ method: FacadeMethod<Parameters, Answer>, _ parameters: Parameters
  ) -> EffectRequest {
    EffectRequest(
      effect: method.effect.effect, target: name, call: Self.call(method),
      body: (try? WireJSON.encode(parameters)).map { Redactor.shown($0) } ?? "")
  }

  /// Does something, and where the controller knows the model no more or refuses who we are, does it
  /// again if the session then finds out that something changed. The controller did nothing for a
  /// model or a user it does not know.
  private func asKnownToday<Answer>(
    _ work: (JujuChannel) throws(Diagnostic) -> Answer
  ) throws(Diagnostic) -> Answer {
    do throws(Diagnostic) {
      return try work(self)
    } catch {
      let codes = [ErrorCode.modelNotFound, .unauthorized].map(\.rawValue)
      guard let status = error.status, codes.contains(status),
        let renewed = try session.renewed(self, after: error)
      else { throw error }
      return try work(renewed)
    }
  }

  private static func call<Parameters, Answer>(
    _ method: FacadeMethod<Parameters, Answer>
  ) -> String { "\(method.facade.name).\(method.name)" }

  private func exchange<Parameters, Answer: ChangeAnswer>(
    _ method: FacadeMethod<Parameters, Answer>, _ parameters: Parameters, _ count: Int,
    _ passage: Passage
  ) throws(Diagnostic) -> Answer {
    let answer = try exchange(method, parameters, passage)
    if let refusals = answer.refusals, refusals.count != count {
      // What was refused says more than how much was answered.
      try answer.check()
      do throws(Diagnostic) { try refusals.checkCount(count) } catch {
        var error = error
        error.hint =
          "\(Self.call(method)) had been sent and may have been carried out; \(Self.lookFirst)"
        throw error
      }
    }
    return answer
  }

  private func exchange<Parameters, Answer>(
    _ method: FacadeMethod<Parameters, Answer>, _ parameters: Parameters, _ passage: Passage
  ) throws(Diagnostic) -> Answer {
    var wasLost = false
    while true {
      let connection = try connection()
      if method.effect != .read { try probe(connection) }
      let pending: JujuConnection.Pending<Answer>
      do throws(Diagnostic) {
        pending = try connection.send(method, parameters, passage)
      } catch {
        guard error.id == JujuDiagnostic.connectionLost, !wasLost else { throw error }
        wasLost = true
        session.drop(connection, key)
        continue
      }
      do throws(Diagnostic) {
        return try connection.answer(to: pending, limit: session.limit)
      } catch {
        if error.id == JujuDiagnostic.connectionLost {
          session.drop(connection, key)
          if method.effect == .read, !wasLost {
            wasLost = true
            noteLoss(error)
            continue
          }
        }
        throw Self.afterSending(
          Self.blocked(error, method.effect), method.effect, Self.call(method))
      }
    }
  }

  private func noteLoss(_ error: Diagnostic) {
    session.surroundings.gate.note("note: \(error.message); asking again over a new connection")
  }

  /// Adds what Juju's own client says when commands are disabled for a model.
  private static func blocked(_ error: Diagnostic, _ effect: MethodEffect) -> Diagnostic {
    guard error.id == JujuDiagnostic.blocked else { return error }
    var error = error
    error.message +=
      effect == .destroy
      ? """

      All operations that remove machines, applications, units or
      relations have been disabled for the current model.
      To enable removal, run
          juju enable-command remove-object
      """
      : """

      All operations that change model have been disabled for the current model.
      To enable changes, run
          juju enable-command all
      """
    return error
  }

  private static let lookFirst =
    "look before you repeat it: 'status', 'offers' or 'relations' show what is there"

  /// Says of a write whose answer did not come that it may have been carried out.
  private static func afterSending(
    _ error: Diagnostic, _ effect: MethodEffect, _ call: String
  ) -> Diagnostic {
    let ends: [DiagnosticID] = [
      JujuDiagnostic.connectionLost, JujuDiagnostic.timedOut, JujuDiagnostic.protocolError,
    ]
    guard effect != .read, ends.contains(error.id) || error.exitCode == .interrupted else {
      return error
    }
    var error = error
    error.message += "; \(call) had been sent and may have been carried out"
    error.hint = lookFirst
    error.isRetryable = false
    return error
  }

  /// Makes sure, before a write, that a connection that was long silent still leads somewhere: of
  /// a write sent into a dead one nobody could say what became of it.
  private func probe(_ connection: JujuConnection) throws(Diagnostic) {
    guard connection.silence > .seconds(30) else { return }
    do throws(Diagnostic) {
      _ = try connection.answer(
        to: connection.send(PingerFacade.ping, Empty(), session.surroundings.gate.read()),
        limit: WaitLimit(
          deadline: .now + .seconds(10),
          checkInterruption: session.surroundings.checkInterruption))
    } catch {
      if error.exitCode == .interrupted { throw error }
      session.drop(connection, key)
      // The sending that follows fails before anything leaves, and connects anew.
    }
  }
}

extension MethodEffect {
  /// The effect as the gate knows it.
  package var effect: Effect {
    switch self {
    case .read: .read
    case .write: .write
    case .destroy: .destroy
    }
  }
}
