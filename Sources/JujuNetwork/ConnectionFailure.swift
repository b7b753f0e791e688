import Glibc
import Handshake
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Why an address did not become a connection.
enum ConnectionFailure: Sendable {
  /// The host name means nothing here.
  case unknownHost
  /// The network's own words.
  case network(String)
  case silent
  /// It closed before it was one.
  case closed
  /// It could not prove what it is.
  case untrusted
  /// It is for another host than the one dialled.
  case wrongName
  /// It speaks no TLS, or none in common with us.
  case noTLS
  /// An HTTP answer instead of a WebSocket.
  case answered(Int, String)
  case noProtocol(String)

  init(_ error: any Error) {
    if let failure = HandshakeFailure(error) {
      self =
        switch failure {
        case .untrusted: .untrusted
        case .wrongName: .wrongName
        case .closed: .closed
        case .noTLS: .noTLS
        }
      return
    }
    switch error {
    case let error as NIOConnectionError: self = Self.unreached(error)
    case is ChannelError: self = Self.channel(error)
    case let error as IOError: self = .network(Self.words(error.errnoCode))
    case is NIOSSLError: self = .closed
    case is HTTPParserError: self = .noProtocol("something that is no HTTP")
    case is NIOHTTPClientUpgradeError: self = .noProtocol("no WebSocket handshake")
    default: self = .network("\(error)")
    }
  }

  private static func unreached(_ error: NIOConnectionError) -> ConnectionFailure {
    guard let failure = error.connectionErrors.first else {
      return error.dnsAError != nil || error.dnsAAAAError != nil ? .unknownHost : .silent
    }
    return ConnectionFailure(failure.error)
  }

  private static func channel(_ error: any Error) -> ConnectionFailure {
    switch error as? ChannelError {
    case .connectTimeout?: .silent
    case .eof?, .alreadyClosed?, .ioOnClosedChannel?, .inputClosed?, .outputClosed?: .closed
    default: .network("\(error)")
    }
  }

  static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

  /// What is said of the address.
  var words: String {
    switch self {
    case .unknownHost: "the host name is unknown"
    case .network(let words): words.prefix(1).lowercased() + words.dropFirst()
    case .silent: "no answer"
    case .closed: "it closed the connection"
    case .untrusted: "its certificate is not to be trusted"
    case .wrongName: "its certificate is for other names"
    case .noTLS: "it does not speak TLS"
    case .answered(let code, let reason): "it answered \"\(code) \(reason)\" as a web server does"
    case .noProtocol(let what): "it answered \(what)"
    }
  }
}

/// What is an address and no name.
enum Address {
  static func isNumeric(_ host: String) -> Bool {
    var four = in_addr()
    var six = in6_addr()
    return inet_pton(AF_INET, host, &four) == 1 || inet_pton(AF_INET6, host, &six) == 1
  }
}
