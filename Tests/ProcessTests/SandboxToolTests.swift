import Glibc
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

  // MARK: Where the file stands

  private func call(
    _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try ProgramRun([BuiltProgram.path("offsh")] + arguments, environment: environment)
  }

  @Test func withoutAHomeItIsSaidThatNothingIsKept() throws {
    let run = try call(["-c", "offers | length; models | length"])
    #expect(
      run.errors == """
        WARNING the sandbox ends with offsh: neither HOME nor XDG_DATA_HOME says where to keep it \
        (--sandbox FILE does)

        """)
    #expect(run.status == 0)
    #expect(try call(["--sandbox", ":memory:", "-c", "offers | length"]).errors == "")
    #expect(try call(["--quiet", "-c", "offers | length"]).errors == "")
    #expect(try call(["-c", "1 + 1"]).errors == "")
  }

  @Test(arguments: [[], ["--dry-run"], ["--read-only"]])
  func aFolderThatIsMissingIsNotMade(_ mode: [String]) throws {
    let run = try call(
      mode + ["--sandbox", home.file("misspelt/sandbox.db"), "-c", "offers"], ["HOME": home.path])
    #expect(
      run.errors.hasPrefix(
        "ERROR the folder '\(home.file("misspelt"))' for the sandbox does not exist"),
      "\(run.errors)")
    #expect(run.errors.contains("use --sandbox :memory:"))
    #expect(run.status == 1)
    #expect(mkdirWorks(home.file("misspelt")))
  }

  /// Whether nothing stood there.
  private func mkdirWorks(_ path: String) -> Bool { mkdir(path, 0o700) == 0 }

  @Test(arguments: ["--dry-run", "--read-only"])
  func aFileThatIsMissingIsNotMadeWhereNothingMayChange(_ mode: String) throws {
    let run = try call(
      [mode, "--sandbox", home.file("new.db"), "-c", "offers | length"], ["HOME": home.path])
    #expect(run.output == "1\n")
    #expect(
      run.errors
        == "WARNING there is no sandbox '\(home.file("new.db"))', and none is made now: a fresh one "
        + "stands in\n")
    #expect(home.read("new.db").isEmpty)
    let plain = try call([mode, "-c", "offers | length"], ["HOME": home.path])
    #expect(plain.output == "1\n" && plain.errors == "")
    #expect(mkdirWorks(home.file(".local")))
  }
}
