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

  /// Waits until a read from `descriptor` would not, or throws when asked to end.
  package func waitToRead(_ descriptor: Int32) throws(Diagnostic) {
    var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      try check()
      let count = poll(&watched, 1, 50)
      // Any error is left for the read to meet.
      if count > 0 || (count < 0 && errno != EINTR) { return }
    }
  }
}
