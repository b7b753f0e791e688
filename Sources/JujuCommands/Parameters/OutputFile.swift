import Diagnostics
import Glibc

/// Writes what `--output` names: beside its place first, then moved there, so that a file is never
/// half written. A file that is there keeps its mode, a symbolic link stays one, and what is no
/// regular file (a device, a pipe) is written directly.
enum OutputFile {
  static func write(_ text: String, to path: String) throws(Diagnostic) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
      return try writeDirectly(text, path)
    }
    let place = exists ? resolved(path) : path
    guard let (beside, descriptor) = openBeside(place) else { throw failure(path) }
    let isWritten =
      write(Array(text.utf8), descriptor)
      && (!exists || fchmod(descriptor, status.st_mode & 0o7777) == 0)
    guard close(descriptor) == 0, isWritten, rename(beside, place) == 0 else {
      let reason = failure(path)
      unlink(beside)
      throw reason
    }
  }

  private static func writeDirectly(_ text: String, _ path: String) throws(Diagnostic) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    let isWritten = write(Array(text.utf8), descriptor)
    let reason = failure(path)
    close(descriptor)
    if !isWritten { throw reason }
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Makes a file that was not there: nothing that somebody put in its place is followed.
  private static func openBeside(_ path: String) -> (name: String, descriptor: Int32)? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().map { $0 + "/" }.joined()
    for attempt in 0..<100 {
      let name = "\(folder).\(parts.last ?? "").\(getpid())-\(attempt).part"
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (name, descriptor) }
      if errno != EEXIST { return nil }
    }
    return nil
  }

  private static func write(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  private static func failure(_ path: String) -> Diagnostic {
    Diagnostic(
      JujuCommandDiagnostic.cannotWrite, "cannot write \(path): \(String(cString: strerror(errno)))"
    )
  }
}
