/// One client's connection to a sandbox controller.
package final class JujuServerConnection: Sendable {
  private let sandbox: Sandbox
  private let id: Int

  init(sandbox: Sandbox, id: Int) {
    self.sandbox = sandbox
    self.id = id
  }

  deinit { sandbox.close(id) }

  /// Handles one frame, the text of one WebSocket message; replies go to the connection's `send`.
  package func receive(_ frame: [UInt8]) { sandbox.receive(frame, on: id) }

  /// Ends the connection; nothing is sent any more.
  package func close() { sandbox.close(id) }
}
