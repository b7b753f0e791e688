import NIOSSL

/// Why a TLS handshake did not succeed, for whoever has to say it.
package enum HandshakeFailure: Sendable {
  /// No authority that is trusted vouches for the other side, or not now.
  case untrusted
  /// The certificate is for other names.
  case wrongName
  /// It closed the connection before it was a secure one.
  case closed
  /// The other side speaks no TLS, or none in common with us.
  case noTLS

  /// Nil for what is no error of TLS.
  package init?(_ error: any Error) {
    switch error {
    case let error as NIOSSLExtraError where error == .failedToValidateHostname: self = .wrongName
    case is NIOSSLExtraError: self = .untrusted
    case NIOSSLError.handshakeFailed(let reason): self = Self.handshake(reason)
    case NIOSSLError.noCertificateToValidate, NIOSSLError.unableToValidateCertificate:
      self = .untrusted
    default: return nil
    }
  }

  private static func handshake(_ error: BoringSSLError) -> HandshakeFailure {
    switch error {
    case .sslError(let stack):
      if stack.contains(where: { $0.description.contains("CERTIFICATE_VERIFY_FAILED") }) {
        return .untrusted
      }
      return stack.contains(.eofDuringHandshake) ? .closed : .noTLS
    case .zeroReturn, .syscallError: return .closed
    default: return .noTLS
    }
  }
}
