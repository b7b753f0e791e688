// The way to real Waldur servers. The shell's threads wait here; connections are kept and used again
// on an event loop, which does not exist before the first request.

import AsyncHTTPClient
package import Diagnostics
import Handshake
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization
import Threads
package import WaldurClient
package import WaldurWire

/// Sends requests over HTTP or HTTPS.
package final class HTTPTransport: WaldurTransport {
  /// How long things may take and how large they may be.
  package struct Limits: Sendable {
    package var connecting = Duration.seconds(10)
    /// How long to wait for one whole answer.
    package var answering = Duration.seconds(120)
    /// The largest body of an answer in bytes.
    package var bodySize = 256 << 20

    package init() {}
  }

  private let limits: Limits
  /// A file of certificates in PEM that are trusted beside the system's.
  private let authorities: String?
  private let proxies: ProxySettings

  package init(
    limits: Limits = Limits(), authorities: String? = nil, environment: [String: String] = [:]
  ) {
    self.limits = limits
    self.authorities = authorities
    proxies = ProxySettings(environment)
  }

  package func send(
    _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
    checkInterruption: @Sendable () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> HTTPResponse {
    let client = try client(for: address)
    let url =
      (address.isSecure ? "https://" : "http://") + address.authority + request.target
    let task: HTTPClient.Task<HTTPClient.Response>
    do {
      task = try execute(request, url, client, deadline)
    } catch {
      throw Diagnostic(
        WaldurDiagnostic.unreachable, "\(address) cannot be asked: \(error)",
        hint: "is the url of the profile right?")
    }
    let outcome = Mutex<Result<HTTPClient.Response, any Error>?>(nil)
    let arrival = Arrival()
    task.futureResult.whenComplete { result in
      outcome.withLock { $0 = result }
      arrival.announce()
    }
    while true {
      if let result = outcome.withLock({ $0 }) {
        return try response(result, address)
      }
      do throws(Diagnostic) { try checkInterruption() } catch {
        task.cancel()
        throw error
      }
      // Whoever interrupts has no way to wake this thread.
      arrival.wait(milliseconds: 50)
    }
  }

  private func execute(
    _ request: HTTPRequest, _ url: String, _ client: HTTPClient,
    _ deadline: ContinuousClock.Instant?
  ) throws -> HTTPClient.Task<HTTPClient.Response> {
    var headers = NIOHTTP1.HTTPHeaders(request.headers.fields.map { ($0.name, $0.value) })
    if !headers.contains(name: "User-Agent") { headers.add(name: "User-Agent", value: "offsh") }
    let message = try HTTPClient.Request(
      url: url, method: .init(rawValue: request.method.rawValue), headers: headers,
      body: request.body.isEmpty ? nil : .bytes(request.body))
    let patience = min(limits.answering, deadline.map { max(.zero, $0 - .now) } ?? limits.answering)
    return client.execute(
      request: message,
      delegate: ResponseAccumulator(request: message, maxBodySize: limits.bodySize),
      deadline: .now() + .nanoseconds(Int64(patience / .nanoseconds(1))))
  }

  private func client(for address: WaldurAddress) throws(Diagnostic) -> HTTPClient {
    let proxy = try proxies.proxy(for: address)
    // A little less than for the answer: who ended first says whether anything was sent.
    let connecting = min(limits.connecting, limits.answering * 0.9)
    return try SharedClients.client(
      .init(proxy: proxy, authorities: authorities, connecting: connecting)
    ) { () throws(Diagnostic) in
      try configuration(proxy, connecting)
    }
  }

  private func configuration(
    _ proxy: Proxy?, _ connecting: Duration
  ) throws(Diagnostic) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: try trust(), redirectConfiguration: .disallow,
      timeout: .init(connect: .nanoseconds(Int64(connecting / .nanoseconds(1)))),
      // What a body grows to is counted where it is gathered.
      decompression: .enabled(limit: .none))
    configuration.proxy = proxy.map { proxy in
      .server(
        host: proxy.host, port: proxy.port,
        authorization: proxy.login.map { .basic(username: $0.name, password: $0.password) })
    }
    // Whoever waits here decides whether to try again.
    configuration.connectionPool.retryConnectionEstablishment = false
    return configuration
  }

  /// What the other side has to prove.
  private func trust() throws(Diagnostic) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    guard let authorities else { return tls }
    do {
      let certificates = try NIOSSLCertificate.fromPEMFile(authorities)
      if certificates.isEmpty { throw NIOSSLError.failedToLoadCertificate }
      tls.additionalTrustRoots = [.certificates(certificates)]
      return tls
    } catch {
      throw Diagnostic(
        WaldurDiagnostic.badProfile, "cannot read certificates from \(authorities)",
        hint: "the profile's ca-file is a file of certificates in PEM")
    }
  }

  /// Returns what the time of the certificate that was refused says; asked over a connection of its
  /// own, and not where a proxy stands between.
  private func lapse(_ address: WaldurAddress) -> String? {
    guard (try? proxies.proxy(for: address)) == nil, let tls = try? trust(),
      let context = try? NIOSSLContext(configuration: tls)
    else { return nil }
    let (host, port) = address.place
    let isName = (try? SocketAddress(ipAddress: host, port: port)) == nil
    return CertificateLook(context: context, serverName: isName ? host : nil)
      .lapse(host: host, port: port, limit: .seconds(2))
  }

  private func response(
    _ result: Result<HTTPClient.Response, any Error>, _ address: WaldurAddress
  ) throws(Diagnostic) -> HTTPResponse {
    switch result {
    case .success(let response):
      return HTTPResponse(
        Int(response.status.code),
        headers: WaldurWire.HTTPHeaders(
          response.headers.map { .init(name: $0.name, value: $0.value) }),
        body: response.body.map { Array($0.readableBytesView) } ?? [])
    case .failure(let error):
      let (host, port) = address.place
      throw HTTPFailure(error).diagnostic(
        address, through: try proxies.proxy(for: address),
        status: { ProxyLook(proxy: $0).answer(host: host, port: port, limit: .seconds(2)) },
        lapse: { lapse(address) })
    }
  }
}

extension WaldurAddress {
  /// Host and port of the authority; an IPv6 address without its brackets.
  var place: (host: String, port: Int) {
    let usual = isSecure ? 443 : 80
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      let host = authority[authority.index(after: authority.startIndex)..<end]
      return (String(host), Int(authority[end...].dropFirst(2)) ?? usual)
    }
    let host = authority.prefix { $0 != ":" }
    return (String(host), Int(authority.dropFirst(host.count + 1)) ?? usual)
  }
}
