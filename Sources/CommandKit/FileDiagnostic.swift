package import Diagnostics
import Glibc

/// What goes wrong with files.
package enum FileDiagnostic {
  package static let file = DiagnosticID(
    "file.failed", .failure, "A file could not be opened, read or written; the system says why.")
  package static let fileExists = DiagnosticID(
    "file.exists", .failure,
    "'save' does not replace a file that is there, unless it is told to with --overwrite.")

  package static let all = [file, fileExists]

  package static func failed(_ action: String, _ path: String, _ code: Int32) -> Diagnostic {
    Diagnostic(file, "cannot \(action) '\(path)': \(String(cString: strerror(code)))")
  }

  static func exists(_ path: String) -> Diagnostic {
    Diagnostic(
      fileExists, "there is a file '\(path)' already", hint: "'--overwrite' replaces it")
  }
}
