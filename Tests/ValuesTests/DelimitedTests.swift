import Diagnostics
import Synchronization
import TestSupport
import Testing

@testable import Values

/// CSV read and written: what goes out comes back.
@Suite struct DelimitedTests {
  /// Bytes handed out a few at a time, so that every place is the end of a piece once.
  private func dripping(_ bytes: [UInt8], _ step: Int) -> ByteStream {
    let position = Mutex(0)
    return ByteStream(name: "text") { (space) throws(Diagnostic) in
      position.withLock { position in
        let count = min(step, space.count, bytes.count - position)
        space.copyBytes(from: bytes[position..<(position + count)])
        position += count
        return count
      }
    }
  }

  private func rows(_ bytes: [UInt8], step: Int) throws -> [[Value]] {
    var reader = try DelimitedReader(
      dripping(bytes, step), delimiter: UInt8(ascii: ","), readsNumbers: false)
    var rows: [[Value]] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  @Test(arguments: 0..<40) func roundTripsLoseNothing(_ seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let parts = ["a", "é", ",", "\"", "\n", "\r\n", "\r", " ", "0", "日本"]
    let width = 1 + random.below(4)
    let names = (0..<width).map { "c\($0)" }
    var records: [Value] = []
    var expected: [[Value]] = [names.map { .string($0) }]
    for _ in 0..<random.below(30) {
      let row = (0..<width).map { _ -> Value in
        if random.chance(1, in: 6) { return .null }
        return .string((0..<random.below(6)).map { _ in random.pick(parts) }.joined())
      }
      records.append(.record(Record(Shape(names), row)))
      expected.append(row)
    }
    var writer = DelimitedWriter(
      format: "csv", delimiter: UInt8(ascii: ","), declared: names,
      usesCarriageReturns: seed % 2 == 0)
    let bytes = try writer.rows(of: .values(records)) + writer.finish()
    for step in [1, 3, 100_000] {
      let found = try rows(bytes, step: step)
      #expect(found.count == expected.count, "seed \(seed) step \(step)")
      for (a, b) in zip(found, expected) {
        #expect(Value.list(List(a)).isEqual(to: .list(List(b))), "seed \(seed) step \(step)")
      }
    }
  }

  static let numbers: [(text: String, kind: String?)] = [
    ("0", "int"), ("-1", "int"), ("10", "int"), ("1.5", "float"), ("1.10", "float"),
    ("1e5", "float"), ("-0", "float"), ("123456789012345678901", "float"), ("007", nil),
    ("1.", nil),
    (".5", nil), ("+1", nil), ("0x1", nil), ("", nil), ("-", nil), ("1e", nil), ("1 ", nil),
    ("nan", nil),
  ]

  @Test(arguments: numbers) func numbersAreThoseOfJSON(_ text: String, _ kind: String?) {
    let value = Value(number: text)
    #expect(value?.kindName == kind)
    if let value { #expect(value.text == text) }
  }
}
