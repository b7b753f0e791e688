/// What was found out about lists, remembered as long as nothing was written: how many rows a condition
/// leaves, and where pages ended.
final class CountCache {
  /// A row of a list in the order in which things were made.
  struct Mark {
    /// How many rows stand before the one behind it.
    let offset: Int
    let created: Int64
    let id: Int64
  }

  private static let mostCounts = 256
  private static let mostMarks = 32

  private let database: Database
  private var version: (Int64, Int) = (-1, -1)
  private var counts: [String: Int] = [:]
  private var marks: [String: [Mark]] = [:]

  init(database: Database) { self.database = database }

  func count(_ sql: String, _ values: [any DatabaseValue]) throws -> Int {
    try forgetWhatChanged()
    if counts.count > Self.mostCounts { counts = [:] }
    let key = Self.key(sql, values)
    if let known = counts[key] { return known }
    let counted = try database.first(sql, values: values, read: { $0.integer(0) }) ?? 0
    counts[key] = counted
    return counted
  }

  /// Returns the last known row at or before a place in the list of what a condition leaves.
  func mark(before offset: Int, of condition: SQLCondition, in table: String) throws -> Mark? {
    try forgetWhatChanged()
    let known = marks[Self.key(table + condition.sql, condition.values)] ?? []
    return known.filter { $0.offset <= offset }.max { $0.offset < $1.offset }
  }

  /// Remembers where a page ended: whoever reads a list reads on from there.
  func remember(_ mark: Mark, of condition: SQLCondition, in table: String) {
    if marks.count > Self.mostCounts { marks = [:] }
    let key = Self.key(table + condition.sql, condition.values)
    var known = marks[key] ?? []
    known.removeAll { $0.offset == mark.offset }
    if known.count >= Self.mostMarks { known.removeFirst() }
    marks[key] = known + [mark]
  }

  private func forgetWhatChanged() throws {
    let external = try database.first("PRAGMA data_version", read: { $0.integer(0) }) ?? 0
    let current = (database.changeCount, external)
    guard current != version else { return }
    counts = [:]
    marks = [:]
    version = current
  }

  private static func key(_ sql: String, _ values: [any DatabaseValue]) -> String {
    sql + "\u{0}" + values.map { "\($0)" }.joined(separator: "\u{0}")
  }
}
