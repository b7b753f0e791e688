import CommandKit
import Diagnostics
import EffectGate
import Testing
import Values

/// A write that takes its time for each item; what is called `bad` fails.
private struct Polish: Command {
  static let name = "polish"
  static let group = CommandGroup.flow
  static let summary = "Polish things"
  static let effect = Effect.write
  static let result = ResultShape.nothing
  static let examples: [Example] = []

  @Argument("The thing", fedBy: "name") var thing: String

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try context.runtime.clock.sleep(
      nanoseconds: 1_000_000_000, interruption: context.runtime.interruption)
    if thing == "bad" { throw Diagnostic(CommandDiagnostic.wrongInput, "cannot polish it") }
    return .nothing
  }
}

/// What a batch says that ended before all its items were tried.
@Suite struct BatchEndTests {
  private let session = Session(commands: [Polish.self])

  @Test func controlCShowsWhatWasDone() {
    session.clock.interrupt(inSleep: 3)
    let answer = session.enter("['a', 'bad', 'c', 'd', 'e'] | polish")
    #expect(answer.status == 130)
    #expect(
      answer.text == """
        target  ok     error
        a       true
        bad     false  cannot polish it
        c              interrupted
        ERROR interrupted: 1 done, 1 failed, 1 under way that may have been carried out, 2 not tried
          ['a', 'bad', 'c', 'd', 'e'] | polish
                                        ^^^^^^
          hint: look at what was under way before you repeat it

        """)
  }

  /// Whatever stands behind the batch does not run, and the counts are told all the same.
  @Test(arguments: ["| each { sleep 1s; print ran }", "| count", "| where .ok"])
  func controlCKeepsTheCountsBehindAPipe(_ stage: String) {
    session.clock.interrupt(inSleep: 2)
    let answer = session.enter("['a', 'b', 'c'] | polish \(stage)")
    #expect(answer.status == 130)
    #expect(
      answer.text.contains(
        "interrupted: 1 done, 1 under way that may have been carried out, 1 not tried"))
    #expect(!answer.text.contains("ran\n"))
  }

  @Test func whatFollowsInAStreamIsNotComputedToCountIt() {
    let answer = session.enter(
      "range 5000 | each { if $it < 1024 { 'bad' } else { print ran; 'b' } } | polish --stop-on-error"
    )
    #expect(answer.status == 3)
    #expect(!answer.text.contains("ran\n"))
    #expect(answer.text.contains(", more not tried: cannot polish it"))
  }

  @Test func stopOnErrorCountsWhatWasNotTried() {
    let answer = session.enter("['a', 'bad', 'c', 'd'] | polish --stop-on-error")
    #expect(answer.status == 3)
    #expect(answer.text.contains("ERROR 1 of 2 failed, 2 not tried: cannot polish it\n"))
  }

  @Test func aSourceThatFailsLaterHidesNothing() {
    let answer = session.enter(
      "range 5000 | each { if $it < 3000 { 'a' } else { throw 'broken' } } | polish | first 1")
    #expect(answer.status == 1)
    #expect(answer.text.contains("\na       true"))
    #expect(answer.text.contains("broken"))
  }
}
