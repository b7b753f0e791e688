import Diagnostics
import Glibc
import Synchronization

/// Standard output and error: the only place that writes to them, or to what stands for them in a
/// test.
///
/// Output to a terminal is seen at once. Other output is buffered and flushed before something
/// waits, when the error stream speaks, and at the end. A reader that went away (`| head`) ends the
/// run quietly.
final class StandardStreams: Sendable {
  private struct Buffer {
    var bytes: [UInt8] = []
    var isClosed = false
  }

  /// Writes everything to a stream; false when the other end is gone or the device is full.
  typealias Sink = @Sendable (UnsafeRawBufferPointer) -> Bool

  private let output = Mutex(Buffer())
  private let writeOutput: Sink
  private let writeError: Sink
  /// Whether somebody looks on while things are written.
  private let isWatched: Bool
  /// Whether a line of progress stands on the terminal.
  private let hasProgress = Mutex(false)

  /// Those of the process.
  init() {
    isWatched = isatty(STDOUT_FILENO) == 1
    writeOutput = { Self.writeAll($0, to: STDOUT_FILENO) }
    writeError = { Self.writeAll($0, to: STDERR_FILENO) }
  }

  init(output: @escaping Sink, error: @escaping Sink) {
    isWatched = false
    writeOutput = output
    writeError = error
  }

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
        buffer.isClosed = buffer.isClosed || !writeOutput(bytes)
      } else {
        buffer.bytes.append(contentsOf: bytes)
        if isWatched || buffer.bytes.count >= Self.flushSize { flush(&buffer) }
      }
      return !buffer.isClosed
    }
    guard isOpen else { throw .exiting(0) }
  }

  /// Writes out what is buffered.
  func flush() { output.withLock { flush(&$0) } }

  /// Writes a line to standard error, behind everything written to standard output so far.
  func report(_ line: String) {
    flush()
    var text = erasure() + line + "\n"
    text.withUTF8 { _ = writeError(UnsafeRawBufferPointer($0)) }
  }

  /// Shows how far something is on a line of a terminal that is written over the next time; nil
  /// takes it away. What is reported meanwhile stands above it.
  func report(progress text: String?) {
    flush()
    var drawn = erasure() + (text.map { TerminalText.escaped($0, keepsLines: false) } ?? "")
    hasProgress.withLock { $0 = text != nil }
    drawn.withUTF8 { _ = writeError(UnsafeRawBufferPointer($0)) }
  }

  /// What takes the line of progress away; nothing when there is none.
  private func erasure() -> String {
    hasProgress.withLock { shown in
      defer { shown = false }
      return shown ? "\r\u{1b}[K" : ""
    }
  }

  private func flush(_ buffer: inout Buffer) {
    guard !buffer.bytes.isEmpty else { return }
    let isOpen = buffer.bytes.withUnsafeBytes { writeOutput($0) }
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
