import CommandKit
import Diagnostics
import Threads
import Values

/// Calls a block for items on several threads, and gives the results in the order of the items.
///
/// Idea: the thread that reads the results reads a window of items, lets the workers have them and
/// waits for all of it. So blocks run only while that thread stands still, and neither what follows
/// nor what reads the items can change a variable that a block is reading. A failure is thrown where
/// its result would have stood; items not begun then never begin.
final class ParallelCalls: Sendable {
  private struct State {
    /// Items that nobody has begun, the next one last.
    var waiting: [Job] = []
    /// What came of the window's items so far; the first one has number `first`.
    var results: [Result<Value, Diagnostic>?] = []
    var first = 0
    var running = 0
    var isClosed = false

    mutating func begin() -> Job? {
      guard let job = waiting.popLast() else { return nil }
      running += 1
      return job
    }
  }

  private struct Job {
    /// The item's number among all.
    let number: Int
    let item: Value
  }

  private let monitor = Monitor(State())
  private let block: ItemBlock
  private let owed: OwedFailures

  private init(_ block: ItemBlock, _ owed: OwedFailures) {
    self.block = block
    self.owed = owed
  }

  /// How deep blocks that run in parallel may lie in one another.
  private static let deepest = 8

  /// Returns the results as a stream. The threads end with it.
  ///
  /// Throws `filter.too-parallel` in a block that lies too deep in others that run in parallel: what
  /// calls itself so would have all threads of the machine before its depth ends it.
  static func results(
    of block: ItemBlock, over stream: ValueStream, workers: Int, in context: CommandContext
  ) throws(Diagnostic) -> ValueStream {
    guard WorkerThread.nesting <= deepest else {
      throw Diagnostic(
        RecordDiagnostic.tooParallel, "blocks run in parallel in one another too deeply",
        at: context.call.span,
        hint: "a definition probably calls itself without an end; 'each' without --parallel")
    }
    let calls = ParallelCalls(block, context.runtime.owed)
    let threads = (0..<workers).compactMap { _ in
      WorkerThread(stackSize: WorkerThread.deepStack) { calls.work() }
    }
    // A few for each thread, so that a slow item does not leave the others idle.
    let window = max(threads.count, 1) * 4
    var source = ItemSource(stream)
    var failure: Diagnostic?
    return ValueStream(
      close: {
        calls.close()
        threads.forEach { $0.join() }
        stream.finish()
      },
      pull: { () throws(Diagnostic) -> Batch? in
        if let failure { throw failure }
        let first = source.count
        let items = try source.next(window)
        if items.isEmpty { return nil }
        var values: [Value] = []
        do throws(Diagnostic) {
          // Without a thread to be had, this one does the work.
          for result in calls.results(of: items, from: first, isAlone: threads.isEmpty) {
            values.append(try result.get())
          }
        } catch {
          if values.isEmpty { throw error }
          failure = error
        }
        return Batch(items: values)
      })
  }

  /// Waits until the block was called for all items, the first of which has number `first`, and
  /// returns what it gave, up to and with the first failure.
  private func results(
    of items: [Value], from first: Int, isAlone: Bool
  ) -> [Result<Value, Diagnostic>] {
    monitor.withLock { state in
      state.first = first
      state.results = Array(repeating: nil, count: items.count)
      state.waiting = items.enumerated().reversed().map { Job(number: first + $0, item: $1) }
    }
    if isAlone { while let job = monitor.withLock({ $0.begin() }) { run(job) } }
    return monitor.wait { state in
      guard state.waiting.isEmpty, state.running == 0 else { return nil }
      return state.results.prefix { $0 != nil }.compactMap { $0 }
    }
  }

  private func close() {
    monitor.withLock { state in
      state.isClosed = true
      state.waiting = []
    }
  }

  /// Takes items until the end.
  private func work() {
    while true {
      let job = monitor.wait { state -> Job?? in
        state.isClosed ? .some(nil) : state.begin().map { .some($0) }
      }
      guard let job else { return }
      run(job)
    }
  }

  private func run(_ job: Job) {
    let result: Result<Value, Diagnostic>
    do throws(Diagnostic) {
      // What the block leaves unread fails the block: its statement is on another thread.
      result = .success(
        try owed.paying { () throws(Diagnostic) in try block.value(job.item, job.number) })
    } catch {
      result = .failure(error)
    }
    monitor.withLock { state in
      state.results[job.number - state.first] = result
      state.running -= 1
      if case .failure = result { state.waiting = [] }
    }
  }
}

/// The items of a stream, some at a time.
private struct ItemSource {
  private let stream: ValueStream
  private var items: [Value] = []
  private var position = 0
  /// What ended the stream behind items that were given out.
  private var failure: Diagnostic?
  /// How many were taken.
  private(set) var count = 0

  init(_ stream: ValueStream) { self.stream = stream }

  /// Returns the next items, `most` at most; none at the end.
  mutating func next(_ most: Int) throws(Diagnostic) -> [Value] {
    if let failure { throw failure }
    var taken: [Value] = []
    do throws(Diagnostic) {
      while taken.count < most, let item = try next() { taken.append(item) }
    } catch {
      if taken.isEmpty { throw error }
      failure = error
    }
    return taken
  }

  private mutating func next() throws(Diagnostic) -> Value? {
    if position == items.count {
      guard let batch = try stream.next() else { return nil }
      (items, position) = (batch.items, 0)
    }
    position += 1
    count += 1
    return items[position - 1]
  }
}
