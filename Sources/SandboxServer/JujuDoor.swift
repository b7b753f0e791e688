import JSON
import JujuWire
import NIOCore
import NIOHTTP1
import NIOSSL
import NIOWebSocket
import Sandbox

/// Lets Juju's clients in: TLS, then WebSocket, then one frame after the other.
struct JujuDoor: Sendable {
  let sandbox: Sandbox
  let controller: String
  let context: NIOSSLContext
  let conditions: Conditions

  /// Real controllers take and send messages of several MiB; python-libjuju expects up to this.
  static let messageSize = 64 << 20

  func open(_ channel: any Channel) -> EventLoopFuture<Void> {
    let upgrader = NIOWebSocketServerUpgrader(
      maxFrameSize: Self.messageSize,
      shouldUpgrade: { channel, head in
        channel.eventLoop.makeSucceededFuture(
          Self.isServed(head.uri) && LocalCaller.admits(head.headers) ? HTTPHeaders() : nil)
      },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers([
            NIOWebSocketFrameAggregator(
              minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 1 << 16,
              maxAccumulatedFrameSize: Self.messageSize),
            JujuVisit(door: self, path: String(head.uri.prefix { $0 != "?" })),
          ])
        }
      })
    return channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      try pipeline.addHandler(NIOSSLServerHandler(context: context))
      try pipeline.configureHTTPServerPipeline(
        withServerUpgrade: (
          upgraders: [upgrader],
          completionHandler: { context in
            let pipeline = context.pipeline.syncOperations
            if let other = try? pipeline.context(handlerType: NoSuchPage.self) {
              pipeline.removeHandler(context: other, promise: nil)
            }
          }
        ))
      try pipeline.addHandler(NoSuchPage())
    }
  }

  private static func isServed(_ uri: String) -> Bool {
    let path = uri.prefix { $0 != "?" }
    return path == "/api" || (path.hasPrefix("/model/") && path.hasSuffix("/api"))
  }
}

/// Answers whoever asks for a page where there are none.
private final class NoSuchPage: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .end = unwrapInboundIn(data) else { return }
    let head = HTTPResponseHead(
      version: .http1_1, status: .notFound,
      headers: ["Content-Length": "0", "Connection": "close"])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

/// One client's connection: frames in, frames out.
private final class JujuVisit: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let door: JujuDoor
  private let path: String
  private var connection: JujuServerConnection?

  init(door: JujuDoor, path: String) {
    self.door = door
    self.path = path
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    let latency = door.conditions.latency
    connection = try? door.sandbox.openJuju(
      controller: door.controller, path: path,
      send: { bytes in Self.send(bytes, to: channel, after: latency) },
      ended: { reason in Self.close(channel, .protocolError, reason) })
    if connection == nil { context.close(promise: nil) }
  }

  private static func send(_ bytes: [UInt8], to channel: any Channel, after latency: TimeAmount) {
    let frame = WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(bytes: bytes))
    if latency.nanoseconds == 0 {
      channel.writeAndFlush(frame, promise: nil)
    } else {
      channel.eventLoop.scheduleTask(in: latency) { channel.writeAndFlush(frame, promise: nil) }
    }
  }

  private static func close(_ channel: any Channel, _ code: WebSocketErrorCode, _ reason: String) {
    var data = ByteBuffer()
    data.write(webSocketErrorCode: code)
    // The protocol gives a reason 123 bytes.
    data.writeString(String(decoding: reason.utf8.prefix(120), as: UTF8.self))
    channel.writeAndFlush(WebSocketFrame(fin: true, opcode: .connectionClose, data: data))
      .whenComplete { _ in channel.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    switch frame.opcode {
    case .text, .binary: receive(Array(frame.unmaskedData.readableBytesView), context.channel)
    case .ping:
      let pong = WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)
      context.writeAndFlush(wrapOutboundOut(pong), promise: nil)
    case .connectionClose: Self.close(context.channel, .normalClosure, "")
    case .pong: break
    default: Self.close(context.channel, .protocolError, "reserved opcode")
    }
  }

  private func receive(_ bytes: [UInt8], _ channel: any Channel) {
    if door.conditions.failures.strikes(), let refusal = Self.refusal(of: bytes) {
      Self.send(refusal, to: channel, after: door.conditions.latency)
    } else {
      connection?.receive(bytes)
    }
  }

  /// Returns an answer that the request was not carried out; nil for one that must not fail.
  private static func refusal(of bytes: [UInt8]) -> [UInt8]? {
    guard let request = try? WireJSON.decode(RequestFrame<RawJSON>.self, from: bytes),
      request.facade != AdminFacade.facade.name, request.facade != PingerFacade.facade.name
    else { return nil }
    let error = WireError("the sandbox fails on purpose (--fail)", code: .tryAgain)
    return try? WireJSON.encode(ResponseFrame<Empty>(requestID: request.requestID, error: error))
  }

  func channelInactive(context: ChannelHandlerContext) {
    connection?.close()
    connection = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
