import Glibc
import TestSupport
import Testing

/// Ctrl-C at the real program: it ends what runs, says so, and the status is 130; at the prompt the
/// shell goes on.
@Suite struct InterruptionTests {
  private let home = TemporaryFolder()

  private func start(_ arguments: [String]) throws -> PseudoTerminal {
    try PseudoTerminal(
      [BuiltProgram.path("offsh"), "--sandbox", ":memory:"] + arguments,
      environment: [
        "HOME": home.path, "TERM": "xterm", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
      ],
      rows: 30, columns: 100)
  }

  private func shows(_ terminal: PseudoTerminal, _ text: String) -> Bool {
    terminal.wait { $0.screen.text(markingCursor: false).contains(text) }
  }

  /// Each line says `begun` when it is about to do what takes for ever.
  static let endless = [
    "echo begun; while true { }",
    "echo begun; for n in (range 1000000000000) { }",
    "echo begun; sleep 1000s",
    "echo begun; wait-until { false } --timeout 1000s",
    "echo begun; range 1000000000000 | each { $it + 1 } | where $it < 0 | count",
    "echo begun; range 1000000000000 | sum",
    "echo begun; range 1000000000000 | skip 999999999999 | last",
    "echo begun; range 1000000000000 | sort-by { $it }",
    "echo begun; range 1000000000000 | to json | length",
    "echo begun; range 1000000000000 | reduce { |a b| $b }",
    "echo begun; let all = (range 1000000000000)",
    "echo begun; range 100 | each --parallel 4 { sleep 1000s }",
    "echo begun; range 4 | each --parallel 4 { while true { } }",
    "echo begun; open - | lines | count",
    "def deep(n: int) { if $n > 0 { deep ($n - 1); deep ($n - 1) } }; echo begun; deep 200",
    "let f = { |f n| if $n > 0 { do $f $f ($n - 1); do $f $f ($n - 1) } }; echo begun; do $f $f 200",
    "echo begun; try { sleep 1000s } catch { echo caught }",
  ]

  @Test(arguments: endless) func controlCEndsTheScript(_ line: String) throws {
    let terminal = try start(["-c", line])
    #expect(shows(terminal, "begun"))
    terminal.type("\u{3}")
    #expect(terminal.waitForEnd() == 130)
    #expect(shows(terminal, "begun\n^C\nERROR interrupted"))
    #expect(!shownEver(terminal, "\ncaught"))
    #expect(terminal.isRestored)
  }

  /// A FIFO that nobody writes to is waited for, and Ctrl-C ends the waiting.
  @Test func controlCEndsTheWaitingForAWriter() throws {
    let fifo = home.file("fifo")
    try #require(mkfifo(fifo, 0o600) == 0)
    for arguments in [["-c", "open \(fifo) | lines | count"], ["-c", "source \(fifo)"], [fifo]] {
      let terminal = try start(arguments)
      // Once the program holds the FIFO, it waits for what comes out of it.
      #expect(terminal.wait { Self.holds(fifo, $0.process) })
      terminal.type("\u{3}")
      #expect(terminal.waitForEnd() == 130)
      #expect(shows(terminal, "ERROR interrupted"))
    }
  }

  /// Whether a process has a file open.
  private static func holds(_ path: String, _ process: pid_t) -> Bool {
    (0..<64).contains { descriptor in
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink("/proc/\(process)/fd/\(descriptor)", &buffer, buffer.count)
      let bytes = buffer.prefix(max(0, count)).map(UInt8.init(bitPattern:))
      return String(decoding: bytes, as: UTF8.self) == path
    }
  }

  /// What is written to a FIFO later is read to the end of its writer.
  @Test func aFIFOIsReadToItsEnd() throws {
    let fifo = home.file("fifo")
    try #require(mkfifo(fifo, 0o600) == 0)
    let terminal = try start(["-c", "echo begun; open \(fifo) | lines | length"])
    #expect(shows(terminal, "begun"))
    let writer = open(fifo, O_WRONLY)
    try #require(writer >= 0)
    #expect(write(writer, "one\ntwo\n", 8) == 8)
    close(writer)
    #expect(terminal.waitForEnd() == 0)
    #expect(shows(terminal, "begun\n2"))
  }

  private func shownEver(_ terminal: PseudoTerminal, _ text: String) -> Bool {
    String(decoding: terminal.output, as: UTF8.self).contains(text)
  }

  @Test func finallyStillRuns() throws {
    let terminal = try start(["-c", "try { echo begun; sleep 1000s } finally { echo tidied }"])
    #expect(shows(terminal, "begun"))
    terminal.type("\u{3}")
    #expect(terminal.waitForEnd() == 130)
    #expect(shows(terminal, "tidied"))
  }

  @Test func aScriptThatIsBeingTypedCanBeLeft() throws {
    let terminal = try start(["-"])
    terminal.type("echo never run\r")
    #expect(shows(terminal, "echo never run"))
    terminal.type("\u{3}")
    #expect(terminal.waitForEnd() == 130)
    #expect(!shownEver(terminal, "\nnever run"))
  }

  @Test func thePromptOutlivesWhatItRan() throws {
    let terminal = try start([])
    let isReady = { (terminal: PseudoTerminal) in
      terminal.wait { terminal in
        let rows = terminal.screen.text(markingCursor: false).split(separator: "\n")
        return rows.last { !$0.allSatisfy(\.isWhitespace) }?.hasSuffix("default>") ?? false
      }
    }
    #expect(isReady(terminal))
    terminal.type("range 8 | each --parallel 4 { print \"run$it\"; sleep 1000s }\r")
    #expect(shows(terminal, "run3"))
    terminal.type("\u{3}")
    #expect(shows(terminal, "ERROR interrupted"))
    #expect(isReady(terminal))
    terminal.type("echo still here\r")
    #expect(shows(terminal, "\nstill here"))
  }

  /// Lines that ask before they take away, and would go on after a no.
  static let asking = [
    "offers | remove-offer; echo went-on",
    "try { remove-offer postgresql } catch { echo caught }; echo went-on",
  ]

  @Test(arguments: asking) func controlCIsNoAnswer(_ line: String) throws {
    let terminal = try start(["-c", "let made = (offer postgresql:db another); \(line)"])
    #expect(shows(terminal, "[y/N"))
    terminal.type("\u{3}")
    #expect(terminal.waitForEnd() == 130)
    #expect(shows(terminal, "ERROR interrupted"))
    #expect(!shownEver(terminal, "\ncaught"))
    #expect(!shownEver(terminal, "\nwent-on"))
    #expect(!shownEver(terminal, "not confirmed"))
    #expect(terminal.isRestored)
  }

  @Test func blocksInParallelAskOneAfterTheOther() throws {
    let line = """
      let made = (offer postgresql:db another); ['another', 'postgresql'] \
      | each --parallel 2 { |name| try { remove-offer $name } catch { echo refused } }
      """
    let terminal = try start(["-c", line])
    #expect(shows(terminal, "[y/N]?"))
    terminal.type("n\r")
    // What is typed before a question stands there is no answer to it.
    let isAskedAgain = terminal.wait { terminal in
      terminal.screen.text(markingCursor: false).ranges(of: "[y/N]?").count == 2
    }
    #expect(isAskedAgain)
    terminal.type("n\r")
    #expect(terminal.waitForEnd() == 0)
    // Between two questions stands the answer to the first.
    let parts = terminal.screen.text(markingCursor: false).split(separator: "[y/N]? n")
    #expect(parts.count == 3)
    #expect(parts.dropLast().allSatisfy { $0.split(separator: "remove offers:").count == 2 })
  }

  @Test(arguments: [SIGTERM, SIGHUP]) func theTerminalIsLeftAsItWas(_ signal: Int32) throws {
    let terminal = try start([])
    #expect(shows(terminal, "default>"))
    terminal.type("half a line")
    #expect(shows(terminal, "half a line"))
    terminal.signal(signal)
    #expect(terminal.waitForEnd() == 128 + signal)
    #expect(terminal.isRestored)
  }

  @Test func theTerminalIsLeftAsItWasAtAQuestion() throws {
    let terminal = try start(["-c", "remove-offer postgresql"])
    #expect(shows(terminal, "[y/N]?"))
    terminal.signal(SIGTERM)
    #expect(terminal.waitForEnd() == 143)
    #expect(terminal.isRestored)
  }

  @Test func watchDrawsInPlaceAndTheLastRoundStays() throws {
    let terminal = try start(["-c", "watch { echo round } --every 10ms"])
    #expect(shows(terminal, "every 10ms"))
    let drawn = terminal.wait { terminal in
      self.count("round", in: String(decoding: terminal.output, as: UTF8.self)) > 5
    }
    #expect(drawn)
    terminal.type("\u{3}")
    #expect(terminal.waitForEnd() == 130)
    let screen = terminal.screen.text(markingCursor: false)
    #expect(count("round", in: screen) == 2, "the last round and the line that the error shows")
    #expect(terminal.isRestored)
  }

  @Test func watchCountsWhatDoesNotFit() throws {
    let terminal = try start(["-c", "watch { range 100 } --count 1"])
    #expect(shows(terminal, "more lines"))
    #expect(terminal.waitForEnd() == 0)
  }

  private func count(_ part: String, in text: String) -> Int {
    text.split(whereSeparator: \.isNewline).count { $0.contains(part) }
  }
}
