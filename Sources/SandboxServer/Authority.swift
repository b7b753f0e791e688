import Crypto
package import Diagnostics
import FoundationEssentials
package import NIOSSL
import SwiftASN1
import X509

/// The authority that signs the certificates of the sandbox's controllers, as every real controller
/// has one. Clients are told of it in their `controllers.yaml`.
package struct Authority: Sendable {
  package static let failed = DiagnosticID(
    "sandbox.authority", .failure,
    """
    The sandbox could not make, read or use the certificates for its ports. They stand as ca.pem \
    and ca-key.pem in the folder of 'offsh sandbox serve'; removing both makes new ones.
    """)

  /// The certificate, PEM.
  package let certificate: String
  /// The private key, PEM; nobody else's business.
  package let privateKey: String
  private let key: Certificate.PrivateKey
  private let own: Certificate

  /// Makes a new one, good for ten years.
  package init() throws(Diagnostic) {
    do {
      let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
      let name = try DistinguishedName {
        OrganizationName("offsh sandbox")
        CommonName("offsh sandbox authority")
      }
      let usage = try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
      }
      own = try Certificate(
        version: .v3, serialNumber: .init(), publicKey: key.publicKey,
        notValidBefore: .now - 3600, notValidAfter: .now + 10 * Self.year, issuer: name,
        subject: name, extensions: usage, issuerPrivateKey: key)
      self.key = key
      certificate = try own.serializeAsPEM().pemString + "\n"
      privateKey = try key.serializeAsPEM().pemString + "\n"
    } catch {
      throw Self.failure(error)
    }
  }

  /// Takes the one of an earlier run.
  package init(certificate: String, privateKey: String) throws(Diagnostic) {
    self.certificate = certificate
    self.privateKey = privateKey
    do {
      own = try Certificate(pemEncoded: certificate)
      key = try Certificate.PrivateKey(pemEncoded: privateKey)
    } catch {
      throw Self.failure(error)
    }
  }

  private static let year = 365.0 * 86_400

  private static func failure(_ error: any Error) -> Diagnostic {
    Diagnostic(
      failed, "the sandbox's certificates cannot be used",
      hint: "remove ca.pem and ca-key.pem from its folder, and it makes new ones",
      cause: "\(error)")
  }

  /// What a certificate of a controller is good for; tests make some that are not.
  package struct Validity: Sendable {
    /// Seconds from now.
    package var begins: Double
    package var ends: Double
    /// Another host the certificate is for, in place of this machine.
    package var otherHost: String?

    package init(
      begins: Double = -3600, ends: Double = 31_536_000, otherHost: String? = nil
    ) {
      self.begins = begins
      self.ends = ends
      self.otherHost = otherHost
    }

    fileprivate var names: [GeneralName] {
      if let otherHost { return [.dnsName(otherHost)] }
      return [
        .dnsName("juju-apiserver"), .dnsName("localhost"),
        .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
        .ipAddress(
          ASN1OctetString(contentBytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
      ]
    }
  }

  /// Returns what a controller needs to prove itself on the loopback addresses: a fresh certificate
  /// that also carries the name all Juju controllers have. `protocols` are those that a client may
  /// choose from, `h2` and `http/1.1`; none means that nothing is said of it.
  package func serverContext(
    _ validity: Validity = Validity(), protocols: [String] = []
  ) throws(Diagnostic) -> NIOSSLContext {
    do {
      let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
      let subject = try DistinguishedName {
        OrganizationName("offsh sandbox")
        CommonName("juju-apiserver")
      }
      let extensions = try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth])
        SubjectAlternativeNames(validity.names)
      }
      let leaf = try Certificate(
        version: .v3, serialNumber: .init(), publicKey: key.publicKey,
        notValidBefore: .now + validity.begins, notValidAfter: .now + validity.ends,
        issuer: own.subject, subject: subject, extensions: extensions,
        issuerPrivateKey: self.key)
      let chain = try [leaf, own].map { certificate in
        NIOSSLCertificateSource.certificate(
          try NIOSSLCertificate(
            bytes: Array(certificate.serializeAsPEM().pemString.utf8), format: .pem))
      }
      let privateKey = try NIOSSLPrivateKey(
        bytes: Array(key.serializeAsPEM().pemString.utf8), format: .pem)
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain, privateKey: .privateKey(privateKey))
      configuration.applicationProtocols = protocols
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw Self.failure(error)
    }
  }
}
