package import Diagnostics
import Synchronization
import Threads

/// Frames that have come over a link and that nobody has taken yet.
///
/// Any thread may put and end; one thread at a time waits and takes.
package final class FrameInbox: Sendable {
  private struct State {
    var frames: [[UInt8]] = []
    var next = 0
    var byteCount = 0
    var end: Diagnostic?
  }

  private let state = Mutex(State())
  private let arrival = Arrival()

  package init() {}

  /// How many bytes wait to be taken.
  package var byteCount: Int { state.withLock { $0.byteCount } }

  /// Why nothing comes any more; what came before can still be taken.
  package var end: Diagnostic? { state.withLock { $0.end } }

  /// Appends a frame; returns how many bytes now wait.
  @discardableResult
  package func put(_ frame: [UInt8]) -> Int {
    defer { arrival.announce() }
    return state.withLock { state in
      state.frames.append(frame)
      state.byteCount += frame.count
      return state.byteCount
    }
  }

  /// Says that nothing comes any more; the first reason stays.
  package func end(_ reason: Diagnostic) {
    state.withLock { $0.end = $0.end ?? reason }
    arrival.announce()
  }

  /// Waits for the next frame; nil when the limit ended the wait. Throws the reason of the end once
  /// everything that came before it was taken.
  package func next(_ limit: WaitLimit) throws(Diagnostic) -> [UInt8]? {
    while true {
      if let frame = take() { return frame }
      if let reason = state.withLock({ $0.next == $0.frames.count ? $0.end : nil }) { throw reason }
      if limit.isReached { return nil }
      // Whoever interrupts has no way to wake this thread.
      arrival.wait(milliseconds: 50)
    }
  }

  private func take() -> [UInt8]? {
    state.withLock { state in
      guard state.next < state.frames.count else { return nil }
      let frame = state.frames[state.next]
      state.frames[state.next] = []
      state.next += 1
      state.byteCount -= frame.count
      if state.next == state.frames.count {
        state.frames.removeAll(keepingCapacity: true)
        state.next = 0
      }
      return frame
    }
  }
}
