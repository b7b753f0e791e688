import CLibEdit
import Glibc
import Synchronization

/// What other threads may tell the editor while it waits for a key: any thread, any time.
///
/// Each request is kept under the lock and a byte goes through a pipe that the editor polls beside
/// the terminal, so none of them interrupts anything half-way.
package final class EditorMailbox: Sendable {
  /// All that was asked for since the last look.
  struct Contents {
    var messages: [String] = []
    var result: ReadResult?
    var isWoken = false
  }

  private let contents = Mutex(Contents())
  /// Becomes readable when there is something to look at. Signal handlers write to the other end.
  let readDescriptor: Int32
  let writeDescriptor: Int32

  /// Fails when the process has no descriptors left.
  package init?() {
    var ends: (Int32, Int32) = (-1, -1)
    let isMade = withUnsafeMutableBytes(of: &ends) { bytes in
      cle_make_pipe(bytes.bindMemory(to: Int32.self).baseAddress) == 0
    }
    guard isMade else { return nil }
    (readDescriptor, writeDescriptor) = ends
  }

  deinit {
    close(readDescriptor)
    close(writeDescriptor)
  }

  /// Makes the editor call `onWake` on its own thread and draw a changed prompt.
  package func wake() { put { $0.isWoken = true } }

  /// Ends the reading with `.cancelled`; if none goes on, the next one ends at once.
  package func cancel() { put { $0.result = .cancelled } }

  /// Ends the reading with `.interrupted`, as Ctrl-C does; if none goes on, the next one.
  package func interrupt() { put { $0.result = .interrupted } }

  /// Prints `message` (a line or several, without the last line break) above the prompt and draws
  /// the half-typed line again below. Between two readings it waits for the next prompt.
  ///
  /// Colours may stand in it; text from a server must have been escaped.
  package func printAbove(_ message: String) { put { $0.messages.append(message) } }

  /// Returns what was asked for and forgets it.
  func take() -> Contents {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(readDescriptor, &bytes, bytes.count) > 0 {}
    return contents.withLock { contents in
      defer { contents = Contents() }
      return contents
    }
  }

  private func put(_ change: (inout Contents) -> Void) {
    contents.withLock { change(&$0) }
    // A full pipe wakes the editor as well.
    _ = write(writeDescriptor, "m", 1)
  }
}
