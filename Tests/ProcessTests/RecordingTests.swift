import Glibc
import TestSupport
import Testing

/// `record` at a terminal, in a process that dies, and the page as a file to run.
@Suite struct RecordingTests {
  private let home = TemporaryFolder()

  private func run(_ arguments: [String]) throws -> ProgramRun {
    try ProgramRun(
      [BuiltProgram.path("offsh"), "--sandbox", ":memory:"] + arguments,
      environment: ["HOME": home.path, "LANG": "C.UTF-8"])
  }

  private func isReady(_ terminal: PseudoTerminal) -> Bool {
    terminal.wait { terminal in
      let rows = terminal.screen.text(markingCursor: false).split(separator: "\n")
      return rows.last { !$0.allSatisfy(\.isWhitespace) }?.hasSuffix("default>") ?? false
    }
  }

  @Test func aRecordedSessionRunsAgain() throws {
    let path = home.file("today.md")
    let terminal = try PseudoTerminal(
      [BuiltProgram.path("offsh"), "--sandbox", ":memory:"],
      environment: ["HOME": home.path, "TERM": "xterm", "PATH": "/bin", "LANG": "C.UTF-8"],
      rows: 30, columns: 100)
    for (line, answer) in [
      ("record start \(path)", "today.md"), ("deploy mysql", "Deployed"),
      ("offer mysql:database hosted", "available at"), ("show-offer hostde", "did you mean"),
      ("offers | length", "\n2\n"),
    ] {
      #expect(isReady(terminal))
      terminal.type(line + "\r")
      #expect(terminal.wait { $0.screen.text(markingCursor: false).contains(answer) })
    }
    #expect(isReady(terminal))
    // Without warning: what was done stands on the page.
    terminal.signal(SIGKILL)
    _ = terminal.waitForEnd()
    let page = String(decoding: home.read("today.md"), as: UTF8.self)
    #expect(page.hasSuffix("offsh> offers | length\n2\n```\n"), "\(page)")
    #expect(!page.contains("\u{1b}"))
    let again = try run([path])
    #expect(again.status == 0)
    #expect(again.output == "2\n")
    #expect(again.errors.hasPrefix("WARNING \(path):"))
    #expect(again.errors.contains(" failed when it was recorded and is left out\nDeployed"))
    #expect(again.errors.hasSuffix("available at \"admin/default.hosted\"\n"))
    #expect(try run(["check", path]).status == 0)
  }

  @Test func aFolderThatIsNotThereIsSaid() throws {
    let run = try run(["-c", "record start \(home.path)/no/today.md"])
    #expect(run.status == 1)
    #expect(run.errors.contains("cannot write '\(home.path)/no/today.md'"))
  }
}
