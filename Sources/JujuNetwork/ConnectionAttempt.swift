import Diagnostics
import JujuClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOTLS
import NIOWebSocket
import Synchronization

/// One try to reach a controller at one address: TCP, TLS, then the change to WebSocket.
final class ConnectionAttempt: Sendable {
  /// How far an attempt has come.
  enum Stage: Sendable {
    case connecting, securing, upgrading
  }

  /// What became of an attempt.
  enum Outcome: Sendable {
    case connected(SocketLink)
    case failed(ConnectionFailure)
  }

  private struct State {
    var stage = Stage.connecting
    var began = ContinuousClock.now
    /// When each stage ended.
    var ends: [ContinuousClock.Instant] = []
    /// Those that are not closed yet; a host name may stand for several addresses.
    var channels: [any Channel] = []
    var report: (@Sendable (Outcome) -> Void)?
  }

  /// As the client files have it.
  let address: String
  let endpoint: Endpoint
  let trust: Trust
  private let path: String
  private let limits: SocketTransport.Limits
  private let state = Mutex(State())

  init(
    _ address: String, _ endpoint: Endpoint, path: String, trust: Trust,
    limits: SocketTransport.Limits
  ) {
    self.address = address
    self.endpoint = endpoint
    self.path = path
    self.trust = trust
    self.limits = limits
  }

  var stage: Stage { state.withLock { $0.stage } }

  /// `127.0.0.1:17070: TCP 0.2 ms, TLS 1.9 ms, WebSocket 0.4 ms`.
  var timings: String {
    let (began, ends) = state.withLock { ($0.began, $0.ends) }
    let parts = zip(["TCP", "TLS", "WebSocket"], zip([began] + ends, ends)).map { name, span in
      let microseconds = Int((span.1 - span.0) / .microseconds(1))
      return "\(name) \(microseconds / 1000).\(microseconds % 1000 / 100) ms"
    }
    return "connected to \(address): \(parts.joined(separator: ", "))"
  }

  /// Begins; `report` is called once, from another thread, unless `cancel` comes first.
  func start(_ report: @escaping @Sendable (Outcome) -> Void) {
    state.withLock { state in
      state.report = report
      state.began = .now
    }
    ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(TimeAmount(limits.connecting))
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try self.prepare(channel) }
      }
      .connect(host: endpoint.host, port: endpoint.port)
      .whenFailure { self.finish(.failed(ConnectionFailure($0))) }
  }

  /// Gives up: what is open is closed and nothing is reported any more.
  func cancel() {
    let channels = state.withLock { state in
      state.report = nil
      defer { state.channels = [] }
      return state.channels
    }
    for channel in channels { channel.close(promise: nil) }
  }

  private func prepare(_ channel: any Channel) throws {
    state.withLock { $0.channels.append(channel) }
    let inbox = FrameInbox()
    let pause = FrameHandler.Pause()
    let limits = limits
    let upgrader = NIOWebSocketClientUpgrader(
      maxFrameSize: limits.messageSize, automaticErrorHandling: false
    ) { channel, _ in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandlers([
          FrameRules(),
          NIOWebSocketFrameAggregator(
            minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 1 << 16,
            maxAccumulatedFrameSize: limits.messageSize),
          FrameHandler(inbox: inbox, pause: pause, limits: limits, address: self.address),
        ])
        let link = SocketLink(
          to: self.address, channel: channel, inbox: inbox, pause: pause, beat: limits.beat)
        self.advance(.upgrading)
        self.finish(.connected(link))
      }
    }
    let request = UpgradeRequest(attempt: self, path: path)
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(trust.handler())
    try pipeline.addHTTPClientHandlers(
      leftOverBytesStrategy: .forwardBytes,
      withClientUpgrade: (
        upgraders: [upgrader],
        completionHandler: { context in
          let pipeline = context.pipeline.syncOperations
          guard let request = try? pipeline.context(handlerType: UpgradeRequest.self) else {
            return
          }
          pipeline.removeHandler(context: request, promise: nil)
        }
      ))
    try pipeline.addHandler(request)
  }

  /// Notes that a stage has ended.
  func advance(_ stage: Stage) {
    state.withLock { state in
      state.ends.append(.now)
      switch stage {
      case .connecting: state.stage = .securing
      case .securing, .upgrading: state.stage = .upgrading
      }
    }
  }

  /// Reports once; a connection nobody wants any more is closed.
  func finish(_ outcome: Outcome) {
    let report = state.withLock { state in
      defer { state.report = nil }
      // From here on the connection is its taker's to close.
      if case .connected(let link) = outcome, state.report != nil {
        state.channels.removeAll { link.carries($0) }
      }
      return state.report
    }
    if let report {
      report(outcome)
    } else if case .connected(let link) = outcome {
      link.close()
    }
  }
}

/// Asks for the change to WebSocket as soon as the connection is there, and sees what comes instead.
private final class UpgradeRequest: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let attempt: ConnectionAttempt
  private let path: String

  init(attempt: ConnectionAttempt, path: String) {
    self.attempt = attempt
    self.path = path
  }

  func channelActive(context: ChannelHandlerContext) {
    attempt.advance(.connecting)
    let headers = HTTPHeaders([
      ("Host", attempt.endpoint.description), ("User-Agent", "offsh"),
    ])
    let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: headers)
    // TLS keeps it until the other end has proved what it is.
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent {
      attempt.advance(.securing)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let head) = unwrapInboundIn(data) else { return }
    attempt.finish(
      .failed(.answered(Int(head.status.code), head.status.reasonPhrase)))
    context.close(promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    attempt.finish(.failed(ConnectionFailure(error)))
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    attempt.finish(.failed(.closed))
    context.fireChannelInactive()
  }
}
