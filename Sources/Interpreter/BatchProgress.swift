package import CommandKit

/// Says how far a batch is, once it takes longer than a person waits without wondering.
package struct BatchProgress {
  /// Nothing is shown before; then so often.
  private static let patience: Int64 = 400_000_000
  private static let interval: Int64 = 100_000_000

  private let name: String
  private let line: ProgressLine?
  private let clock: any WallClock
  private let start: Int64
  private var next: Int64
  private var count = 0
  private var isShown = false

  package init(_ name: String, _ runtime: Runtime) {
    self.name = name
    line = try? runtime.service(ProgressLine.self)
    clock = runtime.clock
    start = line == nil ? 0 : clock.monotonicNanoseconds
    next = start + Self.patience
  }

  /// Counts one item more.
  package mutating func advance(failures: Int) {
    count += 1
    guard let line else { return }
    let now = clock.monotonicNanoseconds
    guard now >= next else { return }
    next = now + Self.interval
    isShown = true
    let rate = Int64(count) * 1_000_000_000 / max(1, now - start)
    let failed = failures == 0 ? "" : ", \(failures) failed"
    line.show("\(name): \(count) done\(failed), \(rate) per second")
  }

  /// Takes the line away.
  package mutating func end() {
    if isShown { line?.show(nil) }
    isShown = false
  }
}
