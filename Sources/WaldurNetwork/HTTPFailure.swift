import AsyncHTTPClient
import Diagnostics
import Glibc
import Handshake
import NIOCore
import NIOHTTP2
import NIOPosix
import NIOSSL
import WaldurClient

/// Why there is no answer, and whether the request can have arrived.
struct HTTPFailure {
  /// What kind of thing it is that failed.
  private enum Kind {
    /// Something of the server's, or of the way there.
    case exchange
    /// The first that was called could not be reached: the proxy where there is one.
    case reaching
    /// The proxy refused the way on, or wants to know who asks.
    case proxyRefused, proxyWantsLogin
    /// The server could not prove what it is.
    case distrust
    case tooLarge
  }

  private let words: String
  private let mayHaveArrived: Bool
  private let hint: String?
  private let kind: Kind
  /// Whether nothing happened for as long as was waited.
  private let isSilence: Bool

  init(_ error: any Error) {
    if let failure = HandshakeFailure(error) {
      self = Self.secured(failure)
      return
    }
    switch error {
    case let error as HTTPClientError: self = Self.client(error)
    case let error as NIOConnectionError: self = Self.unreached(error)
    case let error as IOError: self = Self.network(error)
    case let error as NIOHTTP2Errors.StreamClosed: self = Self.stream(error.errorCode)
    case is any NIOHTTP2Error: self.init("the connection ended", mayHaveArrived: true)
    case is ResponseAccumulator.ResponseTooBigError:
      self.init("it is too large", mayHaveArrived: true, .tooLarge)
    case is ChannelError, is NIOSSLError: self.init("the connection ended", mayHaveArrived: true)
    default: self.init("\(error)", mayHaveArrived: true)
    }
  }

  private init(
    _ words: String, mayHaveArrived: Bool, hint: String? = nil, _ kind: Kind = .exchange,
    isSilence: Bool = false
  ) {
    self.isSilence = isSilence
    self.kind = kind
    self.words = words
    self.mayHaveArrived = mayHaveArrived
    self.hint = hint
  }

  private static func secured(_ failure: HandshakeFailure) -> Self {
    switch failure {
    case .untrusted:
      Self(
        "no authority that is known here vouches for it", mayHaveArrived: false,
        hint: "where a server has an authority of its own, name its certificate as ca-file in the "
          + "profile", .distrust)
    case .wrongName:
      Self(
        "its certificate is for another name", mayHaveArrived: false,
        hint: "the url of the profile must have the name in the certificate", .distrust)
    case .noTLS:
      Self(
        "it does not speak TLS", mayHaveArrived: false,
        hint: "is the url of the profile right? it may have to begin with http://")
    case .closed: Self("it closed the connection", mayHaveArrived: false)
    }
  }

  /// A server that refuses a stream has done nothing about it. Source: RFC 9113, section 8.7.
  private static func stream(_ code: HTTP2ErrorCode) -> Self {
    code == .refusedStream
      ? Self("the server takes no more requests", mayHaveArrived: false)
      : Self("the server ended the request", mayHaveArrived: true)
  }

  private static func network(_ error: IOError) -> Self {
    let words = String(cString: strerror(error.errnoCode)).lowercased()
    let isConnecting =
      error.errnoCode == ECONNREFUSED || error.description.contains("connect failed")
      || error.description.hasPrefix("connect(")
    return isConnecting
      ? Self(words, mayHaveArrived: false, hint: absent, .reaching)
      : Self(words, mayHaveArrived: true)
  }

  private static let absent = "is it up, and does this machine reach its network?"

  private static func client(_ error: HTTPClientError) -> Self {
    switch error {
    case .connectTimeout:
      Self("no answer", mayHaveArrived: false, hint: absent, .reaching, isSilence: true)
    case .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
      Self("no answer", mayHaveArrived: false, hint: absent, isSilence: true)
    case .httpProxyHandshakeTimeout:
      Self("no answer", mayHaveArrived: false, .proxyRefused, isSilence: true)
    case .proxyAuthenticationRequired:
      Self("it wants a name and a password", mayHaveArrived: false, .proxyWantsLogin)
    case .invalidProxyResponse: Self("it refuses", mayHaveArrived: false, .proxyRefused)
    case .remoteConnectionClosed: Self("the server closed the connection", mayHaveArrived: true)
    case .deadlineExceeded, .readTimeout:
      Self(
        "no answer in time", mayHaveArrived: true, hint: "'offsh --timeout 5m' waits longer",
        isSilence: true)
    default: Self(error.shortDescription.lowercased(), mayHaveArrived: true)
    }
  }

  private static func unreached(_ error: NIOConnectionError) -> Self {
    guard let failure = error.connectionErrors.first?.error else {
      let isUnknown = error.dnsAError != nil || error.dnsAAAAError != nil
      return Self(
        isUnknown ? "the host name is unknown" : "no answer", mayHaveArrived: false, .reaching,
        isSilence: !isUnknown)
    }
    let code = (failure as? IOError)?.errnoCode
    let words = code.map { String(cString: strerror($0)).lowercased() }
    return Self(
      words ?? "no answer", mayHaveArrived: false, hint: absent, .reaching,
      isSilence: code == nil || code == ETIMEDOUT)
  }

  /// `proxy` is the one the request went through; `status` asks it what it answers, and `lapse` may
  /// know better why the other side is not trusted.
  func diagnostic(
    _ address: WaldurAddress, through proxy: Proxy?, status: (Proxy) -> String?,
    lapse: () -> String?
  ) -> Diagnostic {
    switch kind {
    case .tooLarge:
      return Diagnostic(
        WaldurDiagnostic.protocolError, "the answer of \(address) is larger than offsh takes")
    case .distrust:
      if let lapse = lapse() {
        return Diagnostic(
          WaldurDiagnostic.untrusted, "\(address) cannot be trusted: \(lapse)",
          hint: "its operators have to renew it, unless the clock of this machine is wrong")
      }
      return Diagnostic(
        WaldurDiagnostic.untrusted, "\(address) cannot be trusted: \(words)", hint: hint)
    case .reaching, .proxyRefused, .proxyWantsLogin:
      if let proxy { return ofProxy(proxy, address, status) }
    case .exchange: break
    }
    // Which of the two it was is not known.
    let hints = [hint, proxy.map { "it goes through \($0.words)" }].compactMap { $0 }
    let hint = hints.isEmpty ? nil : hints.joined(separator: "; ")
    if mayHaveArrived {
      return isSilence
        ? Diagnostic(
          WaldurDiagnostic.timedOut, "\(address) gave \(words)", hint: hint, isRetryable: true)
        : Diagnostic(
          WaldurDiagnostic.connectionLost, "the connection to \(address) was lost: \(words)",
          hint: hint, isRetryable: true)
    }
    return Diagnostic(
      isSilence ? WaldurDiagnostic.noAnswer : WaldurDiagnostic.unreachable,
      "\(address) cannot be reached: \(words)", hint: hint, isRetryable: true)
  }

  /// What is said of a proxy: of the server behind it nothing is known. Asking once more is no use.
  private func ofProxy(
    _ proxy: Proxy, _ address: WaldurAddress, _ status: (Proxy) -> String?
  ) -> Diagnostic {
    let host = address.place.host
    let around = "no_proxy=\(host) goes there directly"
    switch kind {
    case .proxyWantsLogin:
      return Diagnostic(
        WaldurDiagnostic.unreachable,
        proxy.login == nil
          ? "\(proxy.words) wants a name and a password"
          : "\(proxy.words) does not accept the name and password it was given",
        hint: "\(proxy.variable)=http://NAME:PASSWORD@HOST:PORT names both; \(around)")
    case .proxyRefused:
      let answer = isSilence ? nil : status(proxy)
      return Diagnostic(
        isSilence ? WaldurDiagnostic.noAnswer : WaldurDiagnostic.unreachable,
        "\(proxy.words) does not open the way to \(address): "
          + (answer.map { "it answers \($0)" } ?? words),
        hint: "whoever runs the proxy decides that; \(around)")
    default:
      return Diagnostic(
        isSilence ? WaldurDiagnostic.noAnswer : WaldurDiagnostic.unreachable,
        "\(proxy.words) cannot be reached: \(words)",
        hint: "is it up, and is \(proxy.variable) right? \(around)")
    }
  }
}
