import Diagnostics
import Threads

/// What threads that need the same connection at once share: one of them opens it.
final class ConnectionAttempts: Sendable {
  /// What is opened, and what whoever opens it may ask for.
  enum Matter: Hashable {
    case connection(JujuSession.ConnectionKey)
    /// Someone may be asked for the password of a controller; of its connections one is opened at a
    /// time, for the next ones then know it.
    case password(controller: String)
  }

  private final class Attempt: Sendable {
    let result = Monitor<Result<JujuConnection, Diagnostic>?>(nil)
  }

  private let underWay = Monitor<[Matter: Attempt]>([:])

  init() {}

  /// Returns what `open` returns, or what it returned to another thread that had begun to open the
  /// same; nil when this one waited for another's password and should look again.
  ///
  /// Throws what `open` throws, to all who waited for it; who was interrupted only ends its own wait.
  func open(
    _ matter: Matter, checkInterruption: () throws(Diagnostic) -> Void,
    _ open: () throws(Diagnostic) -> JujuConnection
  ) throws(Diagnostic) -> JujuConnection? {
    let (attempt, isMine) = underWay.withLock { underWay -> (Attempt, Bool) in
      if let other = underWay[matter] { return (other, false) }
      let attempt = Attempt()
      underWay[matter] = attempt
      return (attempt, true)
    }
    guard isMine else { return try awaited(attempt, matter, checkInterruption) }
    let result: Result<JujuConnection, Diagnostic>
    do throws(Diagnostic) { result = .success(try open()) } catch { result = .failure(error) }
    underWay.withLock { $0[matter] = nil }
    attempt.result.withLock { $0 = result }
    return try result.get()
  }

  private func awaited(
    _ attempt: Attempt, _ matter: Matter, _ checkInterruption: () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> JujuConnection? {
    while true {
      attempt.result.waitBriefly { $0 == nil }
      guard let result = attempt.result.withLock({ $0 }) else {
        try checkInterruption()
        continue
      }
      switch (result, matter) {
      case (.failure(let error), _) where error.exitCode != .interrupted: throw error
      case (.success(let connection), .connection): return connection
      case (.success, .password), (.failure, _): return nil
      }
    }
  }
}
