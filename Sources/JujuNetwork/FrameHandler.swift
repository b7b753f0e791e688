import Diagnostics
import JujuClient
import NIOCore
import NIOSSL
import NIOWebSocket
import Synchronization

/// Puts the messages that come over a WebSocket into an inbox, answers the other side's pings and
/// says how the connection ended.
final class FrameHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  /// Reading stops while more bytes than this wait to be taken, and goes on below the low mark: a
  /// controller that sends without end fills its own buffers, not our memory.
  static let highMark = 64 << 20
  static let lowMark = 8 << 20

  /// Whether reading has stopped; whoever makes room starts it again.
  final class Pause: Sendable {
    let isOn = Atomic<Bool>(false)
  }

  private let inbox: FrameInbox
  private let limits: SocketTransport.Limits
  private let address: String
  private let pause: Pause

  init(inbox: FrameInbox, pause: Pause, limits: SocketTransport.Limits, address: String) {
    self.inbox = inbox
    self.pause = pause
    self.limits = limits
    self.address = address
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text, .binary:
      let waiting = inbox.put(Array(frame.unmaskedData.readableBytesView))
      if waiting > Self.highMark, !pause.isOn.exchange(true, ordering: .relaxed) {
        try? context.channel.syncOptions?.setOption(.autoRead, value: false)
      }
    case .ping:
      // Who asks without end and does not read the answers gets no more of them.
      guard context.channel.isWritable else { return }
      let pong = WebSocketFrame(
        fin: true, opcode: .pong, maskKey: .random(), data: frame.unmaskedData)
      context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
    case .connectionClose:
      var data = frame.unmaskedData
      _ = data.readWebSocketErrorCode()
      let reason = String(buffer: data)
      end("\(address) closed the connection" + (reason.isEmpty ? "" : ": \(reason)"))
      context.close(promise: nil)
    default: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case NIOWebSocketError.invalidFrameLength,
      NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge,
      NIOWebSocketFrameAggregator.Error.tooManyFragments:
      refuse("a message of more than \(limits.messageSize >> 20) MiB")
    case let breach as FrameRules.Breach: refuse(breach.words)
    case is NIOWebSocketError, is NIOWebSocketFrameAggregator.Error:
      refuse("something that is no WebSocket message")
    case let error as IOError:
      let words = ConnectionFailure.words(error.errnoCode).lowercased()
      end("the connection to \(address) was cut: \(words)")
    default:
      end("the connection to \(address) was cut")
    }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end("the connection to \(address) was cut")
    context.fireChannelInactive()
  }

  private func end(_ words: String) {
    inbox.end(Diagnostic(JujuDiagnostic.connectionLost, words, isRetryable: true))
  }

  private func refuse(_ what: String) {
    inbox.end(
      Diagnostic(
        JujuDiagnostic.protocolError, "\(address) sent \(what), and the connection was ended"))
  }
}
