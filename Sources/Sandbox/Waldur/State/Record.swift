/// A row of one of Waldur's tables, as a value.
protocol WaldurRecord: Sendable {
  static var table: String { get }
  /// In the order in which `init` reads them.
  static var columns: String { get }
  /// What the server calls it in `No Order matches the given query.`
  static var model: String { get }

  var id: Int64 { get }
  /// 32 hexadecimal digits.
  var uuid: String { get }

  init(_ row: inout ColumnReader)
}

/// Reads the columns of a row one after the other.
struct ColumnReader {
  private let row: Row
  private var next: Int32 = 0

  init(_ row: Row) { self.row = row }

  private mutating func advance() -> Int32 {
    defer { next += 1 }
    return next
  }

  mutating func text() -> String { row.text(advance()) }
  mutating func optionalText() -> String? { row.optionalText(advance()) }
  mutating func id() -> Int64 { row.id(advance()) }
  mutating func optionalID() -> Int64? { row.optionalID(advance()) }
  mutating func bool() -> Bool { row.bool(advance()) }
  mutating func time() -> Moment { Moment(microseconds: row.id(advance())) }
  mutating func optionalTime() -> Moment? {
    row.optionalID(advance()).map { Moment(microseconds: $0) }
  }
  mutating func decimal() -> DecimalNumber { DecimalNumber(text()) ?? .zero }
  mutating func optionalDecimal() -> DecimalNumber? { optionalText().flatMap { DecimalNumber($0) } }
}

/// A piece of SQL that is true of some rows, with the values of its question marks.
struct SQLCondition: Sendable {
  var sql: String
  var values: [any DatabaseValue]

  init(_ sql: String, _ values: any DatabaseValue...) {
    self.sql = sql
    self.values = values
  }

  private init(sql: String, values: [any DatabaseValue]) {
    self.sql = sql
    self.values = values
  }

  static let all = SQLCondition("1")
  static let none = SQLCondition("0")

  /// Returns what is true where all of the conditions are.
  static func every(_ conditions: [SQLCondition]) -> SQLCondition {
    joined(conditions, by: " AND ", empty: .all)
  }

  /// Returns what is true where one of the conditions is. One that nothing meets is left out: it would
  /// keep SQLite from using an index for each of the others.
  static func any(_ conditions: [SQLCondition]) -> SQLCondition {
    joined(conditions.filter { !$0.isNone }, by: " OR ", empty: .none)
  }

  /// Whether nothing meets it, whatever the rows.
  var isNone: Bool { sql == Self.none.sql }

  /// Returns what is true where a column holds one of some ids; the text does not depend on how many.
  static func among(_ column: String, _ ids: some Collection<Int64>) -> SQLCondition {
    SQLCondition("\(column) IN (SELECT value FROM json_each(?))", JSONList.text(ids))
  }

  /// Returns what is true where a column holds one of some texts.
  static func among(_ column: String, _ texts: [String]) -> SQLCondition {
    texts.count == 1
      ? SQLCondition("\(column) = ?", texts[0])
      : SQLCondition("\(column) IN (SELECT value FROM json_each(?))", JSONList.text(texts))
  }

  /// Returns what is true where a text column has a text in it, whatever the case of letters.
  static func contains(_ column: String, _ text: String) -> SQLCondition {
    let pattern = "%\(escapedForLike(text))%"
    // SQLite takes no longer pattern, and no text that is searched is as long.
    guard pattern.utf8.count <= 50_000 else { return .none }
    return SQLCondition("\(column) LIKE ? ESCAPE '\\'", pattern)
  }

  static func escapedForLike(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if character == "%" || character == "_" || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }

  private static func joined(
    _ conditions: [SQLCondition], by word: String, empty: SQLCondition
  ) -> SQLCondition {
    guard let first = conditions.first else { return empty }
    if conditions.count == 1 { return first }
    return SQLCondition(
      sql: conditions.map { "(\($0.sql))" }.joined(separator: word),
      values: conditions.flatMap(\.values))
  }
}

/// Lists as JSON text, for SQLite's `json_each`.
enum JSONList {
  static func text(_ ids: some Collection<Int64>) -> String {
    "[" + ids.map(String.init).joined(separator: ",") + "]"
  }

  static func text(_ texts: [String]) -> String { Cell.list(texts.map { .string($0) }).text }
}
