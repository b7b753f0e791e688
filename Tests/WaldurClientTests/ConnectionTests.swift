import Diagnostics
import EffectGate
import Synchronization
import Testing
import Values
import WaldurWire

@testable import WaldurClient

@Suite struct ConnectionTests {
  @Test(arguments: [
    ("https://h/", "https://h"), ("https://h/api/", "https://h"),
    ("http://H:80/api", "http://H:80"),
    ("https://h/waldur/api/", "https://h/waldur"),
  ])
  func addressesAreReadInBothForms(text: String, address: String) {
    #expect(WaldurAddress(text)?.description == address)
  }

  @Test(arguments: ["", "h", "ftp://h/", "https://", "https://u:p@h/", "https://h/?a=b"])
  func whatIsNoAddressIsRefused(text: String) { #expect(WaldurAddress(text) == nil) }

  @Test func tokensAreTrimmedAndNeverDescribed() {
    let token = AccessToken("  abc\n")
    #expect(token?.exposed == "abc")
    #expect("\(String(describing: token))".contains("abc") == false)
    #expect(AccessToken(" \n") == nil)
    #expect(AccessToken("a b") == nil)
    #expect(AccessToken("a\r\nHost: x") == nil)
  }

  @Test func requestsAreSignedAndKeepTheirSlash() throws {
    let server = ListServer([])
    _ = try server.connection().get("/api/x/", ["a": "b c"])
    let request = try #require(server.state.withLock { $0.requests.first })
    #expect(request.headers["authorization"] == "Token secret-token")
    #expect(request.target == "/api/x/?a=b+c")
  }

  @Test func readsAreTriedAgainAsLongAsTheServerAsks() throws {
    let server = ListServer([1])
    server.state.withLock {
      $0.refusals = [HTTPResponse(429, headers: ["Retry-After": "7"]), HTTPResponse(503)]
    }
    _ = try server.connection().get("/api/x/")
    #expect(server.state.withLock { $0.pauses } == [.seconds(7), .milliseconds(500)])
  }

  @Test(arguments: [
    "Sun, 22 Nov 2026 00:00:07 GMT", "Sunday, 22-Nov-26 00:00:07 GMT", "Sun Nov 22 00:00:07 2026",
  ])
  func aServerMayNameTheMomentToAskAgain(moment: String) throws {
    let server = ListServer([1])
    let refusal = HTTPResponse(
      429, headers: ["Retry-After": moment, "Date": "Sun, 22 Nov 2026 00:00:00 GMT"])
    server.state.withLock { $0.refusals = [refusal, refusal] }
    _ = try server.connection().get("/api/x/")
    #expect(server.state.withLock { $0.pauses } == [.seconds(7), .seconds(7)])
    server.state.withLock { $0.refusals = [refusal] }
    #expect(try server.connection().write(.post, "/api/x/")?.status == 200)
    #expect(server.state.withLock { $0.pauses.count } == 3)
  }

  @Test(arguments: ["Thu, 01 Jan 1970 00:00:00 GMT", "0", "-5", "soon", "Sun, 99 Nov 2026 0 GMT"])
  func aReadIsNeverAskedAgainAtOnce(wait: String) throws {
    let server = ListServer([1])
    server.state.withLock {
      $0.refusals = Array(repeating: HTTPResponse(429, headers: ["Retry-After": wait]), count: 9)
    }
    _ = #expect(throws: Diagnostic.self) { try server.connection().get("/api/x/") }
    #expect(
      server.state.withLock { $0.pauses }
        == [.milliseconds(250), .milliseconds(500), .seconds(1)])
  }

  @Test(arguments: [WaldurDiagnostic.timedOut, WaldurDiagnostic.noAnswer])
  func whatWasWaitedForInVainIsNotAskedAgain(id: DiagnosticID) throws {
    let server = ListServer([1])
    server.failure.withLock { $0 = Diagnostic(id, "no answer in time", isRetryable: true) }
    let error = #expect(throws: Diagnostic.self) { try server.connection().get("/api/x/") }
    #expect(error?.id == id)
    #expect(server.state.withLock { $0.deadlines.count } == 1)
    #expect(server.state.withLock { $0.notes.isEmpty })
  }

  @Test func allTriesShareOneDeadlineAndEachIsNoted() throws {
    let server = ListServer([1])
    server.failure.withLock {
      $0 = Diagnostic(WaldurDiagnostic.connectionLost, "it was lost", isRetryable: true)
    }
    _ = #expect(throws: Diagnostic.self) {
      try server.connection(patience: .seconds(3600)).get("/api/x/")
    }
    let (deadlines, notes) = server.state.withLock { ($0.deadlines, $0.notes) }
    #expect(deadlines.count == 4)
    #expect(deadlines.first != nil && Set(deadlines).count == 1)
    #expect(notes == Array(repeating: "note: it was lost; asking again", count: 3))
  }

  @Test func nothingIsAskedAgainPastTheDeadline() throws {
    let server = ListServer([1])
    server.state.withLock { $0.refusals = Array(repeating: HTTPResponse(502), count: 9) }
    _ = #expect(throws: Diagnostic.self) {
      try server.connection(patience: .zero).get("/api/x/")
    }
    #expect(server.state.withLock { $0.requests.count } == 1)
  }

  @Test func timeThatAServerAsksForIsNotTakenFromWhatIsWaitedForIt() throws {
    let server = ListServer([1])
    server.state.withLock {
      $0.refusals = [HTTPResponse(429, headers: ["Retry-After": "7"])]
    }
    _ = try server.connection(patience: .seconds(3600)).get("/api/x/")
    let (deadlines, notes) = server.state.withLock { ($0.deadlines, $0.notes) }
    let (first, second) = (try #require(deadlines.first), try #require(deadlines.last))
    let (start, end) = (try #require(first), try #require(second))
    #expect(end - start == .seconds(7))
    #expect(
      notes == [
        "note: the server answered GET /api/x/ with status 429; asking again in 7 s"
      ])
  }

  @Test func readsAreNotTriedForEver() throws {
    let server = ListServer([1])
    server.state.withLock { $0.refusals = Array(repeating: HTTPResponse(502), count: 9) }
    let error = #expect(throws: Diagnostic.self) { try server.connection().get("/api/x/") }
    #expect(error?.exitCode == .unreachable)
    #expect(server.state.withLock { $0.requests.count } == 4)
  }

  @Test func aFailedWriteIsNotRepeated() throws {
    let server = ListServer([])
    server.state.withLock { $0.refusals = [HTTPResponse(502)] }
    let error = #expect(throws: Diagnostic.self) {
      try server.connection().write(.post, "/api/x/", body: Array("{}".utf8))
    }
    #expect(error?.id == WaldurDiagnostic.serverFailed)
    #expect(server.state.withLock { $0.requests.count } == 1)
  }

  @Test func aThrottledWriteWasNotCarriedOutAndIsSentAgain() throws {
    let server = ListServer([])
    server.state.withLock { $0.refusals = [HTTPResponse(429, headers: ["Retry-After": "1"])] }
    #expect(try server.connection().write(.post, "/api/x/")?.status == 200)
    #expect(server.state.withLock { $0.requests.count } == 2)
  }

  @Test func aThrottledWriteIsNotSentForEver() throws {
    let server = ListServer([])
    server.state.withLock {
      $0.refusals = Array(repeating: HTTPResponse(429, headers: ["Retry-After": "0"]), count: 50)
    }
    let error = #expect(throws: Diagnostic.self) {
      try server.connection().write(.post, "/api/x/")
    }
    #expect(error?.id == WaldurDiagnostic.throttled)
    #expect(server.state.withLock { $0.requests.count } == 4)
    // A server that asks for no patience gets some all the same.
    #expect(server.state.withLock { $0.pauses.allSatisfy { $0 > .zero } })
  }

  @Test(arguments: [500, 502, 503, 301])
  func aWriteWithoutAGoodAnswerMayHaveBeenCarriedOut(status: Int) throws {
    let outcomes = Mutex<[EffectGate.Outcome]>([])
    let gate = EffectGate(
      surroundings: EffectGate.Surroundings(
        report: { _ in }, ask: nil,
        audit: { _, outcome in outcomes.withLock { $0.append(outcome) } }))
    let server = ListServer([])
    server.state.withLock { $0.refusals = [HTTPResponse(status)] }
    let error = #expect(throws: Diagnostic.self) {
      try server.connection(gate: gate).write(.post, "/api/x/")
    }
    #expect(error?.message.contains("may have been carried out") == true)
    #expect(error?.isRetryable == false)
    #expect(outcomes.withLock { $0 } == [.unknown])
  }

  @Test(arguments: [(200, "<html>welcome</html>"), (204, ""), (200, "{\"uuid\""), (201, "[]")])
  func aWriteWithAnAnswerThatSaysNothingMayHaveBeenCarriedOut(status: Int, body: String) throws {
    let outcomes = Mutex<[EffectGate.Outcome]>([])
    let gate = EffectGate(
      surroundings: EffectGate.Surroundings(
        report: { _ in }, ask: nil,
        audit: { _, outcome in outcomes.withLock { $0.append(outcome) } }))
    let server = ListServer([])
    let answer = HTTPResponse(status, body: Array(body.utf8))
    server.state.withLock { $0.refusals = [answer, answer] }
    let error = #expect(throws: Diagnostic.self) {
      _ = try server.connection(gate: gate).write(
        .post, "/api/x/",
        reading: { (answer) throws(Diagnostic) -> Order in
          try WaldurConnection.object(answer, "/api/x/")
        })
    }
    #expect(error?.message.count(of: "had been sent and may have been carried out") == 1)
    #expect(error?.exitCode == .unreachable)
    // For whom the status says enough it was done.
    #expect(try server.connection(gate: gate).write(.post, "/api/x/")?.status == status)
    #expect(outcomes.withLock { $0 } == [.unknown, .done])
  }

  @Test func anInterruptedWriteSaysSoOnce() throws {
    let server = ListServer([])
    server.failure.withLock { $0 = Diagnostic(ValueDiagnostic.interrupted, "interrupted") }
    let error = #expect(throws: Diagnostic.self) {
      try server.connection().write(.post, "/api/x/")
    }
    let parts = error?.message.count(of: "may have been carried out") ?? 0
    #expect(parts == 1)
  }

  @Test func aServerThatRepeatsTheTokenDoesNotShowIt() throws {
    let traced = Mutex<[String]>([])
    let gate = EffectGate(
      surroundings: EffectGate.Surroundings(
        report: { _ in }, ask: nil, audit: { _, _ in },
        trace: { line in traced.withLock { $0.append(line) } }))
    let server = ListServer([])
    let body = #"{"detail":"Invalid: Token secret-token"}"#
    server.state.withLock { $0.refusals = [HTTPResponse(401, body: Array(body.utf8))] }
    let error = #expect(throws: Diagnostic.self) {
      try server.connection(gate: gate).get("/api/x/")
    }
    #expect(error?.message == "Invalid: Token •••")
    let lines = traced.withLock { $0 }
    #expect(lines.count == 2)
    #expect(!lines.joined().contains("secret-token"), "\(lines)")
  }

  @Test func aDryRunSendsNoWriteAndShowsItWithoutSecrets() throws {
    let said = Mutex<[String]>([])
    let gate = EffectGate(
      mode: .dryRun,
      surroundings: EffectGate.Surroundings(
        report: { line in said.withLock { $0.append(line) } }, ask: nil, audit: { _, _ in }))
    let server = ListServer([])
    let body = Array(#"{"name":"a","password":"hush"}"#.utf8)
    #expect(try server.connection(gate: gate).write(.post, "/api/x/", body: body) == nil)
    #expect(server.state.withLock { $0.requests.isEmpty })
    #expect(
      said.withLock { $0 } == [#"would send to test: POST /api/x/ {"name":"a","password":"•••"}"#])
  }

  @Test(arguments: [
    (400, #"{"usages":[{"amount":["Bad."]}]}"#, "waldur.not-valid", 1, "usages[0].amount: Bad"),
    (401, #"{"detail":"Invalid token."}"#, "waldur.not-logged-in", 4, "Invalid token"),
    (403, #""No listing.""#, "waldur.permission-denied", 4, "No listing"),
    (404, #"{"detail":"Not found."}"#, "waldur.not-found", 1, "Not found"),
    (
      405, #"{"detail":"Method \"POST\" not allowed."}"#, "waldur.refused", 1,
      #"Method "POST" not allowed"#
    ),
    (409, #"{"error_message":"Busy"}"#, "waldur.wrong-state", 1, "Busy"),
    (500, "<html>", "waldur.server-failed", 5, "the server failed on GET /api/x/ (status 500)"),
    (301, "", "waldur.protocol", 5, "the server sends GET /api/x/ elsewhere (status 301)"),
  ])
  func everyRefusalBecomesOneError(
    status: Int, body: String, id: String, exit: Int32, message: String
  ) throws {
    let server = ListServer([])
    server.state.withLock { $0.refusals = [HTTPResponse(status, body: Array(body.utf8))] }
    let error = #expect(throws: Diagnostic.self) { try server.connection().get("/api/x/") }
    #expect(error?.id.name == id)
    #expect(error?.exitCode.rawValue == exit)
    #expect(error?.message == message)
  }

  @Test func conditionsThatTheServerCanCheckAreItsToCheck() throws {
    let server = ListServer([])
    let stream = server.connection().rows(
      RowRequest(
        "/api/x/", of: OrderFields.self, shown: ["uuid"],
        filters: [.word("state", OrderState.self), .uuid("project_uuid")]))
    stream.source?.narrow(by: [
      FieldTest(field: .of("state"), comparison: .equal, constant: .string("done"), span: nil),
      FieldTest(field: .of("state"), comparison: .equal, constant: .string("no word"), span: nil),
      FieldTest(field: .of("project_uuid"), comparison: .equal, constant: .string("x"), span: nil),
      FieldTest(field: .of("cost"), comparison: .equal, constant: .string("1"), span: nil),
      FieldTest(field: .of("type"), comparison: .notEqual, constant: .string("a"), span: nil),
    ])
    stream.source?.need(only: [.of("state"), .of("cost")])
    #expect(try stream.next()?.count == nil)
    let request = try #require(server.state.withLock { $0.requests.first })
    #expect(request.query == "state=done&field=state&field=cost&field=uuid&page_size=300")
  }
}

extension String {
  /// How often a text occurs in this one.
  fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
