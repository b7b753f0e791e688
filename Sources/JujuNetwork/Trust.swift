import Diagnostics
import Handshake
import JujuClient
import NIOSSL

/// What the other end of a connection has to prove before anything is sent to it.
struct Trust: Sendable {
  /// Who may vouch for a controller.
  enum Roots: Sendable, Hashable {
    /// The controller's own authority, PEM. The chain counts and the name does not: the authority
    /// signs for nothing but this controller, which is reached by addresses of many kinds.
    case own(String)
    /// The system's authorities, for this host name.
    case system(host: String)

    init(_ target: JujuTarget, _ endpoint: Endpoint) {
      if let authority = target.caCertificate, !authority.isEmpty,
        target.publicHostname != endpoint.host
      {
        self = .own(authority)
      } else {
        self = .system(host: endpoint.host)
      }
    }
  }

  /// The name every controller's certificate carries, whatever its addresses.
  private static let controllerName = "juju-apiserver"

  let roots: Roots
  private let context: NIOSSLContext

  /// Throws `juju.untrusted` when the authority is no certificate.
  init(_ roots: Roots, controller: String) throws(Diagnostic) {
    self.roots = roots
    var configuration = TLSConfiguration.makeClientConfiguration()
    do {
      if case .own(let authority) = roots {
        let certificates = try NIOSSLCertificate.fromPEMBytes(Array(authority.utf8))
        if certificates.isEmpty { throw NIOSSLError.failedToLoadCertificate }
        configuration.trustRoots = .certificates(certificates)
        configuration.certificateVerification = .noHostnameVerification
      }
      context = try NIOSSLContext(configuration: configuration)
    } catch {
      throw Diagnostic(
        JujuDiagnostic.untrusted, "the ca-cert of controller \(controller) is no certificate",
        hint: "Juju's own client writes it to controllers.yaml; 'juju register' fetches it anew",
        cause: "\(error)")
    }
  }

  /// The name asked for: what a host name stands for several servers with is told apart by it.
  private var serverName: String? {
    switch roots {
    case .own: Self.controllerName
    case .system(let host): Address.isNumeric(host) ? nil : host
    }
  }

  func handler() throws -> NIOSSLClientHandler {
    try NIOSSLClientHandler(context: context, serverHostname: serverName)
  }

  /// Looks at the certificate that was refused and says what is wrong with it, over a connection of
  /// its own that ends before anything is sent.
  func explanation(at endpoint: Endpoint, limit: Duration) -> String {
    let other =
      switch roots {
      case .own: "its certificate is signed by another authority than the controller's own"
      case .system(let host): "no authority of this system vouches that it is \(host)"
      }
    let look = CertificateLook(context: context, serverName: serverName)
    return look.lapse(host: endpoint.host, port: endpoint.port, limit: limit) ?? other
  }
}
