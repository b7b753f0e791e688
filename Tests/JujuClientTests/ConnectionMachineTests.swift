import Diagnostics
import JSON
import JujuWire
import Testing

@testable import JujuClient

struct ConnectionMachineTests {
  private static let login = LoginRequest(authTag: "user-admin", credentials: "pw")

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// A machine that is logged in to a controller with two facades.
  private func ready() -> ConnectionMachine {
    var machine = ConnectionMachine()
    _ = machine.handle(.opened(Self.login))
    _ = machine.handle(
      .received(
        bytes(
          """
          {"request-id":1,"response":{"facades":[\
          {"name":"ApplicationOffers","versions":[1,4,5,6]},{"name":"Application","versions":[15]},\
          {"name":"Cloud","versions":[8]}]}}
          """)))
    return machine
  }

  @Test func theFirstRequestIsTheLogin() throws {
    var machine = ConnectionMachine()
    let actions = machine.handle(.opened(Self.login))
    guard case .send(let frame)? = actions.first, actions.count == 1 else {
      Issue.record("expected one frame to send")
      return
    }
    let view = try JSONBuffer.parse(frame).root
    #expect(view.member("request-id")?.int64() == 1)
    #expect(view.member("type")?.string() == "Admin")
    #expect(view.member("request")?.string() == "Login")
    #expect(view.member("version")?.int64() == 3)
    #expect(!machine.isReady)
  }

  @Test func takesTheHighestVersionBothKnow() {
    let machine = ready()
    #expect(machine.isReady)
    #expect(machine.version(of: ApplicationOffersFacade.facade) == 5)
    #expect(machine.version(of: ApplicationFacade.facade) == 15)
    #expect(machine.version(of: CloudFacade.facade) == nil)
    #expect(machine.version(of: ClientFacade.facade) == nil)
  }

  @Test func callsThatTheControllerLacksAreNotSent() throws {
    var machine = ready()
    let missing = failure { () throws(Diagnostic) in
      _ = try machine.request(ClientFacade.fullStatus, StatusRequest())
    }
    #expect(missing?.id == JujuDiagnostic.notSupported)
    #expect(missing?.message == "the controller has no facade \"Client\"")
    let other = failure { () throws(Diagnostic) in
      _ = try machine.request(CloudFacade.clouds, Empty())
    }
    #expect(
      other?.message == "the controller has facade \"Cloud\" in version 8, and offsh knows 7 to 7")
    let late = failure { () throws(Diagnostic) in
      _ = try machine.request(
        ApplicationFacade.deployFromRepository, DeployFromRepositoryArguments())
    }
    #expect(late?.message.contains("has no method \"DeployFromRepository\"") == true)
    #expect(machine.waitingCount == 0)
  }

  @Test func answersMayComeInAnyOrderAndCase() throws {
    var machine = ready()
    let first = try machine.request(ApplicationOffersFacade.find, OfferFilters())
    let second = try machine.request(ApplicationOffersFacade.find, OfferFilters())
    #expect(first.id == 2 && second.id == 3)
    for (id, key) in [(second.id, "request-id"), (first.id, "Request-Id")] {
      guard
        case .answer(id, let view)? = machine.handle(
          .received(bytes("{\"\(key)\":\(id),\"response\":{}}"))
        ).first
      else {
        Issue.record("expected the answer to \(id)")
        continue
      }
      #expect(view.member("response") != nil)
    }
    #expect(machine.waitingCount == 0)
  }

  @Test(arguments: [
    ("nonsense", "a message is no JSON"),
    ("{\"response\":{}}", "a message carries no request number"),
    ("{\"request-id\":0,\"response\":{}}", "a message carries no request number"),
    ("{\"request-id\":-1}", "a message carries no request number"),
    ("{\"request-id\":77,\"response\":{}}", "request 77 was answered and never made"),
  ])
  func whatIsNoAnswerEndsTheConnection(_ frame: String, _ message: String) throws {
    var machine = ready()
    let (id, _) = try machine.request(ApplicationOffersFacade.find, OfferFilters())
    let actions = machine.handle(.received(bytes(frame)))
    guard case .fail(id, let reason)? = actions.first, case .close? = actions.last else {
      Issue.record("expected the waiting call to fail and the connection to close")
      return
    }
    #expect(reason.id == JujuDiagnostic.protocolError)
    #expect(reason.message.hasPrefix(message), "\(reason.message)")
    #expect(machine.end != nil && !machine.isReady)
    #expect(machine.handle(.received(bytes(frame))).isEmpty)
  }

  @Test func anAbandonedAnswerIsDropped() throws {
    var machine = ready()
    let (id, _) = try machine.request(ApplicationOffersFacade.find, OfferFilters())
    #expect(machine.handle(.abandoned(id)).isEmpty)
    #expect(machine.handle(.received(bytes("{\"request-id\":\(id),\"response\":{}}"))).isEmpty)
    #expect(machine.isReady)
  }

  @Test func theEndFailsWhatWaits() throws {
    var machine = ready()
    _ = try machine.request(ApplicationOffersFacade.find, OfferFilters())
    _ = try machine.request(ApplicationOffersFacade.find, OfferFilters())
    let actions = machine.handle(.ended(Diagnostic(JujuDiagnostic.connectionLost, "gone")))
    #expect(actions.count == 2)
    let later = failure { () throws(Diagnostic) in
      _ = try machine.request(ApplicationOffersFacade.find, OfferFilters())
    }
    #expect(later?.message == "gone")
  }

  @Test(arguments: [
    (
      #"{"request-id":1,"error":"invalid entity name or password","error-code":"unauthorized access"}"#,
      "invalid entity name or password (unauthorized access)", JujuDiagnostic.notLoggedIn
    ),
    (
      #"{"request-id":1,"error":"permission denied","error-code":"unauthorized access"}"#,
      "permission denied (unauthorized access)", JujuDiagnostic.permissionDenied
    ),
    (
      #"{"request-id":1,"error":"unknown model: \"x\"","error-code":"model not found"}"#,
      "unknown model: \"x\" (model not found)", JujuDiagnostic.notFound
    ),
    (
      #"{"request-id":1,"response":{"discharge-required-error":"no macaroons"}}"#,
      "the controller wants an identity provider to confirm who you are: no macaroons",
      JujuDiagnostic.dischargeRequired
    ),
    (
      #"{"request-id":1,"response":{"facades":7}}"#, "the answer to the login is not understood",
      JujuDiagnostic.protocolError
    ),
  ])
  func aRefusedLoginEndsTheConnection(_ frame: String, _ message: String, _ id: DiagnosticID) {
    var machine = ConnectionMachine()
    _ = machine.handle(.opened(Self.login))
    guard case .close(let reason)? = machine.handle(.received(bytes(frame))).last else {
      Issue.record("expected the connection to close")
      return
    }
    #expect(reason.message.hasPrefix(message), "\(reason.message)")
    #expect(reason.id == id)
  }
}
