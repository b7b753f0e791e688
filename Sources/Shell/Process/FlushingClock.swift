import CommandKit
import Diagnostics
import Values

/// A clock that writes out what is buffered before it waits: whoever reads a log sees what came
/// before the wait.
struct FlushingClock: WallClock {
  let clock: any WallClock
  let streams: StandardStreams

  var now: Timestamp { clock.now }

  var monotonicNanoseconds: Int64 { clock.monotonicNanoseconds }

  func sleep(nanoseconds: Int64, interruption: Interruption) throws(Diagnostic) {
    streams.flush()
    try clock.sleep(nanoseconds: nanoseconds, interruption: interruption)
  }
}
