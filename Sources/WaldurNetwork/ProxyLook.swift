import AsyncHTTPClient
import NIOCore
import NIOPosix
import Synchronization
import Threads

/// Asks a proxy once more for the way to a host and reads the line it answers with: the client that
/// was refused does not tell it. What way it may open is closed again, and nothing is sent through it.
struct ProxyLook {
  let proxy: Proxy

  /// Returns what the proxy answers, `403 Forbidden`; nil when no answer came in time, or none of a
  /// proxy.
  func answer(host: String, port: Int, limit: Duration) -> String? {
    let place = (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
    var lines = ["CONNECT \(place) HTTP/1.1", "Host: \(place)"]
    if let login = proxy.login {
      let value = HTTPClient.Authorization.basic(username: login.name, password: login.password)
      lines.append("Proxy-Authorization: \(value.headerValue)")
    }
    let request = lines.joined(separator: "\r\n") + "\r\n\r\n"
    let seen = Mutex<String?>(nil)
    let arrival = Arrival()
    let connecting = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.nanoseconds(Int64(limit / .nanoseconds(1))))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            FirstLine(request) { line in
              seen.withLock { $0 = line }
              arrival.announce()
            })
        }
      }
      .connect(host: proxy.host, port: proxy.port)
    connecting.whenFailure { _ in arrival.announce() }
    arrival.wait(milliseconds: Int(limit / .milliseconds(1)))
    connecting.whenSuccess { $0.close(promise: nil) }
    return seen.withLock { $0 }.flatMap { Self.status(of: $0) }
  }

  /// Returns status and reason of `HTTP/1.1 403 Forbidden`.
  static func status(of line: String) -> String? {
    let words = line.split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0].hasPrefix("HTTP/"),
      words[1].prefix(3).count == 3, words[1].prefix(3).allSatisfy(\.isNumber)
    else { return nil }
    return String(words[1].prefix(100))
  }

  /// Sends a request and hands on the first line that comes, nil where the end comes before.
  private final class FirstLine: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let longest = 1024
    private let request: String
    private let tell: (String?) -> Void
    private var bytes: [UInt8] = []

    init(_ request: String, _ tell: @escaping (String?) -> Void) {
      (self.request, self.tell) = (request, tell)
    }

    func channelActive(context: ChannelHandlerContext) {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: request)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      bytes += unwrapInboundIn(data).readableBytesView
      guard let end = bytes.firstIndex(of: UInt8(ascii: "\r")) ?? bytes.firstIndex(of: 10) else {
        if bytes.count > Self.longest { context.close(promise: nil) }
        return
      }
      tell(String(decoding: bytes[..<end], as: UTF8.self))
      context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { if bytes.isEmpty { tell(nil) } }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }
}
