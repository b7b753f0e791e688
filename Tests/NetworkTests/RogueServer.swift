import NIOCore
import NIOPosix
import NIOSSL
import SandboxServer
import Synchronization

/// A web server that misbehaves as a test tells it to: it sees each request and decides which bytes
/// come back.
final class RogueServer: Sendable {
  /// What follows on a request.
  enum Reaction: Sendable {
    case answer(Int, [(String, String)], String)
    /// Such bytes, and then the end.
    case cut(String)
    /// A whole answer one byte at a time.
    case drip(String)
    /// An answer without a word of ending, and then the end.
    case answerAndClose(String)
    /// Bytes that are no text.
    case bytes([UInt8])
    case silence

    static func json(_ text: String, status: Int = 200, _ fields: [(String, String)] = []) -> Self {
      .answer(status, [("Content-Type", "application/json")] + fields, text)
    }
  }

  /// A request as it arrived.
  struct Request: Sendable {
    /// `GET /api/users/me/?a=b`.
    let line: String
    let head: String
    /// How many came before it.
    let index: Int
  }

  private let seen = Mutex<[String]>([])
  private let connections = Atomic<Int>(0)
  private let listener: any Channel
  let port: Int

  var lines: [String] { seen.withLock { $0 } }
  /// How many connections were made.
  var connectionCount: Int { connections.load(ordering: .relaxed) }

  init(
    tls context: NIOSSLContext? = nil, _ react: @escaping @Sendable (Request) -> Reaction
  ) throws {
    let log = Log()
    listener = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
          }
          try channel.pipeline.syncOperations.addHandler(RogueAnswers(log: log, react))
        }
      }
      .bind(host: "127.0.0.1", port: 0).wait()
    port = listener.localAddress?.port ?? 0
    log.server = self
  }

  /// Leads from a connection to the server it belongs to.
  fileprivate final class Log: @unchecked Sendable {
    // Unchecked: set once, before the first connection can be made.
    weak var server: RogueServer?
  }

  fileprivate func note(_ line: String) -> Int {
    seen.withLock { seen in
      seen.append(line)
      return seen.count - 1
    }
  }

  fileprivate func noteConnection() { connections.add(1, ordering: .relaxed) }

  func stop() { try? listener.close().wait() }
}

private final class RogueAnswers: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let log: RogueServer.Log
  private let react: @Sendable (RogueServer.Request) -> RogueServer.Reaction
  private var waiting = ""

  init(
    log: RogueServer.Log, _ react: @escaping @Sendable (RogueServer.Request) -> RogueServer.Reaction
  ) {
    self.log = log
    self.react = react
  }

  func channelActive(context: ChannelHandlerContext) { log.server?.noteConnection() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    waiting += String(buffer: unwrapInboundIn(data))
    // What these tests send has no body that matters.
    guard let end = waiting.firstRange(of: "\r\n\r\n") else { return }
    let head = String(waiting[..<end.lowerBound])
    waiting = ""
    let line = head.prefix { $0 != "\r\n" && $0 != "\r" }.split(separator: " ").prefix(2)
      .joined(separator: " ")
    let index = log.server?.note(line) ?? 0
    write(react(RogueServer.Request(line: line, head: head, index: index)), context)
  }

  private func write(_ reaction: RogueServer.Reaction, _ context: ChannelHandlerContext) {
    func send(_ text: String) {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
    switch reaction {
    case .answer(let status, let fields, let body):
      let head = fields.map { "\($0.0): \($0.1)\r\n" }.joined()
      send(
        "HTTP/1.1 \(status) Whatever\r\n\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    case .cut(let text), .answerAndClose(let text):
      send(text)
      context.close(promise: nil)
    case .drip(let text):
      for byte in text.utf8 {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [byte])), promise: nil)
      }
    case .bytes(let bytes):
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    case .silence: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
