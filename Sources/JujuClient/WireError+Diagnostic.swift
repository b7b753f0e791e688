package import Diagnostics
import EffectGate
package import JujuWire

extension WireError {
  /// Whether an error is that of a whole call, or of one element of its results.
  package enum Place: Sendable, Hashable {
    case call, element
  }

  /// Returns the error as it is shown: the controller's own words, with its code behind those of a
  /// whole call, as Juju's own client prints it.
  package func diagnostic(_ place: Place) -> Diagnostic {
    let id = Self.id(of: code)
    let shown = place == .call && code != .none ? "\(message) (\(code))" : message
    return Diagnostic(
      id, shown, hint: Self.hint(for: id), status: code == .none ? nil : code.rawValue,
      isRetryable: id == JujuDiagnostic.tryAgain)
  }

  private static func id(of code: ErrorCode) -> DiagnosticID {
    switch code {
    case .notFound, .modelNotFound, .userNotFound: JujuDiagnostic.notFound
    case .unauthorized, .accessRequired: JujuDiagnostic.permissionDenied
    case .noCredentials, .loginExpired, .sessionTokenInvalid: JujuDiagnostic.notLoggedIn
    case .alreadyExists: JujuDiagnostic.alreadyExists
    case .notValid, .badRequest: JujuDiagnostic.notValid
    case .notSupported, .notImplemented, .methodNotAllowed, .incompatibleBase:
      JujuDiagnostic.notSupported
    case .forbidden: JujuDiagnostic.forbidden
    case .operationBlocked: JujuDiagnostic.blocked
    case .quotaExceeded, .tryAgain, .notYetAvailable, .deadlineExceeded, .notLeader,
      .upgradeInProgress, .migrationInProgress:
      JujuDiagnostic.tryAgain
    case .dischargeRequired, .macaroonDischargeRequired: JujuDiagnostic.dischargeRequired
    case .redirectRequired: JujuDiagnostic.modelMoved
    default: JujuDiagnostic.refused
    }
  }

  private static func hint(for id: DiagnosticID) -> String? {
    switch id {
    case JujuDiagnostic.permissionDenied:
      "'whoami' says who you are; somebody with admin access can 'grant' more"
    case JujuDiagnostic.notLoggedIn: "log in with 'login'"
    case JujuDiagnostic.tryAgain: "the same line may work later"
    case JujuDiagnostic.notSupported: "'controllers' shows which version of Juju it runs"
    default: nil
    }
  }
}

extension Diagnostic {
  /// Returns several failures as one, their messages on lines of their own; nil for none.
  package static func joined(_ failures: [Diagnostic]) -> Diagnostic? {
    guard var all = failures.first else { return nil }
    guard failures.count > 1 else { return all }
    all.message = failures.map { $0.message }.joined(separator: "\n")
    if failures.contains(where: { $0.id != all.id }) { all.hint = nil }
    return all
  }
}

/// Which of several changes of one call were refused; the others were carried out.
package struct RefusedChanges: Sendable {
  /// Their numbers in the order of the arguments, from 0.
  package let indices: [Int]
}

extension ChangeAnswer {
  /// What became of the change, for the audit log.
  var outcome: EffectGate.Outcome {
    guard let refusals else { return .done }
    let refused = refusals.count { $0 != nil }
    return EffectGate.Outcome(done: refusals.count - refused, refused: refused)
  }

  /// Throws what was refused; the payload says which ones those are.
  package func check() throws(Diagnostic) {
    let failures = refusals?.compactMap { $0?.diagnostic(.element) } ?? []
    guard var failure = Diagnostic.joined(failures) else { return }
    let refused = (refusals ?? []).enumerated().filter { $0.element != nil }.map(\.offset)
    failure.payload = RefusedChanges(indices: refused)
    throw failure
  }
}

extension Array {
  /// Throws `juju.protocol` when a controller answered about more or fewer things than it was asked.
  package func checkCount(_ expected: Int) throws(Diagnostic) {
    guard count != expected else { return }
    throw Diagnostic(
      JujuDiagnostic.protocolError,
      "expected \(expected) result\(expected == 1 ? "" : "s"), got \(count)")
  }
}
