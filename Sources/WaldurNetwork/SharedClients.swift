import AsyncHTTPClient
import Diagnostics
import NIOPosix
import Synchronization

/// The clients of the library, one for each way to be connected, with the connections they keep. They
/// live as long as the process: shutting one down while a request of it began is what probably made
/// the library (1.37) stop the process, over a connection that it had forgotten.
enum SharedClients {
  /// What the connections of a client have in common.
  struct Way: Hashable, Sendable {
    let proxy: Proxy?
    /// The file of certificates that are trusted beside the system's.
    let authorities: String?
    let connecting: Duration
  }

  private static let made = Mutex<[Way: HTTPClient]>([:])

  /// Returns the client for a way, made by the first who needs it.
  static func client(
    _ way: Way, _ configuration: () throws(Diagnostic) -> HTTPClient.Configuration
  ) throws(Diagnostic) -> HTTPClient {
    try made.withLock { (made) throws(Diagnostic) in
      if let client = made[way] { return client }
      let client = HTTPClient(
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: try configuration())
      made[way] = client
      return client
    }
  }
}
