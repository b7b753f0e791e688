import Glibc

/// Where the sandbox takes the time from: the machine's clock, or a test's hand.
package struct SandboxClock: Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package let now: @Sendable () -> Int64

  package init(_ now: @escaping @Sendable () -> Int64) { self.now = now }

  /// The machine's clock.
  package static let system = SandboxClock {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Returns a clock that always shows the same moment.
  package static func fixed(_ milliseconds: Int64) -> SandboxClock {
    SandboxClock { milliseconds }
  }

  /// Reads an ISO 8601 time; nil for what is none.
  package static func milliseconds(_ text: String) -> Int64? {
    Moment(text).map { $0.microseconds / 1000 }
  }

  /// Returns the day of a time as `YYYY-MM-DD`.
  package static func day(_ milliseconds: Int64) -> String {
    Moment(microseconds: milliseconds * 1000).date.text
  }
}
