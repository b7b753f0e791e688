import Glibc
import NIOCore
import NIOPosix
package import NIOSSL
import Synchronization
import Threads

/// Looks at the certificate that an address presents and ends the handshake there: it is never
/// accepted, and nothing is ever sent.
package struct CertificateLook {
  private let context: NIOSSLContext
  private let serverName: String?

  /// `serverName` is the host asked for in the handshake; nil where an address is dialled.
  package init(context: NIOSSLContext, serverName: String?) {
    self.context = context
    self.serverName = serverName
  }

  /// Returns what is wrong with the time the certificate is good for; nil when nothing is, or when
  /// none was presented in time.
  package func lapse(host: String, port: Int, limit: Duration) -> String? {
    guard let certificate = certificate(host: host, port: port, limit: limit) else { return nil }
    let now = time(nil)
    if certificate.notValidAfter < now {
      return "its certificate expired on \(Self.day(certificate.notValidAfter))"
    }
    if certificate.notValidBefore > now {
      return "its certificate is not valid before \(Self.day(certificate.notValidBefore))"
    }
    return nil
  }

  /// Returns the first certificate of the chain.
  private func certificate(host: String, port: Int, limit: Duration) -> NIOSSLCertificate? {
    let seen = Mutex<NIOSSLCertificate?>(nil)
    let arrival = Arrival()
    let (context, serverName) = (context, serverName)
    let connecting = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.nanoseconds(Int64(limit / .nanoseconds(1))))
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
      .connect(host: host, port: port)
    connecting.whenSuccess { channel in channel.closeFuture.whenComplete { _ in arrival.announce() }
    }
    connecting.whenFailure { _ in arrival.announce() }
    arrival.wait(milliseconds: Int(limit / .milliseconds(1)))
    connecting.whenSuccess { $0.close(promise: nil) }
    return seen.withLock { $0 }
  }

  private static func day(_ seconds: time_t) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
  }
}
