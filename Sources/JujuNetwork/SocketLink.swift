import Diagnostics
import JujuClient
import NIOCore
import NIOWebSocket

/// One open WebSocket.
final class SocketLink: JujuLink {
  let address: String?
  private let channel: any Channel
  private let inbox: FrameInbox
  private let pause: FrameHandler.Pause
  private let beat: Duration

  init(
    to address: String, channel: any Channel, inbox: FrameInbox, pause: FrameHandler.Pause,
    beat: Duration
  ) {
    self.address = address
    self.channel = channel
    self.inbox = inbox
    self.pause = pause
    self.beat = beat
  }

  /// Whether the connection is this one.
  func carries(_ other: any Channel) -> Bool { channel === other }

  func send(_ frame: [UInt8]) throws(Diagnostic) {
    if let end = inbox.end { throw end }
    let message = WebSocketFrame(
      fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(bytes: frame))
    channel.writeAndFlush(message, promise: nil)
  }

  func receive(_ limit: WaitLimit) throws(Diagnostic) -> [UInt8]? {
    let frame = try inbox.next(limit)
    if pause.isOn.load(ordering: .relaxed), inbox.byteCount <= FrameHandler.lowMark {
      pause.isOn.store(false, ordering: .relaxed)
      channel.setOption(.autoRead, value: true).whenComplete { _ in }
    }
    return frame
  }

  func close() {
    inbox.end(Diagnostic(JujuDiagnostic.connectionLost, "the connection was closed here"))
    var goodbye = ByteBuffer()
    goodbye.write(webSocketErrorCode: .normalClosure)
    let frame = WebSocketFrame(
      fin: true, opcode: .connectionClose, maskKey: .random(), data: goodbye)
    let channel = channel
    channel.writeAndFlush(frame).whenComplete { _ in channel.close(promise: nil) }
  }

  func keepAlive(_ beat: @escaping @Sendable () -> Void) {
    let interval = TimeAmount(self.beat)
    let task = channel.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) {
      _ in
      beat()
    }
    channel.closeFuture.whenComplete { _ in task.cancel() }
  }
}
