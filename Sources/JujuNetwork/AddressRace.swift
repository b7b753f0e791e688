import Diagnostics
import JujuClient
import Synchronization
import Threads

/// Tries the addresses of a controller one after the other, each a little before the one in front
/// has failed for certain: the first that answers as a controller wins, the others are given up.
struct AddressRace {
  struct Winner {
    let address: String
    let link: SocketLink
    let timings: String
  }

  let attempts: [ConnectionAttempt]
  let limits: SocketTransport.Limits
  /// Its name, for messages.
  let controller: String

  /// What the event loop tells the thread that waits.
  private final class Mailbox: Sendable {
    let outcomes = Mutex<[(index: Int, outcome: ConnectionAttempt.Outcome)]>([])
    let arrival = Arrival()

    func post(_ index: Int, _ outcome: ConnectionAttempt.Outcome) {
      outcomes.withLock { $0.append((index, outcome)) }
      arrival.announce()
    }

    func take() -> [(index: Int, outcome: ConnectionAttempt.Outcome)] {
      outcomes.withLock { outcomes in
        defer { outcomes = [] }
        return outcomes
      }
    }
  }

  /// Waits on the calling thread for the first address that answers.
  ///
  /// Throws what the limit throws; `juju.unreachable`, `juju.untrusted` or `juju.protocol` with
  /// what became of each address when none does.
  func run(_ limit: WaitLimit) throws(Diagnostic) -> Winner {
    let mailbox = Mailbox()
    defer { attempts.forEach { $0.cancel() } }
    var failures: [Int: ConnectionFailure] = [:]
    var deadlines: [ContinuousClock.Instant] = []
    var nextStart = ContinuousClock.now
    while true {
      let now = ContinuousClock.now
      let isIdle = failures.count == deadlines.count
      if deadlines.count < attempts.count, now >= nextStart || isIdle {
        let index = deadlines.count
        attempts[index].start { mailbox.post(index, $0) }
        deadlines.append(now + limits.connecting)
        nextStart = now + limits.stagger
      }
      for (index, outcome) in mailbox.take() {
        switch outcome {
        case .connected(let link):
          close(mailbox.take())
          return Winner(
            address: attempts[index].address, link: link, timings: attempts[index].timings)
        case .failed(let failure): failures[index] = failure
        }
      }
      for (index, deadline) in deadlines.enumerated() where now >= deadline {
        if failures[index] == nil { failures[index] = .silent }
      }
      if failures.count == attempts.count { throw explanation(failures) }
      if failures.count == deadlines.count { continue }
      do throws(Diagnostic) { try limit.checkInterruption() } catch {
        attempts.forEach { $0.cancel() }
        close(mailbox.take())
        throw error
      }
      if limit.isOver {
        for index in attempts.indices where failures[index] == nil { failures[index] = .silent }
        close(mailbox.take())
        throw explanation(failures)
      }
      mailbox.arrival.wait(
        milliseconds: pause(until: deadlines.count < attempts.count ? nextStart : nil))
    }
  }

  /// Milliseconds to wait: until the next start, and never long, because whoever interrupts has no
  /// way to wake this thread.
  private func pause(until start: ContinuousClock.Instant?) -> Int {
    guard let start else { return 50 }
    return max(1, min(50, Int((start - .now) / .milliseconds(1))))
  }

  /// Closes connections that came too late.
  private func close(_ outcomes: [(index: Int, outcome: ConnectionAttempt.Outcome)]) {
    for case .connected(let link) in outcomes.map(\.outcome) { link.close() }
  }

  // MARK: What to say when none answers

  private func explanation(_ failures: [Int: ConnectionFailure]) -> Diagnostic {
    let told = attempts.indices.map { index in
      let attempt = attempts[index]
      let failure = failures[index] ?? .silent
      return (attempt.address, failure, words(failure, attempt))
    }
    let list = told.map { "\($0.0): \($0.2)" }.joined(separator: "; ")
    if told.contains(where: { $0.1.isDistrust }) {
      return Diagnostic(
        JujuDiagnostic.untrusted, "controller \(controller) cannot be trusted: \(list)",
        hint: """
          nothing was sent; if the controller was set up anew, Juju's own client has to register it \
          again
          """)
    }
    if told.contains(where: { $0.1.isWrongProtocol }) {
      return Diagnostic(
        JujuDiagnostic.protocolError, "no controller answers as \(controller): \(list)",
        hint: "is this the API address of the controller? a proxy or another server answers there",
        isRetryable: told.contains { $0.1.isPassing })
    }
    return Diagnostic(
      JujuDiagnostic.unreachable, "controller \(controller) cannot be reached: \(list)",
      hint: "is it up, and does this machine reach its network?", isRetryable: true)
  }

  private func words(_ failure: ConnectionFailure, _ attempt: ConnectionAttempt) -> String {
    switch failure {
    case .untrusted: attempt.trust.explanation(at: attempt.endpoint, limit: .seconds(2))
    case .silent:
      switch attempt.stage {
      case .connecting: "no answer within \(limits.connecting.components.seconds) s"
      case .securing: "it accepts connections and then says nothing"
      case .upgrading: "it says nothing about the API"
      }
    default: failure.words
    }
  }
}

extension ConnectionFailure {
  fileprivate var isDistrust: Bool {
    switch self {
    case .untrusted, .wrongName: true
    default: false
    }
  }

  fileprivate var isWrongProtocol: Bool {
    switch self {
    case .noTLS, .answered, .noProtocol: true
    default: false
    }
  }

  /// Whether the answer was one that may be another the next time.
  fileprivate var isPassing: Bool {
    if case .answered(let code, _) = self { return code == 429 || code >= 500 }
    return false
  }
}
