package import Diagnostics
package import JujuClient
package import Sandbox

/// The way to a sandbox in the same process: the bytes a socket would carry, by a call.
package struct SandboxTransport: JujuTransport {
  package let sandbox: Sandbox
  /// Whether logins count as last ones: those of a dry run do not.
  private let notesLogins: @Sendable () -> Bool

  package init(sandbox: Sandbox, notesLogins: @escaping @Sendable () -> Bool) {
    self.sandbox = sandbox
    self.notesLogins = notesLogins
  }

  package func connect(
    target: JujuTarget, path: String, limit: WaitLimit
  ) throws(Diagnostic) -> any JujuLink {
    let inbox = FrameInbox()
    let connection = try sandbox.openJuju(
      controller: target.name, path: path, notesLogin: notesLogins(), send: { inbox.put($0) },
      ended: { inbox.end(SandboxLink.lost($0)) })
    return SandboxLink(connection: connection, inbox: inbox)
  }
}

/// One connection to the sandbox.
private final class SandboxLink: JujuLink {
  private let connection: JujuServerConnection
  private let inbox: FrameInbox

  init(connection: JujuServerConnection, inbox: FrameInbox) {
    self.connection = connection
    self.inbox = inbox
  }

  func send(_ frame: [UInt8]) throws(Diagnostic) {
    if let reason = inbox.end { throw reason }
    connection.receive(frame)
  }

  func receive(_ limit: WaitLimit) throws(Diagnostic) -> [UInt8]? { try inbox.next(limit) }

  func close() {
    connection.close()
    inbox.end(Self.lost("closed"))
  }

  static func lost(_ reason: String) -> Diagnostic {
    Diagnostic(JujuDiagnostic.connectionLost, "the connection to the sandbox ended: \(reason)")
  }
}
