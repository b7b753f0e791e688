package import Diagnostics
import Synchronization

/// The right to hand a request to a transport. Only the gate gives one, and learns through it
/// whether the request has left.
package final class Passage: Sendable {
  /// What may be done with it, at most.
  package let effect: Effect
  private let gate: EffectGate
  private let leaving = Atomic<Bool>(false)
  private let left = Atomic<Bool>(false)

  init(_ effect: Effect, _ gate: EffectGate) {
    self.effect = effect
    self.gate = gate
  }

  /// Hands a request over by calling `hand`, and returns what that gives.
  ///
  /// `mayHaveArrived` says of an error whether the request has perhaps left all the same. A link
  /// that only takes frames throws when nothing can have left; an exchange over HTTP, which ends with
  /// the answer, must tell the two apart.
  package func leave<Answer>(
    mayHaveArrived: (Diagnostic) -> Bool = { _ in false },
    _ hand: () throws(Diagnostic) -> Answer
  ) throws(Diagnostic) -> Answer {
    leaving.store(true, ordering: .relaxed)
    defer { leaving.store(false, ordering: .relaxed) }
    do throws(Diagnostic) {
      let answer = try hand()
      noteLeft()
      return answer
    } catch {
      if mayHaveArrived(error) { noteLeft() }
      throw error
    }
  }

  private func noteLeft() {
    left.store(true, ordering: .relaxed)
    gate.countSent()
  }

  /// Whether a request was handed over.
  package var hasLeft: Bool { left.load(ordering: .relaxed) }

  /// Whether one was handed over, or is just being.
  var mayHaveLeft: Bool { hasLeft || leaving.load(ordering: .relaxed) }
}

/// What says that a thing may be taken away. Only the gate gives one: after somebody agreed, or
/// `--yes` did, or where the mode keeps anything from happening anyway.
package struct Consent: Sendable {
  /// Whether it counts for something that really happens.
  let wasGivenLive: Bool

  init(wasGivenLive: Bool) { self.wasGivenLive = wasGivenLive }
}
