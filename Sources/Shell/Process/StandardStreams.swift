import Diagnostics
import Glibc
import Synchronization

/// Standard output and error: the only place that writes to them, or to what stands for them in a
/// test.
///
/// Output to a terminal is seen at once. Other output is buffered and flushed before something
/// waits, when the error stream speaks, and at the end. A reader that went away (`| head`) ends the
/// run quietly; output that cannot be written for another reason is an error, also when that shows
/// only at the end.
final class StandardStreams: Sendable {
  static let notWritten = DiagnosticID(
    "output.not-written", .failure,
    """
    Standard output could not take what was printed; the system says why. What was printed before \
    may be there in part. A reader that closes a pipe early is no such error.
    """)

  /// What became of standard output.
  private enum Condition {
    case open
    /// The reader went away.
    case unwanted
    case failed(Int32)
  }

  private struct Buffer {
    var bytes: [UInt8] = []
    var condition = Condition.open
  }

  /// Writes everything to a stream; returns 0, or the system's code for what was in the way.
  typealias Sink = @Sendable (UnsafeRawBufferPointer) -> Int32

  private let output = Mutex(Buffer())
  private let writeOutput: Sink
  private let writeError: Sink
  /// Whether somebody looks on while things are written.
  private let isWatched: Bool
  /// Sees what is written, lines of progress excepted.
  private let listener = Mutex<(@Sendable (UnsafeRawBufferPointer) -> Void)?>(nil)
  private let hasListener = Atomic<Bool>(false)
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

  /// Lets `listener` see what is written from here on; nil ends that.
  func listen(_ listener: (@Sendable (UnsafeRawBufferPointer) -> Void)?) {
    self.listener.withLock { $0 = listener }
    hasListener.store(listener != nil, ordering: .releasing)
  }

  private func tell(_ bytes: UnsafeRawBufferPointer) {
    guard hasListener.load(ordering: .acquiring) else { return }
    listener.withLock { $0 }?(bytes)
  }

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
    tell(bytes)
    let condition = output.withLock { buffer in
      if buffer.bytes.isEmpty, bytes.count >= Self.flushSize {
        send(bytes, &buffer)
      } else {
        buffer.bytes.append(contentsOf: bytes)
        if isWatched || buffer.bytes.count >= Self.flushSize { flush(&buffer) }
      }
      return buffer.condition
    }
    switch condition {
    case .open: break
    case .unwanted: throw .exiting(0)
    case .failed(let code): throw Self.failure(code)
    }
  }

  /// Writes out what is buffered; what is in the way shows at the next write or at the end.
  func flush() { output.withLock { flush(&$0) } }

  /// Writes out what is left and returns how the process ends that would end with `status`.
  func end(with status: Int32) -> Int32 {
    flush()
    // With another status somebody has said already what went wrong.
    guard status == 0, case .failed(let code) = output.withLock({ $0.condition }) else {
      return status
    }
    let failure = Self.failure(code)
    report(failure.rendered())
    return failure.exitCode.rawValue
  }

  /// Writes out what is left, and behind it lines to standard error, as far as that needs no
  /// waiting: the process ends here and now, and another thread may hold the stream for ever.
  func flushAtOnce(_ lines: [String] = []) {
    writeOutAtOnce()
    for line in lines {
      Self.writeWithoutWaiting(Array((TerminalText.escaped(line) + "\n").utf8), to: STDERR_FILENO)
    }
  }

  private func writeOutAtOnce() {
    for _ in 0..<20 {
      let isDone: Void? = output.withLockIfAvailable { buffer in
        guard case .open = buffer.condition else { return }
        Self.writeWithoutWaiting(buffer.bytes, to: STDOUT_FILENO)
        buffer.bytes = []
      }
      if isDone != nil { return }
      usleep(5000)
    }
  }

  /// Writes a line to standard error, behind everything written to standard output so far. Text of
  /// servers may be in it: what is not plain text is escaped.
  func report(_ line: String) { report(escaped: TerminalText.escaped(line)) }

  /// The same for a line that may hold colours, in which text of servers is escaped already.
  func report(escaped line: String) {
    flush()
    var told = line + "\n"
    told.withUTF8 { tell(UnsafeRawBufferPointer($0)) }
    var text = erasure() + told
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
    var bytes: [UInt8] = []
    swap(&bytes, &buffer.bytes)
    bytes.withUnsafeBytes { send($0, &buffer) }
    bytes.removeAll(keepingCapacity: true)
    swap(&bytes, &buffer.bytes)
  }

  private func send(_ bytes: UnsafeRawBufferPointer, _ buffer: inout Buffer) {
    guard case .open = buffer.condition else { return }
    switch writeOutput(bytes) {
    case 0: break
    case EPIPE: buffer.condition = .unwanted
    case let code: buffer.condition = .failed(code)
    }
  }

  private static func failure(_ code: Int32) -> Diagnostic {
    Diagnostic(
      notWritten, "cannot write standard output: \(String(cString: strerror(code)))",
      hint: code == ENOSPC ? "make room where the output goes, or send it elsewhere" : nil)
  }

  /// Writes everything, waiting where the other end takes nothing yet, whether or not the descriptor
  /// blocks; returns 0, or what was in the way.
  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(descriptor, piece.baseAddress, piece.count)
      if count < 0 {
        switch errno {
        case EINTR: continue
        case EAGAIN:
          var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&waiting, 1, -1)
          continue
        case let code: return code
        }
      }
      rest = rest.dropFirst(count)
    }
    return 0
  }

  /// Writes in pieces a pipe that has any room takes whole, so that no write waits.
  private static func writeWithoutWaiting(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&waiting, 1, 100) > 0 else { return }
      let count = rest.prefix(4096).withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
