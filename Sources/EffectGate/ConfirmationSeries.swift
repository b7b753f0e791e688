import Synchronization

/// The questions of one command about several things, one after the other: one answer may stand for
/// all that follow. Says of each what else there is, so that whoever answers knows what "all" means.
package final class ConfirmationSeries: Sendable {
  /// What was answered for all that follow.
  package enum Standing: Sendable {
    case agreed, refused
  }

  private struct State {
    var following: ArraySlice<String>
    var standing: Standing?
  }

  private let state: Mutex<State>

  /// `names` are what people call the things, in the order in which they come.
  package init(_ names: [String]) { state = Mutex(State(following: names[...])) }

  /// Goes on to the next thing.
  package func advance() { state.withLock { _ = $0.following.popFirst() } }

  /// The answer that stands, if one was given.
  package internal(set) var standing: Standing? {
    get { state.withLock { $0.standing } }
    set { state.withLock { $0.standing = newValue } }
  }

  /// What comes behind the thing that is asked about.
  var following: [String] { state.withLock { Array($0.following) } }
}
