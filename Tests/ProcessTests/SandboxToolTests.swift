import TestSupport
import Testing

/// `offsh sandbox reset`, `seed` and `serve` change a file, and pass the gate like every other change.
@Suite struct SandboxToolTests {
  private let home = TemporaryFolder()

  private func run(_ arguments: [String]) throws -> ProgramRun {
    try ProgramRun(
      [BuiltProgram.path("offsh"), "--sandbox", home.file("sandbox.db")] + arguments,
      environment: ["HOME": home.path, "LANG": "C.UTF-8"])
  }

  private func hasTheExtraOffer() throws -> Bool {
    try run(["-c", "offers | where .name == 'extra' | length"]).output == "1\n"
  }

  @Test func resetAsksReportsOrRefuses() throws {
    #expect(try run(["-c", "offer postgresql:db extra"]).status == 0)
    let dry = try run(["--dry-run", "sandbox", "reset"])
    #expect(dry.status == 0)
    #expect(
      dry.errors == """
        would change \(home.file("sandbox.db")): sandbox reset (every model, offer and relation \
        goes, the seeded world comes back)

        """)
    #expect(try hasTheExtraOffer())
    let readOnly = try run(["--read-only", "--yes", "sandbox", "reset"])
    #expect(readOnly.status == 1)
    #expect(readOnly.errors.contains("and the mode is read-only"))
    #expect(try hasTheExtraOffer())
    let live = try run(["sandbox", "reset"])
    #expect(live.status == 6)
    #expect(try hasTheExtraOffer())
    let behind = try run(["sandbox", "reset", "--yes"])
    #expect(behind.status == 2)
    #expect(behind.errors.contains("options of offsh stand before: offsh --yes sandbox reset"))
    #expect(try run(["--yes", "sandbox", "reset"]).status == 0)
    #expect(try !hasTheExtraOffer())
  }

  @Test func seedMakesNoFileUnlessItMay() throws {
    #expect(try run(["--dry-run", "sandbox", "seed"]).status == 0)
    #expect(try run(["--read-only", "sandbox", "seed"]).status == 1)
    #expect(home.read("sandbox.db").isEmpty)
    #expect(try run(["sandbox", "seed"]).status == 0)
    #expect(!home.read("sandbox.db").isEmpty)
  }
  @Test func serveOpensNothingUnlessItMay() throws {
    let serve = ["sandbox", "serve", "--juju-port", "0", "--data", home.file("serve")]
    let dry = try run(["--dry-run"] + serve)
    #expect(dry.status == 0)
    #expect(dry.output == "")
    #expect(
      dry.errors == """
        would change \(home.file("sandbox.db")): sandbox serve (open to other programs, which may \
        change it)

        """)
    #expect(try run(["--read-only"] + serve).status == 1)
    #expect(home.read("sandbox.db").isEmpty)
    #expect(home.read("serve/juju/controllers.yaml").isEmpty)
  }
}
