import Diagnostics
import JSON
import JujuWire
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import SandboxServer
import Synchronization

/// A controller that misbehaves as a test tells it to: it sees each request and decides what comes
/// back.
final class RogueController: Sendable {
  /// What follows on a request.
  enum Reaction: Sendable {
    /// A text message; `$ID` in it is the request's number.
    case text(String)
    /// Bytes as they are, beside the WebSocket protocol.
    case raw([UInt8])
    /// Such bytes, and then the end.
    case cut([UInt8])
    case silence
    case close
  }

  /// A request as it arrived.
  struct Request: Sendable {
    let call: String
    let text: String
    let id: UInt64
  }

  static let login = #"""
    {"request-id":$ID,"response":{"facades":[{"name":"ApplicationOffers","versions":[4,5]},
    {"name":"Pinger","versions":[1]},{"name":"ModelManager","versions":[9]}],
    "server-version":"3.6.8","user-info":{"identity":"user-admin"}}}
    """#

  private let seen = Mutex<[Request]>([])
  private let listener: any Channel
  let port: Int

  var requests: [Request] { seen.withLock { $0 } }
  var calls: [String] { requests.map(\.call).filter { $0 != "Admin.Login" && $0 != "Pinger.Ping" } }

  /// `react` decides what follows; where it returns nil, logins and pings are answered as usual.
  init(
    _ validity: Authority.Validity = .init(),
    _ react: @escaping @Sendable (Request) -> Reaction? = { _ in nil }
  ) throws {
    let context = try Loopback.madeAuthority().serverContext(validity)
    let seen = Box()
    listener = try Self.listen { channel in
      let upgrader = NIOWebSocketServerUpgrader(
        maxFrameSize: 1 << 20,
        shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
        upgradePipelineHandler: { channel, _ in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
              RogueFrames { request in
                seen.see?(request)
                return react(request) ?? Self.usual(request)
              })
          }
        })
      return channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
        try channel.pipeline.syncOperations.configureHTTPServerPipeline(
          withServerUpgrade: (upgraders: [upgrader], completionHandler: { _ in }))
      }
    }
    port = listener.localAddress?.port ?? 0
    seen.see = { [self] request in self.seen.withLock { $0.append(request) } }
  }

  /// Answers every connection with the same bytes of HTTP instead.
  init(http answer: String) throws {
    let context = try Loopback.madeAuthority().serverContext()
    listener = try Self.listen { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
        try channel.pipeline.syncOperations.addHandler(FixedAnswer(text: answer))
      }
    }
    port = listener.localAddress?.port ?? 0
  }

  private final class Box: @unchecked Sendable {
    // Unchecked: set once, before the first connection can be made.
    var see: (@Sendable (Request) -> Void)?
  }

  private static func listen(
    _ prepare: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
  ) throws -> any Channel {
    try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer(prepare)
      .bind(host: "127.0.0.1", port: 0).wait()
  }

  private static func usual(_ request: Request) -> Reaction {
    switch request.call {
    case "Admin.Login": .text(login)
    case "Pinger.Ping": .text(#"{"request-id":$ID,"response":{}}"#)
    default: .silence
    }
  }

  func stop() { try? listener.close().wait() }
}

private final class RogueFrames: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let react: @Sendable (RogueController.Request) -> RogueController.Reaction

  init(_ react: @escaping @Sendable (RogueController.Request) -> RogueController.Reaction) {
    self.react = react
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    guard frame.opcode == .text else { return }
    let bytes = Array(frame.unmaskedData.readableBytesView)
    guard let request = try? WireJSON.decode(RequestFrame<RawJSON>.self, from: bytes) else {
      return
    }
    let reaction = react(
      RogueController.Request(
        call: "\(request.facade).\(request.method)", text: String(decoding: bytes, as: UTF8.self),
        id: request.requestID))
    switch reaction {
    case .text(let text):
      let answer = text.split(separator: "$ID", omittingEmptySubsequences: false)
        .joined(separator: "\(request.requestID)")
      let frame = WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: answer))
      context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
    case .raw(let bytes):
      // Past the handler that would make frames of it, and through TLS all the same.
      guard
        let tls = try? context.pipeline.syncOperations.context(
          handlerType: NIOSSLServerHandler.self)
      else { return }
      tls.handler.write(context: tls, bytes: bytes)
    case .cut(let bytes):
      guard
        let tls = try? context.pipeline.syncOperations.context(
          handlerType: NIOSSLServerHandler.self)
      else { return }
      tls.handler.write(context: tls, bytes: bytes)
      context.close(promise: nil)
    case .silence: break
    case .close: context.close(promise: nil)
    }
  }
}

extension ChannelHandler {
  fileprivate func write(context: ChannelHandlerContext, bytes: [UInt8]) {
    guard let handler = self as? NIOSSLServerHandler else { return }
    handler.write(context: context, data: NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
    handler.flush(context: context)
  }
}

private final class FixedAnswer: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let text: String
  private var isAnswered = false

  init(text: String) { self.text = text }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isAnswered else { return }
    isAnswered = true
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
