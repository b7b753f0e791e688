import Diagnostics
import Glibc

/// Replaces a file as a whole or not at all.
enum AtomicFile {
  static let failed = DiagnosticID(
    "file.not-written", .failure, "A file could not be written; what was there before still is.")

  /// Writes beside the file, then renames; keeps the file's permissions, and gives a new one `mode`.
  static func write(
    _ text: String, to path: String, mode newMode: mode_t = 0o644
  ) throws(Diagnostic) {
    let temporary = path + ".offsh-\(getpid())"
    var status = stat()
    let mode = stat(path, &status) == 0 ? status.st_mode & 0o777 : newMode
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw error(path, errno) }
    let isWritten = writeAll(Array(text.utf8), to: descriptor) && fsync(descriptor) == 0
    let code = errno
    close(descriptor)
    guard isWritten, rename(temporary, path) == 0 else {
      let code = isWritten ? errno : code
      unlink(temporary)
      throw error(path, code)
    }
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }

  private static func error(_ path: String, _ code: Int32) -> Diagnostic {
    Diagnostic(failed, "cannot write '\(path)': \(String(cString: strerror(code)))")
  }
}
