import Synchronization
import WaldurWire

/// The Waldur world of the sandbox as its rows hold it; rules stand in the extensions, by subject.
///
/// Every function runs inside the transaction its caller has begun.
struct WaldurState {
  let database: Database
  let clock: SandboxClock
  let identifiers: IdentifierSource
  let counts: CountCache

  init(database: Database, clock: SandboxClock) {
    self.database = database
    self.clock = clock
    identifiers = IdentifierSource(database: database)
    counts = CountCache(database: database)
  }

  var now: Moment { Moment(microseconds: clock.now() * 1000) }

  /// Draws a UUID in Waldur's spelling.
  func newUUID() throws -> String {
    try identifiers.uuid().filter { $0 != "-" }
  }

  // MARK: Rows

  func find<Record: WaldurRecord>(_ type: Record.Type, id: Int64) throws -> Record? {
    try first(type, SQLCondition("\(Record.table).id = ?", id))
  }

  func find<Record: WaldurRecord>(_ type: Record.Type, uuid: String) throws -> Record? {
    try first(type, SQLCondition("\(Record.table).uuid = ?", uuid))
  }

  func first<Record: WaldurRecord>(
    _ type: Record.Type, _ condition: SQLCondition, joins: String = "", order: String? = nil
  ) throws -> Record? {
    let tail = order.map { " ORDER BY \($0)" } ?? ""
    return try database.first(
      "SELECT \(Record.qualified) FROM \(Record.table) \(joins) WHERE \(condition.sql)\(tail) LIMIT 1",
      values: condition.values, read: Record.read)
  }

  func all<Record: WaldurRecord>(
    _ type: Record.Type, _ condition: SQLCondition = .all, joins: String = "",
    order: String? = nil
  ) throws -> [Record] {
    try database.rows(
      """
      SELECT \(Record.qualified) FROM \(Record.table) \(joins) WHERE \(condition.sql)
      ORDER BY \(order ?? Record.table + ".id")
      """, values: condition.values, read: Record.read)
  }

  /// Returns rows by their ids, in the order of these.
  func rows<Record: WaldurRecord>(_ type: Record.Type, ids: [Int64]) throws -> [Record] {
    if ids.isEmpty { return [] }
    return try database.rows(
      """
      SELECT \(Record.qualified) FROM json_each(?) AS wanted
      CROSS JOIN \(Record.table) ON \(Record.table).id = wanted.value ORDER BY wanted.key
      """, JSONList.text(ids), read: Record.read)
  }

  func exists(_ table: String, _ condition: SQLCondition) throws -> Bool {
    try database.first(
      "SELECT 1 FROM \(table) WHERE \(condition.sql) LIMIT 1", values: condition.values,
      read: { _ in true }) ?? false
  }

  func number(_ sql: String, _ values: any DatabaseValue...) throws -> Int {
    try database.first(sql, values: values, read: { $0.integer(0) }) ?? 0
  }
}

extension WaldurRecord {
  static func read(_ row: Row) -> Self {
    var reader = ColumnReader(row)
    return Self(&reader)
  }

  /// The columns with the name of their table.
  fileprivate static var qualified: String { QualifiedColumns.text(of: Self.self) }
}

/// The columns of each kind of record with the name of their table, put together once: a list asks
/// for them for every row it shows.
private enum QualifiedColumns {
  private static let known = Mutex<[ObjectIdentifier: String]>([:])

  static func text(of type: (some WaldurRecord).Type) -> String {
    known.withLock { known in
      if let text = known[ObjectIdentifier(type)] { return text }
      let text = type.columns.split(separator: ",")
        .map { "\(type.table).\(String($0).trimmingBlanks)" }.joined(separator: ", ")
      known[ObjectIdentifier(type)] = text
      return text
    }
  }
}
