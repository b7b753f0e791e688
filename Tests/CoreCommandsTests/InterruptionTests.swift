import Testing

/// Ctrl-C in the middle of what waits.
@Suite struct InterruptionTests {
  static let lines = [
    "sleep 1h", "watch { 1 }", "wait-until { false } --timeout 1h",
    "range 1000 | each { sleep 1s; $it } | count",
    "range 1000 | each --parallel 4 { sleep 1s; $it } | count",
    "range 1000 | sort-by { sleep 1s; $it } | count",
    "[[a: 1], [a: 2], [a: 3]] | insert b { sleep 1s } | count",
    "range 1000 | reduce { |a b| sleep 1s; $b }",
    "for x in (range 1000) { sleep 1s }", "try { sleep 1h } catch { 1 }",
  ]

  @Test(arguments: lines) func endsTheRun(_ line: String) {
    let session = Session()
    session.clock.interrupt(inSleep: line.contains("1h") && line.contains("sleep") ? 1 : 3)
    let answer = session.enter(line)
    #expect(answer.status == 130)
    #expect(answer.text.contains("interrupted"))
  }
}
