// The way to real controllers: WebSockets over TLS. The shell's threads wait here; what happens on
// the sockets happens on an event loop, which does not exist before the first connection.

package import Diagnostics
package import JujuClient
import NIOSSL
import Synchronization

/// Connects to controllers over the network.
package final class SocketTransport: JujuTransport {
  /// How long things may take and how large they may be.
  package struct Limits: Sendable {
    /// How long one address may take to answer as a controller.
    package var connecting = Duration.seconds(10)
    /// How long to wait for one address before the next is tried beside it.
    package var stagger = Duration.milliseconds(250)
    /// How often a connection is asked for a sign of life.
    package var beat = Duration.seconds(30)
    /// The largest message in bytes.
    package var messageSize = 64 << 20

    package init() {}
  }

  private struct Memory {
    /// The address of each controller that answered last, by the controller's UUID.
    var lastGood: [String: String] = [:]
    var trusts: [Trust.Roots: Trust] = [:]
  }

  private let limits: Limits
  /// Hears how long the parts of connecting took; nil when nobody listens.
  private let trace: (@Sendable (String) -> Void)?
  private let memory = Mutex(Memory())

  package init(limits: Limits = Limits(), trace: (@Sendable (String) -> Void)? = nil) {
    self.limits = limits
    self.trace = trace
  }

  package func connect(
    target: JujuTarget, path: String, limit: WaitLimit
  ) throws(Diagnostic) -> any JujuLink {
    guard !target.endpoints.isEmpty else {
      throw Diagnostic(
        JujuDiagnostic.unreachable, "no address of controller \(target.name) is known",
        hint: "Juju's own client keeps them as 'api-endpoints' in controllers.yaml")
    }
    var attempts: [ConnectionAttempt] = []
    for text in ordered(target) {
      let endpoint = Endpoint(text)
      attempts.append(
        ConnectionAttempt(
          text, endpoint, path: path, trust: try trust(for: target, endpoint), limits: limits))
    }
    let race = AddressRace(attempts: attempts, limits: limits, controller: target.name)
    let winner = try race.run(limit)
    memory.withLock { $0.lastGood[target.uuid] = winner.address }
    trace?(winner.timings)
    return winner.link
  }

  /// The address that answered last comes first.
  private func ordered(_ target: JujuTarget) -> [String] {
    guard let last = memory.withLock({ $0.lastGood[target.uuid] }), target.endpoints.contains(last)
    else { return target.endpoints }
    return [last] + target.endpoints.filter { $0 != last }
  }

  /// Returns what an address has to prove; made once for each authority.
  private func trust(for target: JujuTarget, _ endpoint: Endpoint) throws(Diagnostic) -> Trust {
    let roots = Trust.Roots(target, endpoint)
    if let trust = memory.withLock({ $0.trusts[roots] }) { return trust }
    let trust = try Trust(roots, controller: target.name)
    memory.withLock { $0.trusts[roots] = trust }
    return trust
  }
}
