package import CommandKit
import Diagnostics
import Glibc
import Values

/// The variables of one activation: the top level, one call of a `def`, one call of a block.
///
/// Names were resolved to slots before running. Slots are raw memory because every variable access
/// of every loop goes through here; the count is fixed by the compiler, except at the prompt, where
/// each line may add some.
package final class Frame: @unchecked Sendable {
  // Unchecked: `slots` are set by the thread that made the frame and by no other; `outerToSet` sees
  // to that at run time for what the check cannot know (a block in a variable, a definition). Others
  // read them only while that thread waits for what they give (`each --parallel`).

  private(set) var slots: UnsafeMutablePointer<Value>
  private var count: Int
  /// The frame the code was written in; a variable `depth` levels out is found by following it.
  let parent: Frame?
  let runtime: Runtime
  /// The thread that made the frame: no other may set its variables (`each --parallel`).
  private let owner = pthread_self()

  package init(slotCount: Int, parent: Frame?, runtime: Runtime) {
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

  /// Returns the frame `depth` levels out for setting a variable of it. Throws where another thread
  /// made it: blocks that run in parallel change nothing outside themselves.
  func outerToSet(_ depth: Int, at span: SourceSpan) throws(Diagnostic) -> Frame {
    let frame = outer(depth)
    guard pthread_equal(frame.owner, pthread_self()) != 0 else {
      throw Diagnostic(
        InterpreterDiagnostic.parallelSet,
        "'\(span.text)' lies outside a block that runs in parallel", at: span,
        hint: "let the block give its result, and use what 'each' gives back")
    }
    return frame
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
