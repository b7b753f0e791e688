package import Diagnostics
import Synchronization

/// The right to hand a request to a transport. Only the gate gives one, and learns through it
/// whether the request has left.
package final class Passage: Sendable {
  /// What may be done with it, at most.
  package let effect: Effect
  private let gate: EffectGate
  private let left = Atomic<Bool>(false)

  init(_ effect: Effect, _ gate: EffectGate) {
    self.effect = effect
    self.gate = gate
  }

  /// Hands a request over by calling `hand`, which throws when it cannot have arrived.
  package func leave(_ hand: () throws(Diagnostic) -> Void) throws(Diagnostic) {
    try hand()
    left.store(true, ordering: .relaxed)
    gate.countSent()
  }

  /// Whether a request was handed over.
  var hasLeft: Bool { left.load(ordering: .relaxed) }
}

/// What says that a thing may be taken away. Only the gate gives one: after somebody agreed, or
/// `--yes` did, or where the mode keeps anything from happening anyway.
package struct Consent: Sendable {
  /// Whether it counts for something that really happens.
  let wasGivenLive: Bool

  init(wasGivenLive: Bool) { self.wasGivenLive = wasGivenLive }
}
