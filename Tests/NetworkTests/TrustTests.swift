import Diagnostics
import JSON
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

  /// Both forms that macaroons are written in.
  @Test(arguments: [
    #"""
    "discharge-required":{"location":"juju","identifier":"x","signature":"00",
    "caveats":[{"cid":"a","vid":"b","cl":"https://identity.example/v1"}]}
    """#,
    #"""
    "bakery-discharge-required":{"v":3,"m":{"l":"juju","i":"x","s64":"AAAA",
    "c":[{"i":"own"},{"i64":"YQ","v64":"Yg","l":"https://identity.example/v1"}]}}
    """#,
  ])
  func aDischargeThatNeedsABrowserIsToldWithItsAddress(macaroon: String) throws {
    let controller = try RogueController { request in
      guard request.call == "Admin.Login" else { return nil }
      return .text(
        #"{"request-id":$ID,"response":{\#(macaroon),"#
          + #""discharge-required-error":"verification failed: no macaroons"}}"#)
    }
    defer { controller.stop() }
    let stage = try ControllerStage(port: controller.port, account: "{user: bob@external}")
    let answer = stage.enter("offers")
    #expect(
      answer.text.contains("an identity provider at https://identity.example/v1"), "\(answer.text)")
    #expect(answer.text.contains("'juju login' does that in a browser"))
    #expect(answer.text.components(of: "ERROR").count == 2)
    #expect(answer.status == 4)
  }

  /// What `juju login` keeps: a local user has no password in accounts.yaml, one of an identity
  /// provider has no tag of its own.
  @Test(arguments: [
    ("bob", "127.0.0.1", true, "user-bob"), ("bob@external", "127.0.0.1", true, ""),
    ("bob@external", "10.0.0.9", false, ""),
  ])
  func theMacaroonsJujusClientKeepsLogIn(
    user: String, host: String, isSent: Bool, tag: String
  ) throws {
    let controller = try RogueController { request in
      request.call == "ApplicationOffers.ListApplicationOffers"
        ? .text(#"{"request-id":$ID,"response":{"results":[]}}"#) : nil
    }
    defer { controller.stop() }
    // [{"c":[{"i":"declared username bob"}],"l":"juju","i":"id","s64":"c2VjcmV0LXNpZw"}]
    let value =
      "W3siYyI6W3siaSI6ImRlY2xhcmVkIHVzZXJuYW1lIGJvYiJ9XSwibCI6Imp1anUiLCJpIjoiaWQiLCJzNjQiOiJjMlZqY21WMExYTnBadyJ9XQ=="
    let stage = try ControllerStage(
      ["127.0.0.1:\(controller.port)"], certificate: Loopback.madeAuthority().certificate,
      account: "{user: \(user)}",
      cookies: #"""
        [{"Name":"other","Value":"x","CanonicalHost":"127.0.0.1"},
        {"Name":"macaroon-0123","Value":"\#(value)","Domain":"","Path":"/","Persistent":true,
        "HostOnly":true,"Expires":"2126-01-01T00:00:00Z","CanonicalHost":"\#(host)"}]
        """#,
      arguments: ["--debug"])
    let answer = stage.enter("offers")
    #expect(answer.status == 0, "\(answer.text)")
    #expect(!answer.text.contains("c2VjcmV0LXNpZw"))
    let login = try #require(controller.requests.first)
    let parameters = try JSONBuffer.parse(Array(login.text.utf8)).root.member("params")
    #expect(parameters?.member("auth-tag")?.string() ?? "" == tag)
    #expect(parameters?.member("credentials")?.string() ?? "" == "")
    let macaroons = parameters?.member("macaroons").map { Array($0.elements) } ?? []
    #expect(macaroons.count == (isSent ? 1 : 0), "\(login.text)")
    let sent = macaroons.first?.elements.first { _ in true }
    #expect(sent?.member("s64")?.string() == (isSent ? "c2VjcmV0LXNpZw" : nil))
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
