import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import NIOSSL
import SandboxServer
import Synchronization
import WaldurWire

/// A web server that speaks HTTP/2 over TLS, and misbehaves as a test tells it to.
final class MultiplexServer: Sendable {
  /// What follows on a request.
  enum Reaction: Sendable {
    case answer(HTTPResponse)
    /// The end of the stream, and of nothing else.
    case reset(HTTP2ErrorCode)
    /// The head and a part of the body, then the end of the stream.
    case half(String)
    /// An answer, and that no more requests are taken over this connection.
    case farewell(HTTPResponse)
    /// The end of the connection.
    case cut
    case silence
  }

  private struct Record {
    var connections = 0
    var requests: [HTTPRequest] = []
  }

  private let record = Mutex(Record())
  private let listener: any Channel
  let port: Int

  /// How many connections agreed on HTTP/2.
  var connectionCount: Int { record.withLock { $0.connections } }
  var requests: [HTTPRequest] { record.withLock { $0.requests } }

  /// `react` is told of each request and how many came before it. Clients that do not ask for HTTP/2
  /// are shut out.
  init(_ react: @escaping @Sendable (HTTPRequest, Int) -> Reaction) throws {
    let context = try Loopback.madeAuthority().serverContext(protocols: ["h2", "http/1.1"])
    let log = Log()
    listener = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
        }.flatMap {
          channel.configureHTTP2SecureUpgrade(
            h2ChannelConfigurator: { channel in
              log.server?.noteConnection()
              return channel.eventLoop.makeCompletedFuture { try Self.open(channel, log, react) }
            },
            http1ChannelConfigurator: { $0.close() })
        }
      }
      .bind(host: "127.0.0.1", port: 0).wait()
    port = listener.localAddress?.port ?? 0
    log.server = self
  }

  private static func open(
    _ channel: any Channel, _ log: Log,
    _ react: @escaping @Sendable (HTTPRequest, Int) -> Reaction
  ) throws {
    _ = try channel.pipeline.syncOperations.configureHTTP2Pipeline(
      mode: .server, connectionConfiguration: .init(), streamConfiguration: .init()
    ) { stream in
      stream.eventLoop.makeCompletedFuture {
        try stream.pipeline.syncOperations.addHandler(MultiplexAnswers(log: log, react))
      }
    }
  }

  /// Leads from a connection to the server it belongs to.
  fileprivate final class Log: @unchecked Sendable {
    // Unchecked: set once, before the first connection can be made.
    weak var server: MultiplexServer?
  }

  fileprivate func note(_ request: HTTPRequest) -> Int {
    record.withLock { record in
      record.requests.append(request)
      return record.requests.count - 1
    }
  }

  private func noteConnection() { record.withLock { $0.connections += 1 } }

  func stop() { try? listener.close().wait() }
}

/// One request and what follows on it.
private final class MultiplexAnswers: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame.FramePayload
  typealias OutboundOut = HTTP2Frame.FramePayload

  private let log: MultiplexServer.Log
  private let react: @Sendable (HTTPRequest, Int) -> MultiplexServer.Reaction
  private var head = HPACKHeaders()
  private var body: [UInt8] = []

  init(
    log: MultiplexServer.Log,
    _ react: @escaping @Sendable (HTTPRequest, Int) -> MultiplexServer.Reaction
  ) {
    self.log = log
    self.react = react
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .headers(let headers):
      head = headers.headers
      if headers.endStream { answer(context) }
    case .data(let data):
      if case .byteBuffer(let bytes) = data.data { body += bytes.readableBytesView }
      if data.endStream { answer(context) }
    default: break
    }
  }

  private func answer(_ context: ChannelHandlerContext) {
    let target = head.first(name: ":path") ?? "/"
    let path = target.prefix { $0 != "?" }
    let request = HTTPRequest(
      HTTPMethod(rawValue: head.first(name: ":method") ?? "GET"), String(path),
      query: String(target.dropFirst(path.count).dropFirst()),
      headers: HTTPHeaders(head.map { .init(name: $0.name, value: $0.value) }), body: body)
    switch react(request, log.server?.note(request) ?? 0) {
    case .answer(let response): send(response, context)
    case .reset(let code): context.writeAndFlush(wrapOutboundOut(.rstStream(code)), promise: nil)
    case .half(let text):
      let response = HTTPResponse(200, headers: ["Content-Length": "100000"])
      send(head: response, isLast: false, context)
      write(Array(text.utf8), isLast: false, context)
      context.writeAndFlush(wrapOutboundOut(.rstStream(.internalError)), promise: nil)
    case .farewell(let response):
      let farewell = HTTP2Frame(
        streamID: .rootStream,
        payload: .goAway(lastStreamID: .maxID, errorCode: .noError, opaqueData: nil))
      context.channel.parent?.writeAndFlush(farewell, promise: nil)
      send(response, context)
    case .cut: context.channel.parent?.close(promise: nil)
    case .silence: break
    }
  }

  private func send(_ response: HTTPResponse, _ context: ChannelHandlerContext) {
    send(head: response, isLast: response.body.isEmpty, context)
    if !response.body.isEmpty { write(response.body, isLast: true, context) }
  }

  private func send(head response: HTTPResponse, isLast: Bool, _ context: ChannelHandlerContext) {
    var headers = HPACKHeaders([(":status", "\(response.status)")])
    for field in response.headers.fields where field.name.lowercased() != "connection" {
      headers.add(name: field.name.lowercased(), value: field.value)
    }
    context.writeAndFlush(
      wrapOutboundOut(.headers(.init(headers: headers, endStream: isLast))), promise: nil)
  }

  private func write(_ bytes: [UInt8], isLast: Bool, _ context: ChannelHandlerContext) {
    let data = HTTP2Frame.FramePayload.Data(
      data: .byteBuffer(ByteBuffer(bytes: bytes)), endStream: isLast)
    context.writeAndFlush(wrapOutboundOut(.data(data)), promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
