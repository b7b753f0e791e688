import CSQLite
import Diagnostics

/// What SQLite answered when it could not do what was asked.
struct DatabaseError: Error, CustomStringConvertible {
  /// The primary result code, `SQLITE_BUSY`.
  let code: Int32
  /// SQLite's own words.
  let message: String
  /// What was to be done.
  let sql: String
  /// The file, where it was open already.
  var path: String?

  var description: String { "\(message) (\(sql))" }

  /// Returns the error as the user sees it.
  func diagnostic(path: String?) -> Diagnostic {
    let file = path ?? self.path ?? "in memory"
    return switch code {
    case SQLITE_BUSY, SQLITE_LOCKED:
      Diagnostic(
        SandboxDiagnostic.locked, "another process holds the sandbox file '\(file)'",
        hint: "try again, or use another file with --sandbox", isRetryable: true, cause: description
      )
    case SQLITE_READONLY:
      Diagnostic(
        SandboxDiagnostic.readOnly, "the sandbox file '\(file)' may not be written",
        hint: "make it writable, or use --sandbox :memory:", cause: description)
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
      Diagnostic(
        SandboxDiagnostic.cannotOpen, "the sandbox file '\(file)' cannot be opened",
        hint: "name another file with --sandbox, or use --sandbox :memory:", cause: description)
    case SQLITE_NOTADB, SQLITE_CORRUPT:
      SandboxDiagnostic.notASandbox(file, cause: description)
    default:
      Diagnostic(
        SandboxDiagnostic.storage, "the sandbox file '\(file)' failed: \(message)",
        cause: description)
    }
  }
}

extension SandboxDiagnostic {
  /// Returns the diagnostic for a file that is damaged or belongs to something else.
  static func notASandbox(_ file: String, cause: String? = nil) -> Diagnostic {
    Diagnostic(
      notASandbox, "'\(file)' is not a sandbox file, or it is damaged",
      hint: "move it away to start afresh, or name another file with --sandbox", cause: cause)
  }

  /// Returns the diagnostic for a file of a later version.
  static func tooNew(_ file: String, version: Int, known: Int) -> Diagnostic {
    Diagnostic(
      tooNew,
      "the sandbox file '\(file)' has layout \(version), this offsh knows layouts up to \(known)",
      hint: "use the newer offsh, or name another file with --sandbox")
  }
}
