import Diagnostics
import Glibc
import SandboxServer
import Shell
import Synchronization
import TestSupport
import Testing

/// What goes wrong between the shell and a Waldur server ends in one clear message and the right
/// status; nothing hangs, and no write is made twice.
@Suite struct ServerFaultTests {
  /// A line that makes one read, and one that makes one write.
  private static let read = "users --me | get username"
  private static let write = "approve-order 00000000000000000000000000000001"

  private func enter(
    _ line: String = Self.read, arguments: [String] = [], isInterrupted: Bool = false,
    _ react: @escaping @Sendable (RogueServer.Request) -> RogueServer.Reaction
  ) throws -> (answer: ScriptedShell.Answer, server: RogueServer) {
    let server = try RogueServer(react)
    defer { server.stop() }
    let shell = try Self.shell("http://127.0.0.1:\(server.port)/", arguments: arguments)
    let answer = isInterrupted ? shell.enterAndInterrupt(line) : shell.enter(line)
    return (answer, server)
  }

  private static func shell(
    _ url: String, arguments: [String] = [], environment: [String: String] = [:],
    network: HurriedNetwork = HurriedNetwork()
  ) throws -> ScriptedShell {
    var all = ["WALDUR_API_URL": url, "WALDUR_ACCESS_TOKEN": "abc"]
    all.merge(environment) { $1 }
    return try ScriptedShell(
      arguments.isEmpty ? ["--timeout", "5s"] : arguments, environment: all,
      isOnSandbox: false, network: network)
  }

  private static let me = #"{"username":"paula","uuid":"00000000000000000000000000000002"}"#

  // MARK: Answers

  @Test(arguments: [
    (301, "", "sends GET /api/users/me/ elsewhere (status 301)", 5),
    (400, #"{"field":["No."]}"#, "field: No", 1),
    (401, #"{"detail":"Token has expired."}"#, "Token has expired", 4),
    (403, #"{"detail":"You do not have permission."}"#, "You do not have permission", 4),
    (404, "<h1>Not Found</h1>", "the server has no call GET /api/users/me/", 1),
    (404, #"{"detail":"Not found."}"#, "Not found", 1),
    (409, #"{"detail":"Wrong state."}"#, "Wrong state", 1),
    (429, "", "with status 429", 1),
    (500, "<html>oops</html>", "the server failed on GET /api/users/me/ (status 500)", 5),
    (502, "<html>oops</html>", "the server failed on GET /api/users/me/ (status 502)", 5),
    (503, "", "(status 503)", 5),
    (200, "{nonsense", "cannot be understood", 5),
    (200, "[]", "cannot be understood", 5),
    (200, "<html>hello</html>", "cannot be understood", 5),
  ])
  func tellsWhatIsWrongWithAnAnswer(
    status: Int, body: String, words: String, exit: Int32
  ) throws {
    let (answer, _) = try enter { _ in .answer(status, [("Location", "https://e/")], body) }
    #expect(answer.text.contains(words), "\(answer.text)")
    #expect(answer.text.components(of: "ERROR").count == 2)
    #expect(answer.status == exit)
  }

  @Test(arguments: [
    (#"{"username":17,"permissions":null}"#, 0), (#"{"username":"paula","new":{"a":[1]}}"#, 0),
    (#"{"username":"paula","registration_method":"telepathy"}"#, 0),
  ])
  func takesWhatIsNewOrMissing(body: String, status: Int32) throws {
    let (answer, _) = try enter { _ in .json(body) }
    #expect(answer.status == status, "\(answer.text)")
  }

  /// A list inside an object may be null; in place of a page it is no answer.
  @Test func aPageThatIsNullIsTold() throws {
    let (answer, _) = try enter("keys | count") { _ in .json("null") }
    #expect(answer.text.contains("cannot be understood: expected an array"), "\(answer.text)")
    #expect(answer.text.components(of: "ERROR").count == 2)
    #expect(answer.status == 5)
  }

  @Test func waitsAsLongAsTheServerAsks() throws {
    let (answer, server) = try enter { request in
      request.index == 0 ? .answer(429, [("Retry-After", "7")], "") : .json(Self.me)
    }
    #expect(answer.output == "paula\n")
    #expect(server.lines.count == 2)
  }

  @Test func refusesABodyWithoutEnd() throws {
    let (answer, _) = try enter { _ in
      .cut(
        "HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n"
          + String(repeating: " ", count: 9 << 20))
    }
    #expect(answer.status == 5)
    #expect(answer.text.contains("larger"), "\(answer.text)")
  }

  /// A few bytes that grow to more than is taken.
  @Test func aBombIsRefusedOnce() throws {
    let body = GzipBomb.bytes
    let head =
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n"
    let (answer, server) = try enter { _ in .bytes(Array(head.utf8) + body) }
    #expect(answer.status == 5)
    #expect(answer.text.contains("larger"), "\(answer.text)")
    #expect(server.lines.count == 1)
  }

  // MARK: Connections that end

  @Test func aBodyCutInTheMiddleIsReadAgainAndThenTold() throws {
    let (answer, server) = try enter { _ in
      .cut("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"username\"")
    }
    #expect(answer.text.contains("was lost"), "\(answer.text)")
    #expect(answer.status == 5)
    #expect(server.lines.count == 4)
    #expect(answer.text.components(of: "; asking again").count == 4, "\(answer.text)")
  }

  @Test func oneByteAtATimeIsEnough() throws {
    let (answer, _) = try enter { _ in
      .drip("HTTP/1.1 200 OK\r\nContent-Length: \(Self.me.utf8.count)\r\n\r\n\(Self.me)")
    }
    #expect(answer.output == "paula\n")
  }

  @Test func aServerMayCloseKeptConnectionsBetweenRequests() throws {
    let server = try RogueServer { _ in
      .answerAndClose(
        "HTTP/1.1 200 OK\r\nContent-Length: \(Self.me.utf8.count)\r\n\r\n\(Self.me)")
    }
    defer { server.stop() }
    let shell = try Self.shell("http://127.0.0.1:\(server.port)/")
    for _ in 0..<5 { #expect(shell.enter("users --me | get username").output == "paula\n") }
  }

  @Test func connectionsAreKept() throws {
    let server = try RogueServer { _ in .json(Self.me) }
    defer { server.stop() }
    let shell = try Self.shell("http://127.0.0.1:\(server.port)/")
    for _ in 0..<5 { _ = shell.enter("show-user") }
    for _ in 0..<5 { #expect(shell.enter("keys").status != 0) }
    #expect(server.lines.count >= 5)
    #expect(server.connectionCount == 1)
  }

  @Test func aLostWriteIsToldAndNeverRepeated() throws {
    let (answer, server) = try enter(Self.write) { request in
      request.line.hasPrefix("POST") ? .cut("HTTP/1.1 2") : .json(Self.order)
    }
    #expect(answer.text.contains("had been sent and may have been carried out"), "\(answer.text)")
    #expect(answer.status == 5)
    #expect(server.lines.filter { $0.hasPrefix("POST") }.count == 1)
  }

  @Test func aWriteWithAnAnswerOfAnotherLanguageIsToldAsUnknown() throws {
    let uuid = "00000000000000000000000000000001"
    let (answer, server) = try enter("set-backend-id \(uuid) hpc-1") { request in
      request.line.hasPrefix("POST")
        ? .answer(200, [("Content-Type", "text/html")], "<html>welcome</html>")
        : .json(#"{"uuid":"\#(uuid)","name":"r"}"#)
    }
    #expect(answer.text.contains("had been sent and may have been carried out"), "\(answer.text)")
    #expect(answer.status == 5)
    #expect(server.lines.filter { $0.hasPrefix("POST") }.count == 1)
  }

  private static let order = #"""
    {"uuid":"00000000000000000000000000000001","state":"pending-provider","type":"Create"}
    """#

  // MARK: No server there

  @Test func aClosedPortIsTold() throws {
    let (socket, port) = try #require(FaultyProxy.listen())
    close(socket)
    let answer = try Self.shell("http://127.0.0.1:\(port)/").enter(Self.read)
    #expect(answer.text.contains("http://127.0.0.1:\(port) cannot be reached: connection refused"))
    #expect(answer.status == 5)
  }

  @Test func anUnknownHostIsTold() throws {
    let answer = try Self.shell("https://offsh-has-no-such-host.invalid/").enter(Self.read)
    #expect(answer.text.contains("the host name is unknown"), "\(answer.text)")
    #expect(answer.status == 5)
  }

  @Test func silenceEndsInTime() throws {
    let (answer, server) = try enter(arguments: ["--timeout", "200ms"]) { _ in .silence }
    #expect(answer.text.contains("no answer in time"), "\(answer.text)")
    #expect(answer.status == 5)
    #expect(server.lines.count == 1)
  }

  @Test func whoeverAcceptsAndNeverSecuresIsTold() throws {
    let (socket, port) = try #require(FaultyProxy.listen())
    defer { close(socket) }
    let answer = try Self.shell("https://127.0.0.1:\(port)/").enter(Self.read)
    var taken = 0
    _ = fcntl(socket, F_SETFL, O_NONBLOCK)
    while case let connection = accept(socket, nil, nil), connection >= 0 {
      taken += 1
      close(connection)
    }
    #expect(taken == 1)
    #expect(answer.text.contains("https://127.0.0.1:\(port) cannot be reached: no answer"))
    #expect(answer.text.components(of: "ERROR").count == 2, "\(answer.text)")
    #expect(answer.status == 5)
  }

  /// Also where the time limit is shorter than that of connecting: nothing was sent.
  @Test func whoeverNeverSecuresWithinTheTimeLimitWasSentNothing() throws {
    let (socket, port) = try #require(FaultyProxy.listen())
    defer { close(socket) }
    var network = HurriedNetwork()
    network.limits.connecting = .seconds(60)
    let answer = try Self.shell(
      "https://127.0.0.1:\(port)/", arguments: ["--timeout", "300ms"], network: network
    ).enter("try { \(Self.read) } catch e { echo $e.id }")
    #expect(answer.text == "waldur.no-answer\n")
  }

  @Test func aSilentProxyIsNamed() throws {
    let (socket, port) = try #require(FaultyProxy.listen())
    defer { close(socket) }
    let answer = try Self.shell(
      "https://waldur.example/", arguments: ["--timeout", "300ms"],
      environment: ["https_proxy": "127.0.0.1:\(port)"]
    ).enter(Self.read)
    #expect(
      answer.text.contains("the proxy 127.0.0.1:\(port) (https_proxy)"), "\(answer.text)")
    #expect(answer.status == 5)
  }

  /// Neither TCP nor TLS comes about: nobody takes the connection, or nobody speaks.
  @Test(arguments: [true, false]) func ctrlCEndsConnecting(isTaken: Bool) throws {
    let (socket, port) = try #require(FaultyProxy.listen(backlog: isTaken ? 16 : 0))
    defer { close(socket) }
    let fillers = isTaken ? [] : (0..<4).map { _ in FaultyProxy.beginConnecting(to: port) }
    defer { fillers.forEach { close($0) } }
    var network = HurriedNetwork()
    network.limits.connecting = .seconds(60)
    let answer = try Self.shell("https://127.0.0.1:\(port)/", network: network)
      .enterAndInterrupt(Self.read)
    #expect(answer.status == 130)
  }

  @Test func ctrlCEndsWaiting() throws {
    let (answer, _) = try enter(isInterrupted: true) { _ in .silence }
    #expect(answer.status == 130)
  }

  @Test func ctrlCEndsReadingABody() throws {
    let (answer, _) = try enter(isInterrupted: true) { _ in
      .drip("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"user")
    }
    #expect(answer.status == 130)
  }

  @Test func ctrlCDuringAWriteSaysThatItMayHaveBeenCarriedOut() throws {
    let (answer, server) = try enter(Self.write, isInterrupted: true) { request in
      request.line.hasPrefix("POST") ? .silence : .json(Self.order)
    }
    #expect(answer.text.contains("may have been carried out"), "\(answer.text)")
    #expect(answer.status == 130)
    #expect(server.lines.filter { $0.hasPrefix("POST") }.count == 1)
  }

  // MARK: Trust

  /// Enters the line that reads, at a server with such a certificate, as the profile's ca-file has it.
  private func enterSecurely(
    _ validity: Authority.Validity, authority: String? = nil
  ) throws -> (answer: ScriptedShell.Answer, requests: Int) {
    let own = try Loopback.madeAuthority()
    let server = try RogueServer(tls: own.serverContext(validity)) { _ in .json(Self.me) }
    defer { server.stop() }
    let folder = TemporaryFolder()
    folder.write((authority ?? own.certificate).utf8, to: "ca.pem")
    mkdir(folder.file("offsh"), 0o700)
    folder.write(
      """
      waldur:
        lab: {url: 'https://localhost:\(server.port)/', ca-file: \(folder.file("ca.pem")), token-command: echo abc}

      """.utf8, to: "offsh/config.yaml")
    let shell = try ScriptedShell(
      ["--timeout", "5s"], environment: ["XDG_CONFIG_HOME": folder.path],
      isOnSandbox: false, network: HurriedNetwork())
    return (shell.enter(Self.read), server.lines.count)
  }

  @Test func anAuthorityOfItsOwnIsNamedInTheProfile() throws {
    let (answer, _) = try enterSecurely(.init())
    #expect(answer.output == "paula\n", "\(answer.text)")
  }

  @Test func anotherAuthorityIsNotTrusted() throws {
    let other = try Authority().certificate
    let (answer, requests) = try enterSecurely(.init(), authority: other)
    #expect(
      answer.text.contains("no authority that is known here vouches for it"), "\(answer.text)")
    #expect(answer.status == 5)
    #expect(requests == 0)
  }

  @Test func anExpiredCertificateIsTold() throws {
    let (answer, requests) = try enterSecurely(.init(begins: -7200, ends: -3600))
    #expect(answer.text.contains("its certificate expired on "), "\(answer.text)")
    #expect(answer.text.contains("have to renew it"))
    #expect(!answer.text.contains("ca-file"))
    #expect(answer.status == 5)
    #expect(requests == 0)
  }

  @Test func aCertificateForAnotherNameIsTold() throws {
    let (answer, requests) = try enterSecurely(.init(otherHost: "elsewhere.example"))
    #expect(answer.text.contains("its certificate is for another name"), "\(answer.text)")
    #expect(answer.status == 5)
    #expect(requests == 0)
  }

  @Test func aServerWithoutTLSIsTold() throws {
    let server = try RogueServer { _ in .json(Self.me) }
    defer { server.stop() }
    let answer = try Self.shell("https://127.0.0.1:\(server.port)/").enter(Self.read)
    #expect(answer.status == 5, "\(answer.text)")
    #expect(answer.text.components(of: "ERROR").count == 2)
  }

  // MARK: Tokens and proxies

  @Test func anotherTokenOfTheProfileIsTakenWhenTheFirstExpired() throws {
    let server = try RogueServer { request in
      request.head.contains("Token second")
        ? .json(Self.me) : .json(#"{"detail":"Token has expired."}"#, status: 401)
    }
    defer { server.stop() }
    let folder = TemporaryFolder()
    mkdir(folder.file("offsh"), 0o700)
    // The first time the file is not there yet.
    let command =
      "cat \(folder.file("token")) 2>/dev/null || (echo second > \(folder.file("token")); echo first)"
    folder.write(
      "waldur: {lab: {url: 'http://127.0.0.1:\(server.port)/', token-command: '\(command)'}}\n"
        .utf8,
      to: "offsh/config.yaml")
    let shell = try ScriptedShell(
      [], environment: ["XDG_CONFIG_HOME": folder.path],
      isOnSandbox: false, network: HurriedNetwork())
    #expect(shell.enter(Self.read).output == "paula\n")
    #expect(server.lines.count == 2)
  }

  @Test func theProxyOfTheEnvironmentIsTaken() throws {
    let proxy = try RogueServer { request in
      if request.line.hasPrefix("GET") { return .json(Self.me) }
      return request.head.contains("Basic bmFtZTpwYXNz")
        ? .drip("HTTP/1.1 200 Connected\r\n\r\n") : .answer(407, [], "")
    }
    defer { proxy.stop() }
    let environment = ["http_proxy": "http://name:pass@127.0.0.1:\(proxy.port)"]
    let shell = try Self.shell("http://waldur.example/", environment: environment)
    #expect(shell.enter(Self.read).output == "paula\n")
    #expect(proxy.lines == ["CONNECT waldur.example:80", "GET /api/users/me/"])
  }

  /// Nobody is there, or nobody has such a name: that is not the server's fault.
  @Test(arguments: [true, false]) func aProxyThatCannotBeReachedIsNamed(isNamed: Bool) throws {
    let (socket, port) = try #require(FaultyProxy.listen())
    close(socket)
    let place = isNamed ? "offsh-has-no-such-proxy.invalid:3128" : "127.0.0.1:\(port)"
    let answer = try Self.shell(
      "https://waldur.example/", environment: ["https_proxy": "http://name:hush@\(place)"]
    ).enter(Self.read)
    let why = isNamed ? "the host name is unknown" : "connection refused"
    #expect(
      answer.text.contains("ERROR the proxy \(place) (https_proxy) cannot be reached: \(why)"),
      "\(answer.text)")
    #expect(answer.text.contains("no_proxy=waldur.example goes there directly"))
    #expect(!answer.text.contains("hush") && !answer.text.contains("asking again"))
    #expect(answer.status == 5)
  }

  @Test(arguments: [
    (403, "does not open the way to https://waldur.example: it answers 403 Whatever"),
    (502, "does not open the way to https://waldur.example: it answers 502 Whatever"),
    (407, "wants a name and a password"),
  ])
  func aProxyThatRefusesIsToldWithWhatItSays(status: Int, words: String) throws {
    let proxy = try RogueServer { _ in .answer(status, [], "") }
    defer { proxy.stop() }
    let answer = try Self.shell(
      "https://waldur.example/", environment: ["ALL_PROXY": "127.0.0.1:\(proxy.port)"]
    ).enter(Self.read)
    #expect(
      answer.text.contains("ERROR the proxy 127.0.0.1:\(proxy.port) (ALL_PROXY) \(words)"),
      "\(answer.text)")
    #expect(!answer.text.contains("asking again"))
    #expect(answer.status == 5)
    // Once for the request, and once to hear why.
    #expect(proxy.lines.count == (status == 407 ? 1 : 2))
  }

  @Test func noProxyIsTakenForExceptions() throws {
    let server = try RogueServer { _ in .json(Self.me) }
    defer { server.stop() }
    let environment = ["http_proxy": "127.0.0.1:1", "no_proxy": "example.org,127.0.0.1"]
    let shell = try Self.shell("http://127.0.0.1:\(server.port)/", environment: environment)
    #expect(shell.enter(Self.read).output == "paula\n")
  }
}

extension ScriptedShell {
  /// Presses Ctrl-C a moment after the line was entered.
  func enterAndInterrupt(_ line: String) -> Answer {
    let later = Later { [self] in interrupt() }
    defer { later.end() }
    return enter(line)
  }
}
