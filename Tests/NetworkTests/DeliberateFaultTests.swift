import Shell
import TestSupport
import Testing

/// What `offsh sandbox serve --latency MS --fail RATE` does to whoever calls.
@Suite struct DeliberateFaultTests {
  private static let latency = Duration.milliseconds(300)

  /// A shell whose Waldur server is the sandbox.
  private func provider(of world: SpoiledSandbox) throws -> ScriptedShell {
    try ScriptedShell(
      environment: [
        "WALDUR_API_URL": "http://127.0.0.1:\(world.server.waldurPort)/",
        "WALDUR_ACCESS_TOKEN": world.token,
      ],
      isOnSandbox: false, network: HurriedNetwork())
  }

  /// Only the lower bound is sure: a busy machine takes longer.
  private func duration(of body: () -> Void) -> Duration { ContinuousClock().measure(body) }

  @Test func anAnswerThatIsKeptBackComes() throws {
    let world = try SpoiledSandbox(latency: Self.latency)
    defer { world.stop() }
    let provider = try provider(of: world)
    var answers: [ScriptedShell.Answer] = []
    let controllers = duration { answers.append(world.stage.enter("offers")) }
    let servers = duration { answers.append(provider.enter("users --me | get username")) }
    #expect(answers.map(\.status) == [0, 0], "\(answers.map(\.text))")
    #expect(answers[0].output.contains("postgresql"))
    // The login and the call.
    #expect(controllers >= Self.latency * 2)
    #expect(servers >= Self.latency)
  }

  @Test func patienceThatIsShorterThanTheLatencyEnds() throws {
    let world = try SpoiledSandbox(arguments: ["--timeout", "1s"], latency: .seconds(60))
    defer { world.stop() }
    let answer = world.stage.enter("offers")
    #expect(answer.text.contains("was not answered in time"), "\(answer.text)")
    #expect(answer.status == 5)
  }

  /// A controller that answers that it could not has been reached, and has refused.
  @Test(arguments: ["offers", "grant bob read admin/default.postgresql"])
  func aControllerRefusesOnPurpose(_ line: String) throws {
    let world = try SpoiledSandbox(failureRate: 1)
    defer { world.stop() }
    let answer = world.stage.enter(line)
    #expect(answer.text.contains("the sandbox fails on purpose (--fail)"), "\(answer.text)")
    #expect(answer.text.components(of: "ERROR").count == 2, "\(answer.text)")
    #expect(answer.status == 1)
  }

  /// Reads are tried again first, without another word.
  @Test(arguments: ["orders", "approve-order 00000000000000000000000000000001"])
  func aServerFailsOnPurpose(_ line: String) throws {
    let world = try SpoiledSandbox(failureRate: 1)
    defer { world.stop() }
    let answer = try provider(of: world).enter(line)
    #expect(answer.text.contains("The sandbox fails on purpose (--fail)"), "\(answer.text)")
    #expect(answer.text.components(of: "ERROR").count == 2, "\(answer.text)")
    #expect(answer.status == 5)
  }

  /// Three in ten fail, and a read that is tried four times gets through.
  @Test func readsGetThroughAServerThatFailsAtTimes() throws {
    let world = try SpoiledSandbox(failureRate: 0.3)
    defer { world.stop() }
    let provider = try provider(of: world)
    for _ in 0..<8 { #expect(provider.enter("users --me | get username").status == 0) }
  }
}
