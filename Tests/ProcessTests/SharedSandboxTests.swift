import CSQLite
import Glibc
import TestSupport
import Testing

/// What a prompt says and does when another process is at the same sandbox, or nobody is at the
/// terminal.
@Suite struct SharedSandboxTests {
  private let home = TemporaryFolder()

  private var environment: [String: String] {
    ["HOME": home.path, "TERM": "xterm", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
  }

  private func start(_ arguments: [String]) throws -> PseudoTerminal {
    try PseudoTerminal(arguments, environment: environment, rows: 30, columns: 100)
  }

  private func shows(_ terminal: PseudoTerminal, _ text: String) -> Bool {
    terminal.wait { $0.screen.text(markingCursor: false).contains(text) }
  }

  private func offsh(_ arguments: [String]) throws -> ProgramRun {
    try ProgramRun([BuiltProgram.path("offsh")] + arguments, environment: environment)
  }

  @Test func aPromptOutlivesAResetElsewhere() throws {
    let file = home.file("sandbox.db")
    let terminal = try start([BuiltProgram.path("offsh"), "--sandbox", file])
    #expect(shows(terminal, "default>"))
    terminal.type("offers | length\r")
    #expect(shows(terminal, "\n1\n"))
    let reset = try offsh(["--sandbox", file, "--yes", "sandbox", "reset"])
    #expect(reset.errors == "" && reset.status == 0)
    terminal.type("let made = (offer postgresql:db another)\r")
    #expect(shows(terminal, "default>"))
    terminal.type("offers | length\r")
    #expect(shows(terminal, "\n2\n"))
    #expect(!everShown(terminal, "ERROR"))
    terminal.type("exit\r")
    #expect(terminal.waitForEnd() == 0)
  }

  /// Whether something was ever written, also what was erased since.
  private func everShown(_ terminal: PseudoTerminal, _ text: String) -> Bool {
    String(decoding: terminal.output, as: UTF8.self).contains(text)
  }

  @Test func aSandboxThatIsHeldIsSaidAndThePromptComes() throws {
    let file = home.file("sandbox.db")
    #expect(try offsh(["--sandbox", file, "sandbox", "seed"]).status == 0)
    var handle: OpaquePointer?
    #expect(sqlite3_open(file, &handle) == SQLITE_OK)
    #expect(sqlite3_exec(handle, "PRAGMA locking_mode = EXCLUSIVE", nil, nil, nil) == SQLITE_OK)
    #expect(sqlite3_exec(handle, "BEGIN EXCLUSIVE", nil, nil, nil) == SQLITE_OK)
    let terminal = try start([BuiltProgram.path("offsh"), "--sandbox", file])
    #expect(shows(terminal, "another process holds the sandbox file"))
    #expect(shows(terminal, "offsh>"))
    #expect(sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) == SQLITE_OK)
    sqlite3_close(handle)
    terminal.type("offers | length\r")
    #expect(shows(terminal, "\n1\n"))
    #expect(shows(terminal, "default>"))
    terminal.type("exit\r")
    #expect(terminal.waitForEnd() == 0)
  }

  /// A terminal is there, but standard input is something else: then nobody is asked.
  @Test func nobodyIsAskedForAPasswordWithoutATerminalToType() throws {
    let terminal = try start([
      "/bin/sh", "-c",
      "\(BuiltProgram.path("offsh")) --sandbox :memory: -c 'login -u nobody' < /dev/null; echo over $?",
    ])
    #expect(shows(terminal, "over 4"))
    #expect(shows(terminal, "no password was given for nobody on foo"))
    #expect(!everShown(terminal, "please enter password"))
  }

  @Test func controlCAtAPasswordEndsTheRun() throws {
    let terminal = try start([
      BuiltProgram.path("offsh"), "--sandbox", ":memory:", "-c", "login -u nobody; echo went-on",
    ])
    #expect(shows(terminal, "please enter password"))
    terminal.type("\u{3}")
    #expect(terminal.waitForEnd() == 130)
    #expect(!everShown(terminal, "\nwent-on"))
    #expect(terminal.isRestored)
  }
}
