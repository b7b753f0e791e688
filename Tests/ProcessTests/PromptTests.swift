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

  /// Waits until the prompt stands on the last row and nothing behind it: lines typed earlier belong
  /// to whatever runs.
  private func isReady(_ terminal: PseudoTerminal) -> Bool {
    terminal.wait { terminal in
      let rows = terminal.screen.text(markingCursor: false).split(separator: "\n")
      return rows.last { !$0.allSatisfy(\.isWhitespace) }?.hasSuffix("default>") ?? false
    }
  }

  @Test func greetsAndRunsALine() throws {
    let terminal = try start()
    #expect(isReady(terminal))
    terminal.type("offers\r")
    #expect(shows(terminal, "postgresql  -"))
    #expect(isReady(terminal))
    terminal.type("exit 3\r")
    #expect(terminal.waitForEnd() == 3)
    #expect(terminal.isRestored)
  }

  @Test func completesCommandsFlagsAndVariables() throws {
    let terminal = try start()
    #expect(isReady(terminal))
    terminal.type("find-o\t")
    #expect(shows(terminal, "> find-offers"))
    terminal.type("--form\t")
    #expect(shows(terminal, "> find-offers --format"))
    terminal.type("\u{3}")
    #expect(isReady(terminal))
    terminal.type("let counted = 1\r$coun\t\r")
    #expect(shows(terminal, "> $counted\n1"))
  }

  @Test func goesOnOverLinesAndRecallsThem() throws {
    let terminal = try start()
    #expect(isReady(terminal))
    terminal.type("for n in [1, 2] {\recho got $n\r}\r")
    #expect(shows(terminal, "got 2"))
    #expect(isReady(terminal))
    terminal.type("\u{1b}[A")
    #expect(shows(terminal, "default> for n in [1, 2] {\necho got $n\n}\ngot 1\ngot 2\n"))
  }

  @Test func controlCStopsWhatRunsAndNotTheShell() throws {
    let terminal = try start()
    #expect(isReady(terminal))
    terminal.type("while true { }\r")
    usleep(300_000)
    terminal.type("\u{3}")
    #expect(shows(terminal, "ERROR interrupted"))
    #expect(isReady(terminal))
    terminal.type("half a line\u{3}")
    #expect(isReady(terminal))
    terminal.type("echo still here\r")
    #expect(shows(terminal, "\nstill here"))
  }

  /// Waits until a question stands on the last row, unanswered.
  private func isAsked(_ terminal: PseudoTerminal) -> Bool {
    terminal.wait { terminal in
      let rows = terminal.screen.text(markingCursor: false).split(separator: "\n")
      return rows.last { !$0.allSatisfy(\.isWhitespace) }?.hasSuffix("[y/N]?") ?? false
    }
  }

  @Test func asksBeforeItTakesAway() throws {
    let terminal = try start()
    #expect(isReady(terminal))
    terminal.type("remove-offer postgresql\r")
    #expect(isAsked(terminal))
    terminal.type("n\r")
    #expect(shows(terminal, "ERROR offer removal: aborted"))
    #expect(isReady(terminal))
    terminal.type("remove-offer postgresql\r")
    #expect(isAsked(terminal))
    terminal.type("y\r")
    // What is typed before the question is answered is no line of the prompt's.
    #expect(isReady(terminal))
    terminal.type("offers | length\r")
    #expect(shows(terminal, "\n0\n"))
  }

  @Test func oneAnswerMayStandForSeveral() throws {
    let terminal = try start()
    #expect(isReady(terminal))
    terminal.type("orders --state pending-provider | reject-order\r")
    let names = "spring-campaign, gpu-training, mysql-climate, mysql-genomics"
    // What is typed before the question stands there is no answer.
    let question = "\n\nContinue [y/N/all/none]?"
    #expect(shows(terminal, "5 more to follow: cold-archive, \(names)\(question)"))
    terminal.type("\r")
    #expect(shows(terminal, "4 more to follow: \(names)\(question)"))
    terminal.type("all\r")
    #expect(shows(terminal, "mysql-genomics     true"))
    #expect(shows(terminal, "\nfoo:admin/default ⟨Nordic Compute⟩>"))
    terminal.type("orders --state pending-provider | length\r")
    #expect(shows(terminal, "\n1\n"))
  }

  @Test func remembersLinesBetweenSessions() throws {
    let first = try start()
    #expect(isReady(first))
    first.type("echo remember me\r")
    #expect(shows(first, "\nremember me"))
    #expect(isReady(first))
    first.type("\u{4}")
    #expect(first.waitForEnd() == 0)
    let second = try start()
    #expect(isReady(second))
    second.type("\u{1b}[A")
    #expect(shows(second, "default> echo remember me"))
  }

  @Test func keepsNoSecretInItsHistory() throws {
    let terminal = try start()
    #expect(isReady(terminal))
    for line in ["echo kept", "let api-token = 'hunter2'", "echo password=hunter2"] {
      terminal.type("\(line)\r")
      #expect(isReady(terminal))
    }
    terminal.type("\u{1b}[A")
    #expect(shows(terminal, "default> echo kept▮") || shows(terminal, "default> echo kept\n"))
    terminal.type("\u{3}\u{4}")
    #expect(terminal.waitForEnd() == 0)
    let stored = Repository.text(of: home + "/.local/state/offsh/history") ?? ""
    #expect(stored.contains("echo kept"))
    #expect(!stored.contains("hunter2"))
  }
}
