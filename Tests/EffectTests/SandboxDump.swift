import CSQLite

/// Everything a sandbox file holds, as text that can be compared.
struct SandboxDump: Equatable {
  let tables: [String: [String]]

  init(_ path: String) {
    var database: OpaquePointer?
    guard sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else {
      tables = [:]
      return
    }
    defer { sqlite3_close(database) }
    var tables: [String: [String]] = [:]
    for row in Self.rows("SELECT name FROM sqlite_master WHERE type = 'table'", database) {
      tables[row] = Self.rows("SELECT * FROM \"\(row)\"", database).sorted()
    }
    self.tables = tables
  }

  private static func rows(_ query: String, _ database: OpaquePointer?) -> [String] {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(database, query, -1, &statement, nil) == SQLITE_OK else { return [] }
    defer { sqlite3_finalize(statement) }
    var rows: [String] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      let cells = (0..<sqlite3_column_count(statement)).map { column in
        sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "NULL"
      }
      rows.append(cells.joined(separator: "|"))
    }
    return rows
  }
}
