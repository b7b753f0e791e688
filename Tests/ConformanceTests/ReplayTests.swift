import Conformance
import Testing
import TestSupport

import Glibc

/// The sandbox against what a real server answered.
struct ReplayTests {
  /// The exchanges whose answers are known to differ stand in `docs/conformance.md`, with the reasons.
  @Test func answersAsARealServerOf2024Did() throws {
    let folder = "Tests/Fixtures/waldur/2024-10-25"
    let outcomes = try Replay(
      world: try bytes("\(folder)/world.json"), index: try bytes("\(folder)/index.json"),
      exchanges: try bytes("\(folder)/exchanges.jsonl")
    ).run()
    let known = try explained()
    let differing = outcomes.filter { !$0.differences.isEmpty }
    #expect(outcomes.count(where: \.isCompared) > 250)
    for outcome in differing where !known.contains(outcome.exchange.number) {
      Issue.record(
        """
        \(outcome.exchange.number) \(outcome.exchange.name):
        \(outcome.differences.joined(separator: "\n"))
        """)
    }
    // What agrees by now must not be excused any longer.
    #expect(known == Set(differing.map(\.exchange.number)))
  }

  /// Returns the numbers of the table in `docs/conformance.md`.
  private func explained() throws -> Set<Int> {
    let text = String(decoding: try bytes("docs/conformance.md"), as: UTF8.self)
    return Set(
      text.split(separator: "\n").compactMap { line in
        guard line.hasPrefix("| ") else { return nil }
        return Int(line.dropFirst(2).prefix { $0 != " " })
      })
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "r"), "\(path) cannot be read")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
    }
    return bytes
  }
}
