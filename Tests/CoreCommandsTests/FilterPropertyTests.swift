import TestSupport
import Testing

/// Filters against plain Swift on random lists.
@Suite struct FilterPropertyTests {
  private static func numbers(_ text: String) -> [Int] {
    text.split(separator: "\n").compactMap { Int($0) }
  }

  /// Records with a small key, so that many are equal, and their number.
  private static func rows(_ random: inout SeededRandom) -> [(key: Int, number: Int)] {
    (0..<random.below(300)).map { (random.below(8), $0) }
  }

  private static func literal(_ rows: [(key: Int, number: Int)]) -> String {
    "[" + rows.map { "[k: \($0.key), n: \($0.number)]" }.joined(separator: ", ") + "]"
  }

  @Test(arguments: 0..<20) func sortingIsStableBothWays(_ seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let rows = Self.rows(&random)
    let list = Self.literal(rows)
    let up = Session().enter("\(list) | sort-by k | get n")
    let expected = (0..<8).flatMap { key in rows.filter { $0.key == key }.map(\.number) }
    #expect(Self.numbers(up.text) == expected, "seed \(seed)")
    let down = Session().enter("\(list) | sort-by k --reverse | get n")
    let reversed = (0..<8).reversed().flatMap { key in
      rows.filter { $0.key == key }.map(\.number)
    }
    #expect(Self.numbers(down.text) == reversed, "seed \(seed)")
  }

  @Test(arguments: 0..<20) func takingPartsAgrees(_ seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let rows = Self.rows(&random)
    let (some, more) = (random.below(320), random.below(320))
    let list = Self.literal(rows)
    let numbers = rows.map(\.number)
    #expect(
      Self.numbers(Session().enter("\(list) | skip \(some) | first \(more) | get n").text)
        == Array(numbers.dropFirst(some).prefix(more)), "seed \(seed)")
    #expect(
      Self.numbers(Session().enter("\(list) | last \(some) | get n").text)
        == Array(numbers.suffix(some)), "seed \(seed)")
    var seen = Set<Int>()
    #expect(
      Self.numbers(Session().enter("\(list) | uniq --by k | get n").text)
        == rows.filter { seen.insert($0.key).inserted }.map(\.number), "seed \(seed)")
  }

  @Test(arguments: [1, 2, 7, 64]) func parallelKeepsTheOrder(_ workers: Int) {
    let answer = Session().enter(
      "range 3000 | each --parallel \(workers) { |n| let work = (range ($n % 7 * 20) | sum); $n * 3 }"
    )
    let isInOrder = Self.numbers(answer.text) == (0..<3000).map { $0 * 3 }
    #expect(isInOrder)
  }

  @Test func parallelStopsAtTheFirstFailureInOrder() {
    let answer = Session().enter(
      "range 100 | each --parallel 4 { |n| print $n; 100 / (50 - $n) } | each { print ok }")
    #expect(answer.status == 1)
    #expect(answer.text.split(separator: "\n").filter { $0 == "ok" }.count == 50)
    #expect(!answer.text.contains("\n99\n"))
  }
}
