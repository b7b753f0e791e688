import NIOCore
import NIOWebSocket

/// Refuses frames that no server may send and that the decoder lets through: no extension was agreed
/// upon that gives reserved opcodes or bits a meaning, and only clients mask what they send.
///
/// Stands before fragments become messages, where every frame still has its head. Source: RFC 6455,
/// sections 5.1 and 5.2.
final class FrameRules: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias InboundOut = WebSocketFrame

  /// A rule that a frame breaks.
  struct Breach: Error {
    /// What the frame is: "a WebSocket frame with the reserved opcode 3".
    let words: String
  }

  private static let opcodes: [WebSocketOpcode] = [
    .continuation, .text, .binary, .connectionClose, .ping, .pong,
  ]

  private var isBroken = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isBroken { return }
    guard let breach = Self.breach(unwrapInboundIn(data)) else {
      return context.fireChannelRead(data)
    }
    isBroken = true
    context.fireErrorCaught(breach)
  }

  private static func breach(_ frame: WebSocketFrame) -> Breach? {
    if !opcodes.contains(frame.opcode) {
      let number = UInt8(webSocketOpcode: frame.opcode)
      return Breach(words: "a WebSocket frame with the reserved opcode \(number)")
    }
    if !frame.reservedBits.isEmpty {
      return Breach(words: "a WebSocket frame with reserved bits")
    }
    return frame.maskKey == nil ? nil : Breach(words: "a masked WebSocket frame")
  }
}
