package import Diagnostics

/// The way to controllers: a network, or a sandbox in the same process.
package protocol JujuTransport: Sendable {
  /// Opens a connection, waiting on the calling thread. `path` is `/api` or `/model/<uuid>/api`.
  ///
  /// Throws what the limit throws, `juju.unreachable` when none of the target's addresses answers, and
  /// `juju.untrusted` when one does but cannot prove what it is.
  func connect(
    target: JujuTarget, path: String, limit: WaitLimit
  ) throws(Diagnostic) -> any JujuLink
}

/// One open connection that carries frames, each the bytes of one WebSocket text message.
package protocol JujuLink: Sendable {
  /// Which of the target's endpoints it leads to; nil where it is no network's.
  var address: String? { get }

  /// Hands over a frame. Throws `juju.connection-lost` when it cannot have arrived.
  func send(_ frame: [UInt8]) throws(Diagnostic)

  /// Waits on the calling thread for the next frame; nil when `limit` ended the wait. Throws
  /// `juju.connection-lost` when the connection has ended.
  func receive(_ limit: WaitLimit) throws(Diagnostic) -> [UInt8]?

  /// Ends the connection; a waiting `receive` returns.
  func close()

  /// Calls `beat` every now and then, from a thread of the link's own, until the connection ends:
  /// often enough that neither side takes the other for dead. A link that cannot go dead unnoticed
  /// never calls it.
  func keepAlive(_ beat: @escaping @Sendable () -> Void)
}

extension JujuLink {
  package var address: String? { nil }

  package func keepAlive(_ beat: @escaping @Sendable () -> Void) {}
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

/// A `host:port` taken apart; an IPv6 address stands in brackets.
package struct Endpoint: Sendable, Hashable, CustomStringConvertible {
  package let host: String
  package let port: Int

  /// The port of a controller when none is named.
  package static let usualPort = 17070

  package init(_ text: String) {
    if text.first == "[", let end = text.firstIndex(of: "]") {
      host = String(text[text.index(after: text.startIndex)..<end])
      port = Self.port(text[text.index(after: end)...].dropFirst())
    } else if let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon {
      host = String(text[..<colon])
      port = Self.port(text[text.index(after: colon)...])
    } else {
      // No colon, or several: an IPv6 address without a port.
      host = text
      port = Self.usualPort
    }
  }

  private static func port(_ text: Substring) -> Int {
    Int(text).flatMap { (1...65535).contains($0) ? $0 : nil } ?? usualPort
  }

  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
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
