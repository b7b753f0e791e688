import Diagnostics
import EffectGate
import JujuWire
import Synchronization
import Testing

@testable import JujuClient

/// Every request passes the gate, and the gate knows what became of each write.
struct PassingTests {
  private static let url = OfferURL(user: "admin", model: "default", name: "mysql")
  private static let refusal = #"{"error":{"message":"no such offer","code":"not found"}}"#

  private func answering(_ results: String) -> ScriptedTransport {
    ScriptedTransport {
      $0.call == "Admin.Login"
        ? nil : .reply([#"{"request-id":$ID,"response":{"results":["# + results + "]}}"])
    }
  }

  /// Removes offers, and returns what the audit log says and how many requests left.
  private func notes(
    _ transport: ScriptedTransport, count: Int = 1
  ) throws -> (notes: [String], sent: Int, error: Diagnostic?) {
    let desk = Desk(transport)
    let error = failure { () throws(Diagnostic) in
      try Offers(on: desk.session.channel()).destroy(
        Array(repeating: Self.url, count: count), force: false, desk.consent)
    }
    return (desk.notes, desk.gate.sentCount, error)
  }

  /// The process ends in the midst of a call: what has left is logged and told, once, and what has not
  /// is not.
  @Test(arguments: ["Admin.Login", "ApplicationOffers.DestroyOffers"])
  func whatIsCutOffIsUnknownWhereItLeft(_ call: String) throws {
    let gate = Mutex<EffectGate?>(nil)
    let told = Desk.Notebook()
    let transport = ScriptedTransport { request in
      if request.call == call { gate.withLock { $0 }?.giveUp().forEach { told.add($0) } }
      return request.call == "Admin.Login"
        ? nil : .reply([#"{"request-id":$ID,"response":{"results":[{}]}}"#])
    }
    let desk = Desk(transport)
    gate.withLock { $0 = desk.gate }
    _ = try Offers(on: desk.session.channel()).destroy([Self.url], force: false, desk.consent)
    let hadLeft = call != "Admin.Login"
    #expect(desk.notes == (hadLeft ? ["unknown ApplicationOffers.DestroyOffers"] : []))
    #expect(
      told.all
        == (hadLeft
          ? ["ApplicationOffers.DestroyOffers on foo was under way and may have been carried out"]
          : []))
  }

  @Test func theLogKnowsWhatTheServerRefused() throws {
    #expect(try notes(answering("{}")).notes == ["done ApplicationOffers.DestroyOffers"])
    #expect(
      try notes(answering(Self.refusal)).notes == ["refused ApplicationOffers.DestroyOffers"])
    #expect(
      try notes(answering("{}," + Self.refusal), count: 2).notes
        == ["partly ApplicationOffers.DestroyOffers"])
  }

  @Test func anAnswerAboutOtherThingsIsNone() throws {
    let (notes, _, error) = try notes(answering("{},{}"))
    #expect(notes == ["unknown ApplicationOffers.DestroyOffers"])
    #expect(error?.message.hasPrefix("expected 1 result, got 2") == true)
    // What was refused says more than the count.
    let refused = try self.notes(answering("{}," + Self.refusal), count: 3)
    #expect(refused.notes == ["refused ApplicationOffers.DestroyOffers"])
    #expect(refused.error?.message == "no such offer")
  }

  @Test func aWriteThatNeverLeftIsNotLogged() throws {
    let refused = ScriptedTransport { _ in
      .reply([#"{"request-id":$ID,"error":"invalid entity name or password"}"#])
    }
    let (notes, sent, error) = try notes(refused)
    #expect(error != nil)
    #expect(notes == [])
    #expect(sent == 1, "only the login left")
    let dead = ScriptedTransport { _ in nil }
    for connection in 1...9 { dead.kill(connection) }
    let unsent = try self.notes(dead)
    #expect(unsent.error?.id == JujuDiagnostic.connectionLost)
    #expect(unsent.notes == [] && unsent.sent == 0)
  }

  @Test func loginsAndBatchesOfReadsAreCounted() throws {
    let transport = ScriptedTransport { request in
      request.call == "Admin.Login"
        ? nil : .reply([#"{"request-id":$ID,"response":{"results":[]}}"#])
    }
    let desk = Desk(transport)
    let filters = OfferFilters(filters: [OfferFilter()])
    _ = try desk.session.channel().readAll(
      ApplicationOffersFacade.find, [filters, filters, filters])
    #expect(desk.gate.sentCount == 4 && transport.requests.count == 4)
  }

  @Test func destroyingTakesAConsentThatIsGivenLive() throws {
    let transport = answering("{}")
    let desk = Desk(transport, mode: .dryRun)
    // A switch back to live between the asking and the sending does not make a consent of it.
    let gate = EffectGate(
      surroundings: .init(report: { _ in }, ask: nil, audit: { _, _ in }))
    let stale = try desk.consent
    let request = EffectRequest(effect: .destroy, target: "foo", call: "Destroy", body: "")
    var hasSent = false
    let error = failure { () throws(Diagnostic) in
      _ = try gate.destroy(request, stale) { (_) throws(Diagnostic) in hasSent = true }
    }
    let forgotten = failure { () throws(Diagnostic) in
      _ = try gate.write(request) { (_) throws(Diagnostic) in hasSent = true }
    }
    #expect(error?.exitCode == .needsConfirmation && forgotten?.exitCode == .needsConfirmation)
    #expect(!hasSent)
  }
}
