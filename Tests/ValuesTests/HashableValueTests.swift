import Testing

@testable import Values

/// Values as keys: equal ones find each other.
@Suite struct HashableValueTests {
  static let pairs: [(Value, Value, Bool)] = [
    (.int(1), .float(1), true), (.int(1), .string("1"), false), (.null, .null, true),
    (.decimal(Decimal(1)), .int(1), true),
    (
      .record(Record(["a": .int(1), "b": .null])), .record(Record(["b": .null, "a": .int(1)])), true
    ),
    (.record(Record(["a": .int(1)])), .record(Record(["a": .int(2)])), false),
    (.list(List([.int(1), .string("x")])), .list(List([.float(1), .string("x")])), true),
    (.list(List([.int(1)])), .list(List([.int(2)])), false),
  ]

  @Test(arguments: 0..<pairs.count) func equalValuesHaveEqualHashes(_ index: Int) {
    let (a, b, areEqual) = Self.pairs[index]
    #expect((HashableValue(a) == HashableValue(b)) == areEqual)
    if areEqual { #expect(HashableValue(a).hashValue == HashableValue(b).hashValue) }
  }

  @Test func sortingOrdersEveryKind() {
    let values: [Value] = [
      .string("b"), .null, .int(2), .bool(true), .float(0.5), .string("a"), .list(List()),
    ]
    let sorted = values.sorted { $0.sortOrder(against: $1) < 0 }.map(\.text)
    #expect(sorted == ["null", "true", "0.5", "2", "a", "b", "[]"])
  }
}
