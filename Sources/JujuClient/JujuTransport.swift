package import Diagnostics

/// The way to controllers: a network, or a sandbox in the same process.
package protocol JujuTransport: Sendable {
  /// Opens a connection. `path` is `/api` or `/model/<uuid>/api`.
  ///
  /// Throws `juju.unreachable` when none of the target's addresses answers, and
  /// `juju.untrusted` when one does but cannot prove what it is.
  func connect(target: JujuTarget, path: String) throws(Diagnostic) -> any JujuLink
}

/// One open connection that carries frames, each the bytes of one WebSocket text message.
package protocol JujuLink: Sendable {
  /// Hands over a frame. Throws `juju.connection-lost` when it cannot have arrived.
  func send(_ frame: [UInt8]) throws(Diagnostic)

  /// Waits on the calling thread for the next frame; nil when `limit` ended the wait. Throws
  /// `juju.connection-lost` when the connection has ended.
  func receive(_ limit: WaitLimit) throws(Diagnostic) -> [UInt8]?

  /// Ends the connection; a waiting `receive` returns.
  func close()
}

/// A controller as a transport needs to know it.
package struct JujuTarget: Sendable, Hashable {
  /// The name the user knows it by.
  package var name: String
  package var uuid: String
  /// `host:port` each; the first that answers is taken.
  package var endpoints: [String]
  /// PEM of the authority that signs the controller's certificate; nil means the system's.
  package var caCertificate: String?
  /// The host name a certificate of the system's authorities is for.
  package var publicHostname: String?

  package init(
    name: String, uuid: String, endpoints: [String], caCertificate: String? = nil,
    publicHostname: String? = nil
  ) {
    self.name = name
    self.uuid = uuid
    self.endpoints = endpoints
    self.caCertificate = caCertificate
    self.publicHostname = publicHostname
  }
}

/// How long to wait for an answer.
package struct WaitLimit: Sendable {
  /// When the wait is over; nil for never.
  package let deadline: ContinuousClock.Instant?
  /// Throws when the user wants no more; looked at several times a second.
  package let checkInterruption: @Sendable () throws(Diagnostic) -> Void

  package init(
    deadline: ContinuousClock.Instant? = nil,
    checkInterruption: @escaping @Sendable () throws(Diagnostic) -> Void = {}
  ) {
    self.deadline = deadline
    self.checkInterruption = checkInterruption
  }

  /// Whether the deadline has passed.
  package var isOver: Bool { deadline.map { ContinuousClock.now >= $0 } ?? false }

  /// Whether the wait should end, for either reason.
  package var isReached: Bool {
    if isOver { return true }
    do throws(Diagnostic) {
      try checkInterruption()
      return false
    } catch {
      return true
    }
  }
}
