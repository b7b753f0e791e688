/// The table with how many rows there are of each kind, and the indexes that have all rows in an order
/// of the list, by the column that leads it.
struct Tally: Sendable {
  let table: String
  let walks: [String: String]
}

/// The rows of a list that are left after all filters.
struct Selection {
  /// Conditions on the columns of the tally.
  private(set) var tallied: [SQLCondition] = []
  private(set) var others: [SQLCondition] = []

  mutating func add(_ condition: SQLCondition, isTallied: Bool) {
    if condition.sql == SQLCondition.all.sql { return }
    if isTallied { tallied.append(condition) } else { others.append(condition) }
  }

  var condition: SQLCondition { .every(tallied + others) }

  /// Whether an index on the state alone finds these rows in their order.
  var isOneState: Bool { others.isEmpty && tallied.count == 1 && tallied[0].sql == "state = ?" }

  /// Drops conditions that keep nobody away beside the others: each would be checked on every row that
  /// is passed over on the way to a page.
  mutating func dropIdle(_ tally: Tally, _ counts: CountCache) throws {
    guard !tallied.isEmpty else { return }
    let count = try Self.count(tallied, tally, counts)
    for index in tallied.indices.reversed() {
      var rest = tallied
      rest.remove(at: index)
      if try Self.count(rest, tally, counts) == count { tallied = rest }
    }
  }

  /// Returns how many rows there are: from the tally where it knows, else by counting.
  func count(
    in table: String, _ joins: String, _ tally: Tally?, _ counts: CountCache
  ) throws -> Int {
    if let tally, others.isEmpty { return try Self.count(tallied, tally, counts) }
    let all = condition
    return try counts.count(
      "SELECT count(*) FROM \(table) \(joins) WHERE \(all.sql)", all.values)
  }

  /// Returns how many rows the table has in all.
  static func total(_ tally: Tally, _ counts: CountCache) throws -> Int {
    try count([], tally, counts)
  }

  private static func count(
    _ conditions: [SQLCondition], _ tally: Tally, _ counts: CountCache
  ) throws -> Int {
    let all = SQLCondition.every(conditions)
    return try counts.count(
      "SELECT coalesce(sum(n), 0) FROM \(tally.table) WHERE \(all.sql)", all.values)
  }
}
