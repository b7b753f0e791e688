/// One client's connection to a sandbox controller.
package final class JujuServerConnection: Sendable {
  /// Handles one frame, the text of one WebSocket message; replies go to the connection's `send`.
  package func receive(_ frame: [UInt8]) {}

  /// Ends the connection; nothing is sent any more.
  package func close() {}
}
