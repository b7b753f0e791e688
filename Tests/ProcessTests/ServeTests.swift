import TestSupport
import Testing

/// `offsh sandbox serve`, and offsh as a client of it: two processes and the ports between them.
@Suite struct ServeTests {
  private let home = TemporaryFolder()

  private func run(_ line: String, at served: ServedSandbox) throws -> ProgramRun {
    let own = ["HOME": home.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
    return try ProgramRun(
      [BuiltProgram.path("offsh"), "-c", line],
      environment: own.merging(served.variables) { $1 })
  }

  @Test func theLinesItPrintsLeadThere() throws {
    let served = try ServedSandbox(home: home)
    let offers = try run("offers | get name", at: served)
    #expect(offers.output == "postgresql\n", "\(offers.errors)")
    let orders = try run("orders | count", at: served)
    #expect(orders.status == 0, "\(orders.errors)")
    #expect(served.end() == 143)
    let after = try run("offers", at: served)
    #expect(after.status == 5)
    #expect(after.errors.contains("connection refused"), "\(after.errors)")
  }

  @Test func whatIsSlowOnPurposeStillComes() throws {
    let served = try ServedSandbox(["--latency", "300"], home: home)
    let clock = ContinuousClock()
    let start = clock.now
    let answer = try run("offers | get name", at: served)
    #expect(answer.output == "postgresql\n", "\(answer.errors)")
    // The login and the call, each kept back.
    #expect(clock.now - start >= .milliseconds(600))
  }

  @Test func whatFailsOnPurposeIsOneDiagnostic() throws {
    let served = try ServedSandbox(["--fail", "1"], home: home)
    let offers = try run("offers", at: served)
    #expect(offers.status == 1)
    #expect(offers.errors.contains("the sandbox fails on purpose (--fail)"), "\(offers.errors)")
    let orders = try run("orders", at: served)
    #expect(orders.status == 5)
    #expect(orders.errors.contains("The sandbox fails on purpose (--fail)"), "\(orders.errors)")
    for text in [offers.errors, orders.errors] {
      #expect(text.split(separator: "\n").filter { $0.hasPrefix("ERROR") }.count == 1, "\(text)")
    }
  }

  /// Two jobs of one account: what one was told leads to its own sandbox, whatever the other does.
  @Test func eachServerHasAFolderOfItsOwn() throws {
    let first = try ServedSandbox(home: home, file: "a.db", folder: nil)
    let second = try ServedSandbox(home: home, file: "b.db", folder: nil)
    let place = try #require(first.variables["JUJU_DATA"])
    #expect(place != second.variables["JUJU_DATA"])
    let added = try run("add-model only-here", at: second)
    #expect(added.status == 0, "\(added.errors)")
    let models = try run("models | get name", at: first)
    #expect(models.status == 0 && !models.output.contains("only-here"), "\(models.errors)")
    // Who comes after one that has ended finds its authority.
    #expect(first.end() == 143)
    let third = try ServedSandbox(home: home, file: "a.db", folder: nil)
    #expect(third.variables["JUJU_DATA"] == place)
  }

  private func refusal(_ options: [String]) throws -> ProgramRun {
    try ProgramRun(
      [BuiltProgram.path("offsh"), "--sandbox", ":memory:", "sandbox", "serve"] + options,
      environment: ["HOME": home.path, "LANG": "C.UTF-8"])
  }

  @Test func aFolderThatAServerHasIsNotTaken() throws {
    let served = try ServedSandbox(home: home)
    let before = home.read("serve/juju/controllers.yaml")
    let other = try refusal(["--juju-port", "0", "--data", home.file("serve")])
    #expect(other.status == 1)
    #expect(other.errors.contains("another sandbox serves with the folder"), "\(other.errors)")
    #expect(home.read("serve/juju/controllers.yaml") == before)
    #expect(served.end() == 143)
  }

  @Test func controllersThatFindNoPortAreRefused() throws {
    let run = try refusal(["--juju-port", "65535", "--data", home.file("serve")])
    #expect(run.status == 1)
    #expect(run.errors.contains("2 controllers have no room from port 65535 on"), "\(run.errors)")
    #expect(run.output == "")
  }

  @Test(arguments: [
    (["--fail", "2"], "--fail 2.0 is no share"), (["--latency", "-1"], "is out of range"),
    (["--waldur-port", "70000"], "--waldur-port 70000 is no port"),
    (["--data", ""], "--data '' names no folder"),
  ])
  func whatCannotBeIsAUsageError(options: [String], words: String) throws {
    let run = try refusal(options)
    #expect(run.status == 2)
    #expect(run.errors.contains(words), "\(run.errors)")
  }
}
