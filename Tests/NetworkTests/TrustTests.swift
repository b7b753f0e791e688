import Diagnostics
import Sandbox
import SandboxServer
import Shell
import TestSupport
import Testing

/// Who is trusted, who is redirected to, and what logging in may take.
@Suite struct TrustTests {
  private func enter(
    _ validity: Authority.Validity, certificate: String?, publicHostname: String? = nil
  ) throws -> (answer: ScriptedShell.Answer, requests: Int) {
    let controller = try RogueController(validity) { request in
      request.call == "ApplicationOffers.ListApplicationOffers"
        ? .text(#"{"request-id":$ID,"response":{"results":[]}}"#) : nil
    }
    defer { controller.stop() }
    let host = publicHostname ?? "127.0.0.1"
    let stage = try ControllerStage(
      ["\(host):\(controller.port)"], certificate: certificate, publicHostname: publicHostname)
    return (stage.enter("offers"), controller.requests.count)
  }

  @Test func anotherAuthorityIsNotTrusted() throws {
    let other = try Authority().certificate
    let (answer, requests) = try enter(.init(), certificate: other)
    #expect(answer.text.contains("signed by another authority than the controller's own"))
    #expect(answer.status == 5)
    #expect(requests == 0)
  }

  @Test(arguments: [
    (-7200.0, -3600.0, "its certificate expired on "),
    (3600.0, 7200.0, "its certificate is not valid before "),
  ])
  func theTimeOfACertificateCounts(begins: Double, ends: Double, words: String) throws {
    let own = try Loopback.madeAuthority().certificate
    let (answer, requests) = try enter(.init(begins: begins, ends: ends), certificate: own)
    #expect(answer.text.contains(words))
    #expect(answer.status == 5)
    #expect(requests == 0)
  }

  /// A controller's own authority signs for nothing else, so the name does not count.
  @Test func theControllersOwnAuthorityIsEnoughWhateverTheName() throws {
    let own = try Loopback.madeAuthority().certificate
    let (answer, _) = try enter(.init(otherHost: "elsewhere.example"), certificate: own)
    #expect(answer.status == 0, "\(answer.text)")
  }

  @Test func aPublicNameNeedsAnAuthorityOfTheSystem() throws {
    let own = try Loopback.madeAuthority().certificate
    let (answer, requests) = try enter(.init(), certificate: own, publicHostname: "localhost")
    #expect(answer.text.contains("no authority of this system vouches that it is localhost"))
    #expect(answer.status == 5)
    #expect(requests == 0)
  }

  @Test func anAuthorityThatIsNoCertificateIsTold() throws {
    let stage = try ControllerStage(["127.0.0.1:1"], certificate: "no certificate\n")
    let answer = stage.enter("offers")
    #expect(answer.text.contains("the ca-cert of controller foo is no certificate"))
    #expect(answer.status == 5)
  }

  // MARK: Logging in

  @Test func aDischargeThatNeedsABrowserIsToldWithItsAddress() throws {
    let controller = try RogueController { request in
      guard request.call == "Admin.Login" else { return nil }
      return .text(
        #"""
        {"request-id":$ID,"response":{"discharge-required":{"location":"juju","identifier":"x",
        "signature":"00","caveats":[{"cid":"a","vid":"b","cl":"https://identity.example/v1"}]},
        "discharge-required-error":"verification failed: no macaroons"}}
        """#)
    }
    defer { controller.stop() }
    let stage = try ControllerStage(port: controller.port, account: "{user: bob@external}")
    let answer = stage.enter("offers")
    #expect(answer.text.contains("https://identity.example/v1"), "\(answer.text)")
    #expect(answer.status == 4)
  }

  @Test func aModelThatMovedIsFollowed() throws {
    let there = try RogueController { request in
      request.call == "ApplicationOffers.ListApplicationOffers"
        ? .text(#"{"request-id":$ID,"response":{"results":[]}}"#) : nil
    }
    defer { there.stop() }
    let certificate = try Loopback.madeAuthority().certificate
    let escaped = certificate.split(separator: "\n").joined(separator: "\\n") + "\\n"
    let port = there.port
    let here = try RogueController { request in
      guard request.call == "Admin.Login" else { return nil }
      return .text(
        #"""
        {"request-id":$ID,"error":"redirection required","error-code":"redirection required",
        "error-info":{"servers":[[{"value":"127.0.0.1","port":\#(port),"type":"ipv4",
        "scope":"local-cloud"}]],"ca-cert":"\#(escaped)"}}
        """#)
    }
    defer { here.stop() }
    let answer = try ControllerStage(port: here.port).enter("offers")
    #expect(answer.status == 0, "\(answer.text)")
    #expect(there.calls == ["ApplicationOffers.ListApplicationOffers"])
  }

  @Test func aWrongPasswordIsNotAskedForAgain() throws {
    let controller = try RogueController { request in
      guard request.call == "Admin.Login" else { return nil }
      return .text(
        #"""
        {"request-id":$ID,"error":"invalid entity name or password",
        "error-code":"unauthorized access","response":{}}
        """#)
    }
    defer { controller.stop() }
    let answer = try ControllerStage(port: controller.port).enter("offers")
    #expect(answer.text.contains("invalid entity name or password"))
    #expect(answer.status == 4)
    #expect(controller.requests.count == 1)
  }
}
