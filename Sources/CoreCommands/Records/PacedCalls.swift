import CommandKit
import Diagnostics
import Values

/// Calls a block for items one after another.
///
/// Idea: results are handed on in batches, which is fast, but a batch is never waited for long: it
/// grows while its calls are quick and shrinks to a single call when they wait on a server, so
/// that what follows sees each result as it comes. The first calls are single ones: behind
/// `each { approve … } | first 2` nothing more than that is done.
enum PacedCalls {
  /// Half and twice of this many nanoseconds is what a batch may take.
  private static let pace: Int64 = 2_000_000
  private static let largest = 1_024
  private static let singleCalls = 100

  static func results(
    of block: ItemBlock, over stream: ValueStream, _ runtime: Runtime
  ) -> ValueStream {
    var items: [Value] = []
    var position = 0
    var number = 0
    var size = 1
    var failure: Diagnostic?
    return ValueStream(close: { stream.finish() }) { () throws(Diagnostic) -> Batch? in
      if let failure { throw failure }
      if position == items.count {
        guard let batch = try stream.next() else { return nil }
        (items, position) = (batch.items, 0)
      }
      let end = min(position + size, items.count)
      let begin = runtime.clock.monotonicNanoseconds
      var values: [Value] = []
      values.reserveCapacity(end - position)
      while position < end {
        do throws(Diagnostic) {
          try runtime.interruption.check()
          values.append(try block.value(items[position], number))
        } catch {
          // What was done before is handed on first.
          if values.isEmpty { throw error }
          failure = error
          break
        }
        position += 1
        number += 1
      }
      let taken = runtime.clock.monotonicNanoseconds - begin
      if taken < pace / 2, number >= singleCalls { size = min(size * 2, largest) }
      if taken > pace * 2 { size = max(size / 2, 1) }
      return Batch(items: values)
    }
  }
}
