import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import Sandbox
import SandboxServer
import Testing

/// What the sandbox's ports do with frames that no client should send.
@Suite struct ServedFrameTests {
  /// Gathers what comes until the other side closes.
  private final class Gathering: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let end: EventLoopPromise<[UInt8]>
    private var bytes: [UInt8] = []

    init(_ end: EventLoopPromise<[UInt8]>) { self.end = end }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      bytes += unwrapInboundIn(data).readableBytesView
    }

    func channelInactive(context: ChannelHandlerContext) { end.succeed(bytes) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }

  private static let request = """
    GET /api HTTP/1.1\r
    Host: localhost\r
    Connection: Upgrade\r
    Upgrade: websocket\r
    Sec-WebSocket-Version: 13\r
    Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r
    \r

    """

  /// Opens a WebSocket and sends bytes over it; returns all that came until the end.
  private func answer(to frame: [UInt8]) throws -> [UInt8] {
    let sandbox = try Sandbox(store: .memory, clock: .fixed(1_795_248_000_000))
    let authority = try Loopback.madeAuthority()
    let server = try SandboxServer.start(sandbox, SandboxServer.Settings(authority: authority))
    defer { server.stop() }
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .certificates(
      try NIOSSLCertificate.fromPEMBytes(Array(authority.certificate.utf8)))
    let context = try NIOSSLContext(configuration: configuration)
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let end = loop.makePromise(of: [UInt8].self)
    let channel = try ClientBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers([
            NIOSSLClientHandler(context: context, serverHostname: "localhost"),
            Gathering(end),
          ])
        }
      }
      .connect(host: "127.0.0.1", port: server.places.ports["foo"] ?? 0).wait()
    channel.writeAndFlush(ByteBuffer(bytes: Array(Self.request.utf8) + frame), promise: nil)
    return try end.futureResult.wait()
  }

  /// The close frame that says "protocol error": opcode 8, and 1002 as its first two bytes.
  @Test(arguments: [[0x83, 0x80, 0, 0, 0, 0], [0x8B, 0x80, 0, 0, 0, 0]])
  func reservedOpcodesEndTheConnection(frame: [UInt8]) throws {
    let bytes = try answer(to: frame)
    #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("HTTP/1.1 101"))
    let places = bytes.indices.dropLast(3)
    #expect(places.contains { bytes[$0] == 0x88 && bytes[$0 + 2] == 3 && bytes[$0 + 3] == 0xEA })
  }
}
