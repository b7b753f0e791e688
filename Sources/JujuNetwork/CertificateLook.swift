import JujuClient
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Threads

/// Looks at the certificate that an address presents and ends the handshake there: it is never
/// accepted, and nothing is ever sent.
struct CertificateLook {
  let context: NIOSSLContext
  let serverName: String?

  /// Returns the first certificate of the chain; nil when none was presented in time.
  func certificate(at endpoint: Endpoint, limit: Duration) -> NIOSSLCertificate? {
    let seen = Mutex<NIOSSLCertificate?>(nil)
    let arrival = Arrival()
    let (context, serverName) = (context, serverName)
    let connecting = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(TimeAmount(limit))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = try NIOSSLClientHandler(
            context: context, serverHostname: serverName,
            customVerificationCallback: { chain, promise in
              seen.withLock { $0 = chain.first }
              promise.succeed(.failed)
              arrival.announce()
            })
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
      .connect(host: endpoint.host, port: endpoint.port)
    connecting.whenSuccess { channel in channel.closeFuture.whenComplete { _ in arrival.announce() }
    }
    connecting.whenFailure { _ in arrival.announce() }
    arrival.wait(milliseconds: Int(limit / .milliseconds(1)))
    connecting.whenSuccess { $0.close(promise: nil) }
    return seen.withLock { $0 }
  }
}

extension TimeAmount {
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}
