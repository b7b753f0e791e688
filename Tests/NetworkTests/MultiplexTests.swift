import Diagnostics
import Glibc
import Sandbox
import Shell
import TestSupport
import Testing
import WaldurWire

/// Waldur over HTTP/2: what is read and what goes wrong is told as over HTTP/1.1.
@Suite struct MultiplexTests {
  private static let me = #"{"username":"paula","uuid":"00000000000000000000000000000002"}"#
  private static let read = "users --me | get username"
  private static let write = "approve-order 00000000000000000000000000000001"

  /// A shell whose profile has the server's authority and nothing else of it.
  private func shell(
    _ server: MultiplexServer, _ folder: TemporaryFolder, token: String = "abc",
    arguments: [String] = ["--timeout", "5s"]
  ) throws -> ScriptedShell {
    folder.write(try Loopback.madeAuthority().certificate.utf8, to: "ca.pem")
    folder.write(token.utf8, to: "token")
    chmod(folder.file("token"), 0o600)
    mkdir(folder.file("offsh"), 0o700)
    folder.write(
      """
      waldur:
        lab: {url: 'https://localhost:\(server.port)/', ca-file: \(folder.file("ca.pem")), token-file: \(folder.file("token"))}

      """.utf8, to: "offsh/config.yaml")
    return try ScriptedShell(
      arguments, environment: ["XDG_CONFIG_HOME": folder.path], isOnSandbox: false,
      network: HurriedNetwork())
  }

  private func enter(
    _ line: String = Self.read, arguments: [String] = ["--timeout", "5s"],
    isInterrupted: Bool = false,
    _ react: @escaping @Sendable (HTTPRequest, Int) -> MultiplexServer.Reaction
  ) throws -> (answer: ScriptedShell.Answer, server: MultiplexServer) {
    let server = try MultiplexServer(react)
    defer { server.stop() }
    let folder = TemporaryFolder()
    return try withExtendedLifetime(folder) {
      let shell = try shell(server, folder, arguments: arguments)
      return (isInterrupted ? shell.enterAndInterrupt(line) : shell.enter(line), server)
    }
  }

  private static func json(_ text: String, status: Int = 200) -> MultiplexServer.Reaction {
    .answer(
      HTTPResponse(
        status, headers: ["Content-Type": "application/json"], body: Array(text.utf8)))
  }

  // MARK: What works

  /// All pages of a list, several at a time, are what the sandbox in process gives.
  @Test func readsAListPageByPageOverOneConnection() throws {
    let sandbox = try Sandbox(store: .memory, clock: .fixed(1_795_248_000_000))
    _ = try sandbox.addOrders(700)
    let server = try MultiplexServer { request, _ in .answer(sandbox.answer(request)) }
    defer { server.stop() }
    let folder = TemporaryFolder()
    let token = try sandbox.localWaldur().token ?? ""
    let shell = try shell(server, folder, token: token)
    let count = shell.enter("orders | length")
    let total = try #require(Int(count.output.filter(\.isNumber)), "\(count.text)")
    #expect(total >= 700)
    #expect(shell.enter("orders | uniq --by uuid | length").output == count.output)
    #expect(shell.enter(Self.read).output == "paula\n")
    #expect(server.requests.count { $0.path.contains("orders") } > 4)
    #expect(server.connectionCount == 1)
  }

  @Test func sendsABodyAndTheToken() throws {
    let (answer, server) = try enter(Self.write) { request, _ in
      request.method == .get
        ? Self.json(
          #"{"uuid":"00000000000000000000000000000001","state":"pending-provider","type":"Create"}"#
        )
        : Self.json(#"{"detail":"Order has been approved."}"#)
    }
    #expect(answer.status == 0, "\(answer.text)")
    let post = try #require(server.requests.first { $0.method == .post })
    #expect(post.headers["authorization"] == "Token abc")
    #expect(post.headers["host"] == nil)
  }

  // MARK: What goes wrong

  @Test(arguments: [
    (403, #"{"detail":"You do not have permission."}"#, "You do not have permission", 4),
    (404, #"{"detail":"Not found."}"#, "Not found", 1), (503, "", "(status 503)", 5),
    (200, "{nonsense", "cannot be understood", 5),
  ])
  func tellsWhatIsWrongWithAnAnswer(
    status: Int, body: String, words: String, exit: Int32
  ) throws {
    let (answer, server) = try enter { _, _ in Self.json(body, status: status) }
    #expect(answer.text.contains(words), "\(answer.text)")
    #expect(answer.text.components(of: "ERROR").count == 2)
    #expect(answer.status == exit)
    #expect(server.connectionCount > 0)
  }

  @Test(arguments: [MultiplexServer.Reaction.reset(.internalError), .half("{\"username\""), .cut])
  func aReadIsTriedAgainAndThenTold(reaction: MultiplexServer.Reaction) throws {
    let (answer, server) = try enter { _, _ in reaction }
    #expect(answer.text.contains("was lost: "), "\(answer.text)")
    #expect(!answer.text.contains("Error"), "\(answer.text)")
    #expect(answer.text.components(of: "ERROR").count == 2, "\(answer.text)")
    #expect(answer.status == 5)
    // Four times in all; one that meets a connection as it ends is not seen there.
    #expect((2...4).contains(server.requests.count))
  }

  @Test(arguments: [MultiplexServer.Reaction.reset(.internalError), .half("{"), .cut])
  func aReadSurvivesWhatHappensOnce(reaction: MultiplexServer.Reaction) throws {
    let (answer, server) = try enter { _, index in index == 0 ? reaction : Self.json(Self.me) }
    #expect(answer.output == "paula\n", "\(answer.text)")
    #expect(server.requests.count == 2)
  }

  @Test func aServerThatTakesNoMoreOverAConnectionGetsAnother() throws {
    let server = try MultiplexServer { _, _ in
      .farewell(
        HTTPResponse(
          200, headers: ["Content-Type": "application/json"], body: Array(Self.me.utf8)))
    }
    defer { server.stop() }
    let folder = TemporaryFolder()
    let shell = try shell(server, folder)
    for _ in 0..<3 { #expect(shell.enter(Self.read).output == "paula\n") }
    #expect(server.connectionCount == 3)
    #expect(server.requests.count == 3)
  }

  private static let order = #"""
    {"uuid":"00000000000000000000000000000001","state":"pending-provider","type":"Create"}
    """#

  @Test(arguments: [MultiplexServer.Reaction.reset(.internalError), .half("{"), .cut])
  func aLostWriteIsToldAndNeverRepeated(reaction: MultiplexServer.Reaction) throws {
    let (answer, server) = try enter(Self.write) { request, _ in
      request.method == .post ? reaction : Self.json(Self.order)
    }
    #expect(answer.text.contains("had been sent and may have been carried out"), "\(answer.text)")
    #expect(answer.status == 5)
    #expect(server.requests.count { $0.method == .post } == 1)
  }

  /// What a server refuses by its stream it has not begun.
  @Test func aRefusedWriteIsNotCalledUncertain() throws {
    let (answer, _) = try enter(Self.write) { request, _ in
      request.method == .post ? .reset(.refusedStream) : Self.json(Self.order)
    }
    #expect(answer.text.contains("the server takes no more requests"), "\(answer.text)")
    #expect(!answer.text.contains("may have been carried out"))
    #expect(answer.status == 5)
  }

  @Test func silenceEndsInTime() throws {
    let (answer, _) = try enter(arguments: ["--timeout", "200ms"]) { _, _ in .silence }
    #expect(answer.text.contains("no answer in time"), "\(answer.text)")
    #expect(answer.status == 5)
  }

  @Test func ctrlCEndsWaiting() throws {
    let (answer, _) = try enter(isInterrupted: true) { _, _ in .silence }
    #expect(answer.status == 130)
  }
}
