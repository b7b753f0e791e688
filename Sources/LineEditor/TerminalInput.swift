import Glibc

/// Waits for bytes of the terminal or for a wake-up, whichever comes first.
struct TerminalInput {
  enum Arrival {
    case bytes([UInt8])
    /// The pipe has something, or a signal came.
    case woken
    case timedOut
    /// The terminal went away, or the input ended.
    case closed
  }

  /// Standard input, or the terminal itself.
  let descriptor: Int32
  /// Of a `WakePipe`, or -1 for none.
  let wakeDescriptor: Int32

  /// - Parameter milliseconds: how long to wait, -1 for as long as it takes.
  func wait(milliseconds: Int32 = -1) -> Arrival {
    var watched = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&watched, 2, milliseconds)
    if count < 0 { return errno == EINTR ? .woken : .closed }
    if count == 0 { return .timedOut }
    if watched[1].revents != 0 { return .woken }
    return readAvailable()
  }

  private func readAvailable() -> Arrival {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 { return .bytes(Array(buffer[..<count])) }
    // Taken by somebody else meanwhile, or a signal came: look again.
    if count < 0, errno == EINTR || errno == EAGAIN { return .woken }
    return .closed
  }
}
