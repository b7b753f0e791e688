import CommandKit
import Diagnostics
import Glibc
import Values

/// The machine's clock.
struct SystemClock: WallClock {
  var now: Timestamp {
    let time = Self.read(CLOCK_REALTIME)
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
  }

  var monotonicNanoseconds: Int64 {
    let time = Self.read(CLOCK_MONOTONIC)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Waits in short steps, looking for Ctrl-C between them.
  func sleep(nanoseconds: Int64, interruption: Interruption) throws(Diagnostic) {
    let begin = monotonicNanoseconds
    while true {
      try interruption.check()
      let left = max(0, nanoseconds) - (monotonicNanoseconds - begin)
      if left <= 0 { return }
      var step = timespec(tv_sec: 0, tv_nsec: Int(min(left, 50_000_000)))
      nanosleep(&step, nil)
    }
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    clock_gettime(clock, &time)
    return time
  }
}
