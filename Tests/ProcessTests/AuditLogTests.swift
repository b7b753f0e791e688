import Glibc
import TestSupport
import Testing

/// What the audit log says of writes: how each really ended, and no secret.
@Suite struct AuditLogTests {
  private let home = TemporaryFolder()

  /// Runs lines and returns what the log holds: how each write ended, and the call.
  private func log(of lines: String...) throws -> [String] {
    let program = BuiltProgram.path("offsh")
    for line in lines {
      _ = try ProgramRun(
        [program, "--sandbox", home.file("sandbox.db"), "--yes", "-c", line],
        environment: ["HOME": home.path])
    }
    let log = home.file(".local/state/offsh/audit.jsonl")
    let shown = "from ndjson | each { |e| echo \"${e.outcome} ${e.call} ${e.body}\" }"
    return try ProgramRun([program, "-c", "open \(log) | \(shown)"])
      .output.split(separator: "\n").map(String.init)
  }

  @Test func aLogThatCannotBeWrittenIsSaidOnce() throws {
    home.write([], to: "file")
    let run = try ProgramRun(
      [
        BuiltProgram.path("offsh"), "--sandbox", ":memory:", "-c",
        "offer postgresql:db one; offer postgresql:db two",
      ], environment: ["HOME": home.path, "XDG_STATE_HOME": home.file("file")])
    #expect(run.status == 0)
    #expect(run.errors.components(separatedBy: "is not logged").count == 2)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func aWriteThatIsCutOffIsLoggedAsUnknown(_ signal: Int32) throws {
    let served = try ServedSandbox(["--latency", "700"], home: home)
    defer { _ = served.end() }
    let terminal = try PseudoTerminal(
      [BuiltProgram.path("offsh"), "--debug", "-c", "offer postgresql:db cut"],
      environment: served.variables.merging(["HOME": home.path]) { $1 }, columns: 500)
    #expect(terminal.wait { String(decoding: $0.output, as: UTF8.self).contains(#""Offer""#) })
    terminal.signal(signal)
    #expect(terminal.waitForEnd() == 128 + signal)
    #expect(
      String(decoding: terminal.output, as: UTF8.self).contains(
        "ApplicationOffers.Offer on foo was under way and may have been carried out"))
    #expect(try log().last?.hasPrefix("unknown ApplicationOffers.Offer ") == true)
  }

  @Test func aRefusedWriteIsLoggedAsRefused() throws {
    #expect(
      try log(of: #"["zz"] | remove-offer"#) == [
        #"refused ApplicationOffers.DestroyOffers {"offer-urls":["admin/default.zz"]}"#
      ])
  }

  @Test func someRefusedIsPartly() throws {
    #expect(
      try log(of: "offer postgresql:db extra", "remove-offer extra zz").map {
        $0.prefix { $0 != "{" }
      } == [
        "done ApplicationOffers.Offer ", "partly ApplicationOffers.DestroyOffers ",
      ])
  }

  @Test func secretsInSettingsAreNotTraced() throws {
    let lines = [
      // No charm has such an option: what is sent is refused, and shown all the same.
      "try { deploy mysql db2 --config root-password=hunter2 }",
      "model-config http-proxy=http://u:hunter2@h", "model-config http-proxy",
    ]
    let run = try ProgramRun(
      [
        BuiltProgram.path("offsh"), "--sandbox", home.file("sandbox.db"), "--debug", "-c",
        lines.joined(separator: "; "),
      ], environment: ["HOME": home.path])
    #expect(run.status == 0)
    #expect(run.errors.contains(#"root-password: •••"#))
    #expect(run.errors.contains(#""http-proxy":{"value":"http://•••@h""#))
    #expect(!run.errors.contains("hunter2"))
  }

  @Test func secretsInSettingsAreNotLogged() throws {
    let log = try log(
      of: "deploy mysql db2 --config root-password=hunter2",
      "model-config http-proxy=http://u:hunter2@h")
    #expect(log.count == 2)
    #expect(log.allSatisfy { $0.contains("•••") && !$0.contains("hunter2") })
  }
}
