import Diagnostics
import Glibc
import Synchronization

/// Standard output and error of the process: the only place that writes to them.
///
/// Output is buffered and flushed when something is asked of a person, when the error stream
/// speaks, and at the end. A reader that went away (`| head`) ends the run quietly.
final class StandardStreams: Sendable {
  private struct Buffer {
    var bytes: [UInt8] = []
    var isClosed = false
  }

  private let output = Mutex(Buffer())
  private static let flushSize = 1 << 16

  /// Appends text to standard output.
  func write(_ text: String) throws(Diagnostic) {
    var text = text
    var failure: Diagnostic?
    text.withUTF8 { bytes in
      do throws(Diagnostic) {
        try write(UnsafeRawBufferPointer(bytes))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Appends bytes to standard output.
  func write(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    let isOpen = output.withLock { buffer in
      if buffer.bytes.isEmpty, bytes.count >= Self.flushSize {
        buffer.isClosed = buffer.isClosed || !Self.writeAll(bytes, to: STDOUT_FILENO)
      } else {
        buffer.bytes.append(contentsOf: bytes)
        if buffer.bytes.count >= Self.flushSize { Self.flush(&buffer) }
      }
      return !buffer.isClosed
    }
    guard isOpen else { throw .exiting(0) }
  }

  /// Writes out what is buffered.
  func flush() { output.withLock { Self.flush(&$0) } }

  /// Writes a line to standard error, behind everything written to standard output so far.
  func report(_ line: String) {
    flush()
    var text = line + "\n"
    text.withUTF8 { _ = Self.writeAll(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
  }

  private static func flush(_ buffer: inout Buffer) {
    guard !buffer.bytes.isEmpty else { return }
    let isOpen = buffer.bytes.withUnsafeBytes { writeAll($0, to: STDOUT_FILENO) }
    if !isOpen { buffer.isClosed = true }
    buffer.bytes.removeAll(keepingCapacity: true)
  }

  /// Writes everything; false when the other end is gone or the device is full.
  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(descriptor, piece.baseAddress, piece.count)
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
