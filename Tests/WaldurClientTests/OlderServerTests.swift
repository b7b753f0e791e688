import Diagnostics
import EffectGate
import JSON
import Synchronization
import TestSupport
import Testing
import WaldurWire

@testable import WaldurClient

/// What is done on a server of 2020, whose answers were recorded.
@Suite struct OlderServerTests {
  private static let resource = WaldurUUID("2d4626f7ab515e3f85d60ee8651ff0f3")
  private static let offering = WaldurUUID("03cd7ef4989059f29c7a80c8307d1158")
  private static let order = WaldurUUID("dd0f6f1ad8e65421892c9a533a79cdeb")

  @Test func resourcesAreFoundWhereTheyWereBefore() throws {
    let server = try RecordedServer("4.5.1")
    let connection = server.connect()
    let uuid = try #require(Self.resource)
    let found: Resource = try connection.object(at: Lists.providerResources.path(uuid))
    #expect(found.uuid == uuid)
    #expect(found.state == .ok)
    // The second time nobody asks where they are not.
    let before = server.requests.count
    let rows: [Resource] = try connection.all(at: Lists.providerResources.path)
    #expect(rows.isEmpty)
    #expect(server.requests.count == before + 1)
  }

  @Test func offeringsAreFoundWhereTheyWereBefore() throws {
    let server = try RecordedServer("4.5.1")
    let uuid = try #require(Self.offering)
    let found: Offering = try server.connect().object(at: Lists.providerOfferings.path(uuid))
    #expect(found.uuid == uuid)
    let again: Offering = try server.connect().object(at: Lists.publicOfferings.path(uuid))
    #expect(again.components?.isEmpty == false)
  }

  @Test func aCallTheServerLacksIsSaidWithItsVersion() throws {
    let server = try RecordedServer("4.5.1")
    let path = Lists.orders.path(try #require(Self.order), "approve_by_provider")
    let error = #expect(throws: Diagnostic.self) {
      try server.connect().write(.post, path, body: Array("{}".utf8))
    }
    #expect(error?.id == WaldurDiagnostic.noSuchCall)
    #expect(error?.message == "the server has no call POST \(path)")
    #expect(error?.hint?.hasPrefix("it is Waldur 4.5.1; ") == true)
    // Asked for its version once, and tried where such a server had orders.
    #expect(server.requests.map(\.method) == [.post, .get, .post])
    #expect(server.requests.last?.path.hasPrefix("/api/marketplace-order-items/") == true)
  }

  @Test func aWriteGoesToTheOlderAddressAndIsNotRepeatedBeyondThat() throws {
    let server = try RecordedServer("4.5.1")
    let uuid = try #require(Self.resource)
    let error = #expect(throws: Diagnostic.self) {
      try server.connect().write(
        .post, Lists.providerResources.path(uuid, "set_backend_id"), body: Array("{}".utf8))
    }
    #expect(error?.id == WaldurDiagnostic.noSuchCall)
    #expect(
      server.requests.filter { $0.method == .post }.map(\.path) == [
        "/api/marketplace-provider-resources/\(uuid)/set_backend_id/",
        "/api/marketplace-resources/\(uuid)/set_backend_id/",
      ])
  }

  @Test func aStateTheServerDoesNotKnowIsAskedForByItsEarlierName() throws {
    let server = try RecordedServer("4.5.1")
    // Nobody recorded what it says there.
    _ = #expect(throws: Diagnostic.self) {
      try server.connect().get(Lists.orders.path, ["state": "pending-provider"])
    }
    #expect(
      server.requests.map(\.target) == [
        "/api/marketplace-orders/?state=pending-provider", "/api/version/",
        "/api/marketplace-order-items/?state=pending",
      ])
  }

  @Test func whatAServerOfTodayDoesNotKnowIsItsOwnToRefuse() throws {
    let server = try RecordedServer("4.5.1", callsItself: "7.1.0")
    let error = #expect(throws: Diagnostic.self) {
      try server.connect().get(Lists.orders.path, ["state": "pending-provider"])
    }
    #expect(error?.id == WaldurDiagnostic.notValid)
    #expect(error?.message.contains("pending-provider is not one of the available") == true)
    #expect(server.requests.map(\.path) == ["/api/marketplace-orders/", "/api/version/"])
  }
}

/// Answers as a real server did: by method and address; what was never asked is not known.
private final class RecordedServer: WaldurTransport {
  private let answers: [String: HTTPResponse]
  private let asked = Mutex<[HTTPRequest]>([])

  /// `name` is a version it claims to be instead of its own.
  init(_ version: String, callsItself name: String? = nil) throws {
    let path = Repository.root + "/Tests/Fixtures/waldur/\(version)/exchanges.jsonl"
    let text = try #require(Repository.text(of: path))
    var answers: [String: HTTPResponse] = [:]
    for line in text.split(separator: "\n") {
      let exchange = try JSONBuffer.parse(Array(line.utf8)).root
      let request = try #require(exchange.member("request"))
      let response = try #require(exchange.member("response"))
      var headers = HTTPHeaders()
      if let sent = response.member("headers"), sent.kind == .object {
        for (name, value) in sent.members { headers[name] = value.string() }
      }
      let body = try #require(response.member("body"))
      let key =
        "\(request.member("method")?.string() ?? "") \(request.member("path")?.string() ?? "")"
      answers[key] = HTTPResponse(
        Int(response.member("status")?.int64() ?? 0), headers: headers,
        body: Array((body.string() ?? body.rawText).utf8))
    }
    if let name {
      answers["GET /api/version/"] = HTTPResponse(200, body: Array(#"{"version":"\#(name)"}"#.utf8))
    }
    self.answers = answers
  }

  /// What was asked, in order.
  var requests: [HTTPRequest] { asked.withLock { $0 } }

  func send(
    _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
    checkInterruption: @Sendable () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> HTTPResponse {
    asked.withLock { $0.append(request) }
    return answers["\(request.method) \(request.path)"]
      ?? HTTPResponse(404, body: Array("<h1>Not Found</h1>".utf8))
  }

  /// A connection to it.
  func connect() -> WaldurConnection {
    WaldurConnection(
      name: "old", address: WaldurAddress("https://h/")!, token: AccessToken("secret-token")!,
      surroundings: WaldurConnection.Surroundings(
        transport: self,
        gate: EffectGate(
          surroundings: EffectGate.Surroundings(report: { _ in }, ask: nil, audit: { _, _ in }))))
  }
}
