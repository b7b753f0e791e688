package import CommandKit
import Values

/// The variables of one activation: the top level, one call of a `def`, one call of a block.
///
/// Names were resolved to slots before running. Slots are raw memory because every variable access
/// of every loop goes through here; the count is fixed by the compiler, except at the prompt, where
/// each line may add some.
package final class Frame: @unchecked Sendable {
  // Unchecked: `slots` belongs to the evaluating thread. Blocks that run in parallel have frames of
  // their own, and the check refuses that they set variables of outer ones.

  private(set) var slots: UnsafeMutablePointer<Value>
  private var count: Int
  /// The frame the code was written in; a variable `depth` levels out is found by following it.
  let parent: Frame?
  let runtime: Runtime
  /// How many calls of definitions and blocks led here; bounded, so that a definition that calls
  /// itself without end is an error with a place and not an overflow of the stack.
  let depth: Int

  /// The deepest call allowed; the evaluating thread's stack is sized for it.
  package static let maximumDepth = 2_000

  package init(slotCount: Int, parent: Frame?, runtime: Runtime, depth: Int = 0) {
    self.depth = depth
    count = max(slotCount, 1)
    slots = .allocate(capacity: count)
    slots.initialize(repeating: .null, count: count)
    self.parent = parent
    self.runtime = runtime
  }

  deinit {
    slots.deinitialize(count: count)
    slots.deallocate()
  }

  /// Makes room for more variables; only between two lines at the prompt.
  func grow(to newCount: Int) {
    guard newCount > count else { return }
    let larger = UnsafeMutablePointer<Value>.allocate(capacity: newCount)
    larger.moveInitialize(from: slots, count: count)
    (larger + count).initialize(repeating: .null, count: newCount - count)
    slots.deallocate()
    slots = larger
    count = newCount
  }

  /// Returns the frame `depth` levels out.
  @inline(__always)
  func outer(_ depth: Int) -> Frame {
    var frame = self
    for _ in 0..<depth {
      guard let parent = frame.parent else { return frame }
      frame = parent
    }
    return frame
  }
}
