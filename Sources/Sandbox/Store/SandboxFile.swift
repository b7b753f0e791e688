import CSQLite
import Diagnostics
import Glibc

/// Opens the file of a sandbox, tells it from others and brings it to today's layout.
enum SandboxFile {
  /// Returns the open database; `seed` fills what is new to it, within the transaction that lays it
  /// out: it gets the layout the file had before, 0 for a fresh one.
  static func open(
    _ path: String?, makesFolder: Bool, lockWait: Int32, seed: (Database, Int) throws -> Void
  ) throws(Diagnostic) -> Database {
    if let path {
      if makesFolder { try makeFolder(of: path) } else { try requireFolder(of: path) }
      makeFile(path)
    }
    do {
      let database = try Database(path: path, lockWait: lockWait)
      if database.isReadOnly {
        throw DatabaseError(code: SQLITE_READONLY, message: "read only", sql: "open")
      }
      try recognise(database, path: path)
      try configure(database)
      try migrate(database, path: path, seed: seed)
      return database
    } catch let error as Diagnostic {
      throw error
    } catch let error as DatabaseError {
      throw error.diagnostic(path: path)
    } catch {
      throw Diagnostic(
        SandboxDiagnostic.storage, "the sandbox could not be set up", cause: "\(error)")
    }
  }

  /// Throws where the folder is missing: a misspelt path must not become a place of its own.
  private static func requireFolder(of path: String) throws(Diagnostic) {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    guard access(folder, F_OK) != 0, errno == ENOENT else { return }
    throw Diagnostic(
      SandboxDiagnostic.cannotOpen,
      "the folder '\(folder)' for the sandbox does not exist",
      hint: "make it first with mkdir, name another file with --sandbox, or use --sandbox :memory:")
  }

  /// Makes the file for its owner only: it holds the passwords of the sandbox's users, and people
  /// reuse passwords.
  private static func makeFile(_ path: String) {
    let descriptor = Glibc.open(path, O_CREAT | O_RDONLY | O_CLOEXEC, 0o600)
    if descriptor >= 0 { close(descriptor) }
  }

  /// Makes the folder for its owner only.
  private static func makeFolder(of path: String) throws(Diagnostic) {
    var folder = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      folder += part + "/"
      if folder != "/", mkdir(folder, 0o700) != 0, errno != EEXIST {
        throw Diagnostic(
          SandboxDiagnostic.cannotOpen, "the folder '\(folder)' for the sandbox cannot be made",
          hint: "name another file with --sandbox, or use --sandbox :memory:",
          cause: String(cString: strerror(errno)))
      }
    }
  }

  /// Throws for a file that is not ours, before anything is written to it.
  private static func recognise(_ database: Database, path: String?) throws {
    let id = try database.first("PRAGMA application_id") { $0.integer(0) } ?? 0
    let version = try database.first("PRAGMA user_version") { $0.integer(0) } ?? 0
    let tables = try database.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } ?? 0
    if tables == 0, version == 0 { return }
    guard id == Schema.applicationID, version > 0 else {
      throw SandboxDiagnostic.notASandbox(path ?? "memory")
    }
    if version > Schema.version {
      throw SandboxDiagnostic.tooNew(path ?? "memory", version: version, known: Schema.version)
    }
  }

  private static func configure(_ database: Database) throws(DatabaseError) {
    _ = try database.first("PRAGMA journal_mode = WAL") { $0.text(0) }
    // NORMAL: a commit is with the operating system before the reply goes out, so it outlives any
    // death of a process; a power failure may take the last ones, never the file. FULL waits for the
    // disk each time, which took nine tenths of a thousand grants.
    try database.script("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;")
  }

  private static func migrate(
    _ database: Database, path: String?, seed: (Database, Int) throws -> Void
  ) throws {
    if try layout(of: database) == Schema.version { return }
    try database.transaction(.write) {
      // Another process may have been faster.
      let version = try layout(of: database)
      for step in Schema.steps.dropFirst(version) { try database.script(step) }
      try database.script("PRAGMA user_version = \(Schema.version)")
      if version == 0 {
        try database.script("PRAGMA application_id = \(Schema.applicationID)")
      }
      try seed(database, version)
    }
  }

  private static func layout(of database: Database) throws(DatabaseError) -> Int {
    try database.first("PRAGMA user_version") { $0.integer(0) } ?? 0
  }
}
