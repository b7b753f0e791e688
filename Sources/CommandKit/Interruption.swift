package import Diagnostics
import Glibc
import Synchronization

/// Whether Ctrl-C was pressed. Loops, streams and waits look at it.
package final class Interruption: Sendable {
  private let requested = Atomic<Bool>(false)

  package init() {}

  /// Asks what runs to end. Safe in a signal handler.
  package func request() { requested.store(true, ordering: .relaxed) }

  /// Forgets the request; done before each statement typed at the prompt.
  package func reset() { requested.store(false, ordering: .relaxed) }

  package var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Throws `run.interrupted` when asked to end.
  @inline(__always)
  package func check() throws(Diagnostic) {
    if isRequested { throw .interruption }
  }

  /// Opens a file for reading without waiting for whoever will write to a FIFO; `read` waits. Returns
  /// the descriptor, or -1 with `errno` set.
  package static func openToRead(_ path: String) -> Int32 {
    open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  }

  /// Reads like the system's `read`, once there is something to read. Throws when asked to end.
  package func read(
    _ descriptor: Int32, into space: UnsafeMutableRawBufferPointer
  ) throws(Diagnostic) -> Int {
    while true {
      try waitToRead(descriptor)
      let count = Glibc.read(descriptor, space.baseAddress, space.count)
      // Somebody else may have read what there was.
      if count >= 0 || (errno != EINTR && errno != EAGAIN) { return count }
    }
  }

  /// Waits until a read from `descriptor` would not, or throws when asked to end.
  private func waitToRead(_ descriptor: Int32) throws(Diagnostic) {
    var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      try check()
      let count = poll(&watched, 1, 50)
      // Any error is left for the read to meet.
      if count > 0 || (count < 0 && errno != EINTR) { return }
    }
  }
}
