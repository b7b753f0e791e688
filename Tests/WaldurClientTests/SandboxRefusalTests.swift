import Diagnostics
import EffectGate
import Sandbox
import Synchronization
import Testing
import Values
import WaldurWire

@testable import WaldurClient

/// What the sandbox's server refuses where the commands never let it come to that.
@Suite struct SandboxRefusalTests {
  private struct InProcess: WaldurTransport {
    let sandbox: Sandbox

    func send(
      _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
      checkInterruption: @Sendable () throws(Diagnostic) -> Void
    ) throws(Diagnostic) -> HTTPResponse { sandbox.answer(request) }
  }

  private let connection: WaldurConnection
  private let sandbox: Sandbox

  init() throws {
    sandbox = try Sandbox(store: .memory, clock: .fixed(1_795_248_000_000))
    let local = try sandbox.localWaldur()
    let token = local.accounts.first { $0.user == local.user }?.token
    connection = WaldurConnection(
      name: "sandbox", address: try #require(WaldurAddress(local.url)),
      token: try #require(token.flatMap { AccessToken($0) }),
      surroundings: WaldurConnection.Surroundings(
        transport: InProcess(sandbox: sandbox),
        gate: EffectGate(
          surroundings: EffectGate.Surroundings(report: { _ in }, ask: nil, audit: { _, _ in }))))
  }

  @Test(arguments: [
    (["page": "999"], "waldur.not-found", "Invalid page"),
    (["page": "zero"], "waldur.not-found", "Invalid page"),
    (
      ["state": "waiting"], "waldur.not-valid",
      "state: Select a valid choice. waiting is not one of the available choices"
    ),
    (["offering_uuid": "HPC"], "waldur.not-valid", "offering_uuid: Enter a valid UUID"),
    (
      ["o": "name"], "waldur.not-valid",
      "o: Select a valid choice. name is not one of the available choices"
    ),
  ])
  func badQueriesAreRefused(query: [String: String], id: String, message: String) throws {
    var sent = Query()
    for (name, value) in query { sent.add(name, value) }
    let error = #expect(throws: Diagnostic.self) { try connection.get(Lists.orders.path, sent) }
    #expect(error?.id.name == id)
    #expect(error?.message == message)
  }

  @Test func anUnknownAddressIsNoCall() throws {
    let error = #expect(throws: Diagnostic.self) { try connection.get("/api/marketplace-nothing/") }
    #expect(error?.id == WaldurDiagnostic.noSuchCall)
  }

  @Test func theNumberOfRowsIsKnownUpFront() throws {
    let rows: [Order] = try connection.all(at: Lists.orders.path)
    #expect(try connection.count(at: Lists.orders.path) == rows.count)
    #expect(rows.count > 30)
  }

  /// A list of many pages comes whole, once each and in the server's order.
  @Test func manyPagesComeWholeAndInOrder() throws {
    _ = try sandbox.addOrders(1000)
    let small: [Order] = try connection.all(at: Lists.orders.path, ["page_size": "7"])
    let large: [Order] = try connection.all(at: Lists.orders.path)
    #expect(small.count == (try connection.count(at: Lists.orders.path)))
    #expect(small.map(\.uuid) == large.map(\.uuid))
    #expect(Set(small.compactMap(\.uuid)).count == small.count)
  }
}
