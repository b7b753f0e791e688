import CommandKit
import Diagnostics
import Glibc

/// An open file descriptor that closes itself.
final class FileHandle: Sendable {
  private let descriptor: Int32
  private let path: String
  private let closesAtEnd: Bool
  private let interruption: Interruption

  /// Opens a file for reading; `-` is standard input.
  init(reading path: String, _ interruption: Interruption) throws(Diagnostic) {
    self.path = path
    self.interruption = interruption
    closesAtEnd = path != "-"
    descriptor = closesAtEnd ? Interruption.openToRead(path) : STDIN_FILENO
    guard descriptor >= 0 else { throw FileDiagnostic.failed("open", path, errno) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw FileDiagnostic.failed("read", path, EISDIR)
    }
  }

  deinit { if closesAtEnd { close(descriptor) } }

  /// Returns how many bytes were read; 0 at the end. Ctrl-C ends the waiting for somebody who types.
  func read(into space: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    let count = try interruption.read(descriptor, into: space)
    guard count >= 0 else { throw FileDiagnostic.failed("read", path, errno) }
    return count
  }
}
