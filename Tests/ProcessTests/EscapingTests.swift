import TestSupport
import Testing

/// Text of servers on a terminal: what reorders it is never written raw, in whichever form it is
/// shown; a file gets it as it is.
@Suite struct EscapingTests {
  private let home = TemporaryFolder()

  private var environment: [String: String] {
    ["HOME": home.path, "TERM": "xterm", "LANG": "C.UTF-8"]
  }

  private func arguments(_ line: String) -> [String] {
    [BuiltProgram.path("offsh"), "--sandbox", home.file("sandbox.db"), "-c", line]
  }

  init() throws {
    let made = try ProgramRun(
      arguments(#"model-config no-proxy="paid\u{202e}dias""#), environment: environment)
    #expect(made.status == 0)
  }

  @Test(arguments: [
    "model-config no-proxy", "model-config --format tabular", "model-config --format yaml",
    "model-config --format json", "model-config --format json | to json",
    "model-config --format json | to yaml",
  ])
  func noFormReordersATerminal(_ line: String) throws {
    let terminal = try PseudoTerminal(
      arguments(line), environment: environment, rows: 200, columns: 200)
    #expect(terminal.waitForEnd() == 0)
    let shown = String(decoding: terminal.output, as: UTF8.self)
    #expect(shown.contains(#"paid\u{202e}dias"#))
    #expect(!shown.unicodeScalars.contains("\u{202E}"))
  }

  @Test func aFileGetsWhatTheServerSaid() throws {
    let run = try ProgramRun(
      arguments("model-config --format json no-proxy"), environment: environment)
    #expect(run.output.unicodeScalars.contains("\u{202E}"))
  }

  /// What is said beside a result is escaped wherever it goes.
  @Test func whatIsSaidIsEscaped() throws {
    let run = try ProgramRun(
      arguments(#"add-model "paid\u{202e}dias"; watch { throw "a\u{202e}b" } --count 1"#),
      environment: environment)
    #expect(run.errors.contains(#"\u{202e}"#))
    #expect(!run.errors.unicodeScalars.contains("\u{202E}"))
  }
}
