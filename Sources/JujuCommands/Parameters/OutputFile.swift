import Diagnostics
import Glibc

/// Writes what `--output` names: beside its place first, then moved there, so that a file is never
/// half written.
enum OutputFile {
  static func write(_ text: String, to path: String) throws(Diagnostic) {
    let beside = "\(path).\(getpid()).part"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path) }
    let isWritten = write(Array(text.utf8), descriptor)
    guard close(descriptor) == 0, isWritten, rename(beside, path) == 0 else {
      let reason = failure(path)
      unlink(beside)
      throw reason
    }
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
