// The way to real Waldur servers. The shell's threads wait here; connections are kept and used again
// on an event loop, which does not exist before the first request.

import AsyncHTTPClient
package import Diagnostics
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
  private let made = Mutex<[Proxy?: HTTPClient]>([:])

  package init(
    limits: Limits = Limits(), authorities: String? = nil, environment: [String: String] = [:]
  ) {
    self.limits = limits
    self.authorities = authorities
    proxies = ProxySettings(environment)
  }

  deinit {
    // Those that are still working are cut off: nobody is left to hear of it.
    for client in made.withLock({ $0 }).values { client.shutdown { _ in } }
  }

  package func send(
    _ request: HTTPRequest, to address: WaldurAddress,
    checkInterruption: @Sendable () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> HTTPResponse {
    let client = try client(for: address)
    let url =
      (address.isSecure ? "https://" : "http://") + address.authority + request.target
    let task: HTTPClient.Task<HTTPClient.Response>
    do {
      task = try execute(request, url, client)
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
        return try Self.response(result, address)
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
    _ request: HTTPRequest, _ url: String, _ client: HTTPClient
  ) throws -> HTTPClient.Task<HTTPClient.Response> {
    var headers = NIOHTTP1.HTTPHeaders(request.headers.fields.map { ($0.name, $0.value) })
    if !headers.contains(name: "User-Agent") { headers.add(name: "User-Agent", value: "offsh") }
    let message = try HTTPClient.Request(
      url: url, method: .init(rawValue: request.method.rawValue), headers: headers,
      body: request.body.isEmpty ? nil : .bytes(request.body))
    return client.execute(
      request: message,
      delegate: ResponseAccumulator(request: message, maxBodySize: limits.bodySize),
      deadline: .now() + .nanoseconds(Int64(limits.answering / .nanoseconds(1))))
  }

  private func client(for address: WaldurAddress) throws(Diagnostic) -> HTTPClient {
    let proxy = proxies.proxy(for: address)
    if let client = made.withLock({ $0[proxy] }) { return client }
    var tls = TLSConfiguration.makeClientConfiguration()
    if let authorities {
      do {
        let certificates = try NIOSSLCertificate.fromPEMFile(authorities)
        tls.additionalTrustRoots = [.certificates(certificates)]
      } catch {
        throw Diagnostic(
          WaldurDiagnostic.badProfile, "cannot read certificates from \(authorities)",
          hint: "the profile's ca-file is a file of certificates in PEM")
      }
    }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(connect: .nanoseconds(Int64(limits.connecting / .nanoseconds(1)))),
      decompression: .enabled(limit: .size(limits.bodySize)))
    configuration.proxy = proxy.map { .server(host: $0.host, port: $0.port) }
    let client = HTTPClient(
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
    return made.withLock { made in
      if let other = made[proxy] {
        client.shutdown { _ in }
        return other
      }
      made[proxy] = client
      return client
    }
  }

  private static func response(
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
      throw HTTPFailure(error).diagnostic(address)
    }
  }
}
