import EffectGate

/// The tries of one request, all together: how many there may be, and until when they may last.
struct Attempts {
  /// How often a request is tried in all.
  private static let most = 4
  /// A server that asks for more patience than this does not get it.
  private static let longestWait = 60

  /// When the last answer must be there; nil for whenever it comes.
  private(set) var deadline: ContinuousClock.Instant?
  private var number = 1

  init(patience: Duration?) { deadline = patience.map { .now + $0 } }

  /// Counts another try and returns how long to wait before it; nil when there is to be none.
  ///
  /// `asked` is how many seconds the server wants to be left alone. It has answered, so that time is
  /// not taken from what there is to wait for it.
  mutating func pause(asked: Int? = nil) -> Duration? {
    guard number < Self.most, (asked ?? 0) <= Self.longestWait else { return nil }
    // 0.25 s, 0.5 s, 1 s.
    var pause = Duration.milliseconds(125 << number)
    if let asked {
      pause = max(pause, .seconds(asked))
      deadline = deadline.map { $0 + pause }
    } else if let deadline, .now + pause >= deadline {
      return nil
    }
    number += 1
    return pause
  }
}

/// The right to send a request, and until when its answer is waited for.
struct Sending {
  let passage: Passage
  let deadline: ContinuousClock.Instant?
}
