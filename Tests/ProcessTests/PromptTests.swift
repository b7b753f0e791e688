import Glibc
import TestSupport
import Testing

/// The real program at a pseudo-terminal: what a person sees and does in the first minute.
@Suite struct PromptTests {
  private let home = "/tmp/offsh-prompt-\(getpid())-\(UInt32.random(in: 0 ... .max))"

  private func start() throws -> PseudoTerminal {
    mkdir(home, 0o700)
    return try PseudoTerminal(
      [BuiltProgram.path("offsh"), "--sandbox", ":memory:"],
      environment: ["HOME": home, "TERM": "xterm", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"],
      rows: 30, columns: 100)
  }

  private func shows(_ terminal: PseudoTerminal, _ text: String) -> Bool {
    terminal.wait { $0.screen.text(markingCursor: false).contains(text) }
  }

  @Test func greetsAndRunsALine() throws {
    let terminal = try start()
    #expect(shows(terminal, "foo:admin/default>"))
    terminal.type("offers\r")
    #expect(shows(terminal, "postgresql  -"))
    terminal.type("exit 3\r")
    #expect(terminal.waitForEnd() == 3)
    #expect(terminal.isRestored)
  }

  @Test func completesCommandsFlagsAndVariables() throws {
    let terminal = try start()
    #expect(shows(terminal, "default>"))
    terminal.type("show-o\t")
    #expect(shows(terminal, "> show-offer"))
    terminal.type("--form\t")
    #expect(shows(terminal, "> show-offer --format"))
    terminal.type("\u{3}")
    terminal.type("let counted = 1\r$coun\t\r")
    #expect(shows(terminal, "> $counted\n1"))
  }

  @Test func goesOnOverLinesAndRecallsThem() throws {
    let terminal = try start()
    #expect(shows(terminal, "default>"))
    terminal.type("for n in [1, 2] {\recho got $n\r}\r")
    #expect(shows(terminal, "got 2"))
    terminal.type("\u{1b}[A")
    #expect(shows(terminal, "default> for n in [1, 2] {\necho got $n\n}\ngot 1\ngot 2\n"))
  }

  @Test func controlCStopsWhatRunsAndNotTheShell() throws {
    let terminal = try start()
    #expect(shows(terminal, "default>"))
    terminal.type("while true { }\r")
    usleep(300_000)
    terminal.type("\u{3}")
    #expect(shows(terminal, "ERROR interrupted"))
    terminal.type("half a line\u{3}")
    terminal.type("echo still here\r")
    #expect(shows(terminal, "\nstill here"))
  }

  @Test func asksBeforeItTakesAway() throws {
    let terminal = try start()
    #expect(shows(terminal, "default>"))
    terminal.type("remove-offer postgresql\r")
    #expect(shows(terminal, "[y/N]"))
    terminal.type("n\r")
    #expect(shows(terminal, "not confirmed"))
    terminal.type("remove-offer postgresql\r")
    #expect(shows(terminal, "[y/N]"))
    terminal.type("y\r")
    // What is typed before the question is answered is no line of the prompt's.
    #expect(
      terminal.wait { !$0.screen.text(markingCursor: false).contains("[y/N]") })
    terminal.type("offers | length\r")
    #expect(shows(terminal, "\n0\n"))
  }

  @Test func remembersLinesBetweenSessions() throws {
    let first = try start()
    #expect(shows(first, "default>"))
    first.type("echo remember me\r")
    #expect(shows(first, "\nremember me"))
    first.type("\u{4}")
    #expect(first.waitForEnd() == 0)
    let second = try start()
    #expect(shows(second, "default>"))
    second.type("\u{1b}[A")
    #expect(shows(second, "default> echo remember me"))
  }
}
