import AsyncHTTPClient
import Diagnostics
import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import WaldurClient

/// Why there is no answer, and whether the request can have arrived.
struct HTTPFailure {
  private let words: String
  private let mayHaveArrived: Bool
  private let hint: String?

  init(_ error: any Error) {
    switch error {
    case let error as HTTPClientError: self = Self.client(error)
    case let error as NIOConnectionError: self = Self.unreached(error)
    case is NIOSSLError: self = Self.untrusted
    case let error as NIOSSLExtraError:
      self =
        error == .failedToValidateHostname
        ? Self(
          "its certificate is for another name", mayHaveArrived: false,
          hint: "the url of the profile must have the name in the certificate") : Self.untrusted
    case let error as IOError:
      self.init(String(cString: strerror(error.errnoCode)).lowercased(), mayHaveArrived: true)
    case is ChannelError: self.init("the connection ended", mayHaveArrived: true)
    default: self.init("\(error)", mayHaveArrived: true)
    }
  }

  private init(_ words: String, mayHaveArrived: Bool, hint: String? = nil) {
    self.words = words
    self.mayHaveArrived = mayHaveArrived
    self.hint = hint
  }

  private static let untrusted = Self(
    "it cannot prove that it is this server: no authority that is known here vouches for it",
    mayHaveArrived: false,
    hint:
      "where a server has an authority of its own, name its certificate as ca-file in the profile")

  private static func client(_ error: HTTPClientError) -> Self {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout,
      .httpProxyHandshakeTimeout:
      Self("no answer", mayHaveArrived: false, hint: "is it up, and does this machine reach it?")
    case .proxyAuthenticationRequired:
      Self("the proxy wants a password", mayHaveArrived: false)
    case .invalidProxyResponse: Self("the proxy did not connect", mayHaveArrived: false)
    case .remoteConnectionClosed: Self("the server closed the connection", mayHaveArrived: true)
    case .deadlineExceeded, .readTimeout: Self("no answer in time", mayHaveArrived: true)
    default: Self(error.shortDescription.lowercased(), mayHaveArrived: true)
    }
  }

  private static func unreached(_ error: NIOConnectionError) -> Self {
    guard let failure = error.connectionErrors.first?.error else {
      let isUnknown = error.dnsAError != nil || error.dnsAAAAError != nil
      return Self(isUnknown ? "the host name is unknown" : "no answer", mayHaveArrived: false)
    }
    let words = (failure as? IOError).map { String(cString: strerror($0.errnoCode)).lowercased() }
    return Self(
      words ?? "no answer", mayHaveArrived: false,
      hint: "is it up, and does this machine reach its network?")
  }

  func diagnostic(_ address: WaldurAddress) -> Diagnostic {
    mayHaveArrived
      ? Diagnostic(
        WaldurDiagnostic.connectionLost, "the connection to \(address) was lost: \(words)",
        hint: hint, isRetryable: true)
      : Diagnostic(
        WaldurDiagnostic.unreachable, "\(address) cannot be reached: \(words)", hint: hint,
        isRetryable: true)
  }
}
