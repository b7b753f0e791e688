import Synchronization
import Values

/// One remembered pattern, safe from several threads.
final class LastPattern: Sendable {
  private let kept = Mutex<(source: String, pattern: RegularExpression)?>(nil)

  func pattern(_ source: String) -> RegularExpression? {
    kept.withLock { kept in
      kept.flatMap { Text.isEqual($0.source, source) ? $0.pattern : nil }
    }
  }

  func keep(_ pattern: RegularExpression, for source: String) {
    kept.withLock { $0 = (source, pattern) }
  }
}
