import NIOCore
import NIOHTTP1
import Sandbox
import WaldurWire

/// Lets HTTP clients in: one whole request, one whole answer, and again on the same connection.
struct HTTPDoor: Sendable {
  let answer: @Sendable (HTTPRequest) -> HTTPResponse
  let conditions: Conditions

  func open(_ channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      try pipeline.configureHTTPServerPipeline()
      try pipeline.addHandler(HTTPVisit(door: self))
    }
  }
}

/// One client's connection.
private final class HTTPVisit: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// The largest body in bytes.
  private static let bodyLimit = 32 << 20

  private let door: HTTPDoor
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(door: HTTPDoor) { self.door = door }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let piece):
      body.append(contentsOf: piece.readableBytesView)
      if body.count > Self.bodyLimit { context.close(promise: nil) }
    case .end:
      guard let head else { return }
      self.head = nil
      let request = Self.request(head, body)
      body = []
      guard LocalCaller.admits(head.headers) else {
        return answer(Self.stranger, to: head, context.channel)
      }
      let response =
        door.conditions.failures.strikes()
        ? HTTPResponse(
          503, headers: ["Content-Type": "application/json", "Retry-After": "1"],
          body: Array(#"{"detail":"The sandbox fails on purpose (--fail)."}"#.utf8))
        : CharmhubDesk.answer(request) ?? door.answer(request)
      answer(response, to: head, context.channel)
    }
  }

  private static let stranger = HTTPResponse(
    403, headers: ["Content-Type": "application/json"],
    body: Array(#"{"detail":"The sandbox is asked by programs on this machine only."}"#.utf8))

  private static func request(_ head: HTTPRequestHead, _ body: [UInt8]) -> HTTPRequest {
    let path = head.uri.prefix { $0 != "?" }
    let query = head.uri.dropFirst(path.count).dropFirst()
    return HTTPRequest(
      WaldurWire.HTTPMethod(rawValue: head.method.rawValue), String(path), query: String(query),
      headers: WaldurWire.HTTPHeaders(head.headers.map { .init(name: $0.name, value: $0.value) }),
      body: body)
  }

  private func answer(
    _ response: HTTPResponse, to request: HTTPRequestHead, _ channel: any Channel
  ) {
    var headers = NIOHTTP1.HTTPHeaders(response.headers.fields.map { ($0.name, $0.value) })
    let isBodiless = response.status == 204 || response.status == 304
    if !isBodiless {
      headers.replaceOrAdd(name: "Content-Length", value: "\(response.body.count)")
    }
    let isLast = !request.isKeepAlive
    if isLast { headers.replaceOrAdd(name: "Connection", value: "close") }
    let head = HTTPResponseHead(
      version: request.version, status: HTTPResponseStatus(statusCode: response.status),
      headers: headers)
    let body = ByteBuffer(bytes: response.body)
    let hasBody = request.method != .HEAD && !isBodiless && body.readableBytes > 0
    let write: @Sendable () -> Void = {
      channel.write(HTTPServerResponsePart.head(head), promise: nil)
      if hasBody {
        channel.write(HTTPServerResponsePart.body(.byteBuffer(body)), promise: nil)
      }
      channel.writeAndFlush(HTTPServerResponsePart.end(nil)).whenComplete { _ in
        if isLast { channel.close(promise: nil) }
      }
    }
    if door.conditions.latency.nanoseconds == 0 {
      write()
    } else {
      channel.eventLoop.scheduleTask(in: door.conditions.latency, write)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

/// What Charmhub would say of a charm to a client that asks whether it is a subordinate.
enum CharmhubDesk {
  private static let path = "/v2/charms/info/"

  /// Returns the answer; nil for a request that is not meant for Charmhub.
  static func answer(_ request: HTTPRequest) -> HTTPResponse? {
    guard request.method == .get, request.path.hasPrefix(path) else { return nil }
    let name = String(request.path.dropFirst(path.count))
    guard let isSubordinate = Charmhub.isSubordinate(name) else {
      return HTTPResponse(
        404, headers: ["Content-Type": "application/json"],
        body: Array(#"{"error-list":[{"code":"not-found","message":"charm not found"}]}"#.utf8))
    }
    return HTTPResponse(
      200, headers: ["Content-Type": "application/json"],
      body: Array(#"{"default-release":{"revision":{"subordinate":\#(isSubordinate)}}}"#.utf8))
  }
}
