import Synchronization

/// The wish of somebody outside that the process ends, for what has things to put away first.
final class Termination: Sendable {
  private struct State {
    var isHeeded = false
    var status: Int32?
    /// What is to be told when the process ends in the midst of something.
    var lastWords: @Sendable () -> [String] = { [] }
  }

  private let state = Mutex(State())

  /// From now on whoever calls looks at `status` and ends by itself.
  func heed() { state.withLock { $0.isHeeded = true } }

  /// Has `lastWords` say what is to be told where the process is ended in the midst of something.
  func tell(_ lastWords: @escaping @Sendable () -> [String]) {
    state.withLock { $0.lastWords = lastWords }
  }

  var lastWords: [String] { state.withLock { $0.lastWords }() }

  /// The status to end with; nil while nobody wants it to end.
  var status: Int32? { state.withLock { $0.status } }

  /// Notes the wish; false when the process has to be ended here and now: nobody heeds it, or it was
  /// said before.
  func arrive(_ status: Int32) -> Bool {
    state.withLock { state in
      guard state.isHeeded, state.status == nil else { return false }
      state.status = status
      return true
    }
  }
}
