// A thin typed layer over SQLite's C interface: one connection, prepared statements kept by their
// text, values bound and read by type. Everything throws `DatabaseError`; nothing retries, since
// SQLite itself waits for a lock as long as `busy_timeout` says. Not Sendable: the sandbox keeps
// the connection behind its lock.

import CSQLite

/// One connection to an SQLite database.
final class Database {
  /// Whether a transaction means to write: a writer takes the lock at once, so that it cannot
  /// fail half way because somebody else wrote in between.
  enum Intent {
    case read, write
  }

  private let handle: OpaquePointer
  /// Statements at rest, by their text.
  private var idle: [String: [Statement]] = [:]
  /// How many texts are kept at most. What clients ask for (`o=`) is part of some texts, so that
  /// there is no end to them; those of the sandbox itself are far fewer.
  static let idleLimit = 256
  /// How many texts are kept now.
  var idleCount: Int { idle.count }

  /// Opens a file, or a database in memory when `path` is nil. Waits up to `lockWait`
  /// milliseconds for other processes.
  init(path: String?, lockWait: Int32 = 5000) throws(DatabaseError) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(path ?? ":memory:", &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw DatabaseError(code: code & 0xFF, message: message, sql: "open")
    }
    handle = opened
    self.path = path
    self.lockWait = lockWait
    sqlite3_busy_timeout(handle, lockWait)
  }

  /// The file; nil in memory.
  let path: String?

  /// How long to wait for other processes, in milliseconds.
  var lockWait: Int32 {
    didSet { sqlite3_busy_timeout(handle, lockWait) }
  }

  deinit {
    idle = [:]
    sqlite3_close_v2(handle)
  }

  /// Whether the file can only be read.
  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// Counts the rows that were ever changed through this connection.
  var changeCount: Int64 { sqlite3_total_changes64(handle) }

  /// Runs statements that return nothing and take nothing.
  func script(_ sql: String) throws(DatabaseError) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
  }

  /// Runs one statement; returns how many rows it changed.
  @discardableResult
  func run(_ sql: String, _ values: any DatabaseValue...) throws(DatabaseError) -> Int {
    try run(sql, values: values)
  }

  /// Runs one statement; returns how many rows it changed.
  @discardableResult
  func run(_ sql: String, values: [any DatabaseValue]) throws(DatabaseError) -> Int {
    let statement = try borrow(sql, values)
    defer { giveBack(statement, sql) }
    while try step(statement, sql) {}
    return Int(sqlite3_changes(handle))
  }

  /// Runs one `INSERT`; returns the id of the new row.
  @discardableResult
  func insert(_ sql: String, _ values: any DatabaseValue...) throws(DatabaseError) -> Int64 {
    try insert(sql, values: values)
  }

  /// Runs one `INSERT`; returns the id of the new row.
  @discardableResult
  func insert(_ sql: String, values: [any DatabaseValue]) throws(DatabaseError) -> Int64 {
    let statement = try borrow(sql, values)
    defer { giveBack(statement, sql) }
    while try step(statement, sql) {}
    return sqlite3_last_insert_rowid(handle)
  }

  /// Returns what `read` makes of each row.
  func rows<Value>(
    _ sql: String, _ values: any DatabaseValue..., read: (Row) -> Value
  ) throws(DatabaseError) -> [Value] {
    try rows(sql, values: values, read: read)
  }

  /// Returns what `read` makes of each row.
  func rows<Value>(
    _ sql: String, values: [any DatabaseValue], read: (Row) -> Value
  ) throws(DatabaseError) -> [Value] {
    let statement = try borrow(sql, values)
    defer { giveBack(statement, sql) }
    var result: [Value] = []
    while try step(statement, sql) { result.append(read(Row(statement.handle))) }
    return result
  }

  /// Returns what `read` makes of the first row, if there is one.
  func first<Value>(
    _ sql: String, _ values: any DatabaseValue..., read: (Row) -> Value
  ) throws(DatabaseError) -> Value? {
    try first(sql, values: values, read: read)
  }

  /// Returns what `read` makes of the first row, if there is one.
  func first<Value>(
    _ sql: String, values: [any DatabaseValue], read: (Row) -> Value
  ) throws(DatabaseError) -> Value? {
    let statement = try borrow(sql, values)
    defer { giveBack(statement, sql) }
    return try step(statement, sql) ? read(Row(statement.handle)) : nil
  }

  /// Runs `body` in a transaction: all of it is kept, or nothing.
  func transaction<Value>(_ intent: Intent, _ body: () throws -> Value) throws -> Value {
    try run(intent == .write ? "BEGIN IMMEDIATE" : "BEGIN")
    do {
      let value = try body()
      try run("COMMIT")
      return value
    } catch {
      // A failed COMMIT, or a full disk, may have ended the transaction already.
      _ = try? run("ROLLBACK")
      throw error
    }
  }

  /// Runs `body` so that its changes are undone when it throws, within a transaction that goes on.
  func undoable<Value>(_ body: () throws -> Value) throws -> Value {
    try run("SAVEPOINT element")
    do {
      let value = try body()
      try run("RELEASE element")
      return value
    } catch {
      _ = try? run("ROLLBACK TO element")
      _ = try? run("RELEASE element")
      throw error
    }
  }

  private func borrow(
    _ sql: String, _ values: [any DatabaseValue]
  ) throws(DatabaseError) -> Statement {
    let statement: Statement
    if let kept = idle[sql]?.popLast() { statement = kept } else { statement = try prepare(sql) }
    for (index, value) in values.enumerated() {
      guard value.bind(to: statement.handle, at: Int32(index + 1)) == SQLITE_OK else {
        throw failure(sql)
      }
    }
    return statement
  }

  private func prepare(_ sql: String) throws(DatabaseError) -> Statement {
    var prepared: OpaquePointer?
    guard
      sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        == SQLITE_OK, let prepared
    else { throw failure(sql) }
    return Statement(prepared)
  }

  private func giveBack(_ statement: Statement, _ sql: String) {
    sqlite3_reset(statement.handle)
    sqlite3_clear_bindings(statement.handle)
    if idle.count >= Self.idleLimit, idle[sql] == nil { idle.removeAll(keepingCapacity: true) }
    idle[sql, default: []].append(statement)
  }

  private func step(_ statement: Statement, _ sql: String) throws(DatabaseError) -> Bool {
    switch sqlite3_step(statement.handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw failure(sql)
    }
  }

  private func failure(_ sql: String) -> DatabaseError {
    DatabaseError(
      code: sqlite3_errcode(handle) & 0xFF, message: String(cString: sqlite3_errmsg(handle)),
      sql: sql, path: path)
  }
}

/// A prepared statement; ends with its last reference.
private final class Statement {
  let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { sqlite3_finalize(handle) }
}

/// The current row of a query, columns counted from 0. Valid only while it is being read.
struct Row {
  private let statement: OpaquePointer

  fileprivate init(_ statement: OpaquePointer) { self.statement = statement }

  func text(_ column: Int32) -> String { optionalText(column) ?? "" }

  func optionalText(_ column: Int32) -> String? {
    guard let start = sqlite3_column_text(statement, column) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

  func id(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  func optionalID(_ column: Int32) -> Int64? {
    sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : id(column)
  }

  func bool(_ column: Int32) -> Bool { id(column) != 0 }
}

/// A value that can stand for a `?` of a statement.
protocol DatabaseValue: Sendable {
  /// Binds the value; returns SQLite's result code.
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension String: DatabaseValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    var text = self
    return text.withUTF8 { bytes in
      // SQLITE_TRANSIENT, a cast in C: SQLite copies the bytes before the call returns.
      let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      guard let start = bytes.baseAddress else {
        return sqlite3_bind_text(statement, index, "", 0, copied)
      }
      return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        sqlite3_bind_text(statement, index, $0, Int32(clamping: bytes.count), copied)
      }
    }
  }
}

extension Int64: DatabaseValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, self)
  }
}

extension Int: DatabaseValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, Int64(self))
  }
}

extension Bool: DatabaseValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    sqlite3_bind_int64(statement, index, self ? 1 : 0)
  }
}

extension Optional: DatabaseValue where Wrapped: DatabaseValue {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    switch self {
    case .some(let value): value.bind(to: statement, at: index)
    case .none: sqlite3_bind_null(statement, index)
    }
  }
}
