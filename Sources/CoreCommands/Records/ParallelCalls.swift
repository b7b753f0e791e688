import CommandKit
import Diagnostics
import Threads
import Values

/// Calls a block for items on several threads, and gives the results in the order of the items.
///
/// Idea: the thread that reads the results also reads the items, up to a window ahead of the first
/// result still missing, so nothing runs far ahead of what is wanted. Workers take the next item
/// each. A failure is thrown where its result would have stood; items not begun then never begin.
final class ParallelCalls: Sendable {
  private struct State {
    /// Items not begun, with their numbers.
    var waiting: [(number: Int, item: Value)] = []
    var results: [Int: Result<Value, Diagnostic>] = [:]
    var hasFailed = false
    var isClosed = false
  }

  private let monitor = Monitor(State())
  private let block: ItemBlock

  private init(_ block: ItemBlock) { self.block = block }

  /// How deep blocks that run in parallel may lie in one another.
  private static let deepest = 8

  /// Returns the results as a stream. The threads end with it.
  ///
  /// Throws `filter.too-parallel` in a block that lies too deep in others that run in parallel: what
  /// calls itself so would have all threads of the machine before its depth ends it.
  static func results(
    of block: ItemBlock, over stream: ValueStream, workers: Int, at span: SourceSpan?
  ) throws(Diagnostic) -> ValueStream {
    guard WorkerThread.nesting <= deepest else {
      throw Diagnostic(
        RecordDiagnostic.tooParallel, "blocks run in parallel in one another too deeply", at: span,
        hint: "a definition probably calls itself without an end; 'each' without --parallel")
    }
    let calls = ParallelCalls(block)
    let threads = (0..<workers).compactMap { _ in
      WorkerThread(stackSize: WorkerThread.deepStack) { calls.work() }
    }
    // Without a thread to be had, the reading one does the work.
    let window = threads.count * 4
    var source = ItemSource(stream)
    var next = 0
    return ValueStream(
      close: {
        calls.close()
        threads.forEach { $0.join() }
        stream.finish()
      },
      pull: { () throws(Diagnostic) -> Batch? in
        while source.count - next < max(window, 1), let item = try source.next() {
          calls.add(item, number: source.count - 1)
        }
        if next == source.count { return nil }
        if threads.isEmpty { calls.workOnce() }
        let ready = try calls.take(from: next)
        next += ready.count
        return Batch(items: ready)
      })
  }

  private func add(_ item: Value, number: Int) {
    monitor.withLock { state in
      if !state.hasFailed { state.waiting.append((number, item)) }
    }
  }

  private func close() {
    monitor.withLock { state in
      state.isClosed = true
      state.waiting = []
    }
  }

  /// Waits for result `number` and returns it with those behind it that are there. A failure among
  /// these is left for the next call.
  private func take(from number: Int) throws(Diagnostic) -> [Value] {
    let results = monitor.wait { state -> [Result<Value, Diagnostic>]? in
      guard let first = state.results.removeValue(forKey: number) else { return nil }
      var results = [first]
      guard case .success = first else { return results }
      while case .success(let value)? = state.results[number + results.count] {
        state.results[number + results.count] = nil
        results.append(.success(value))
      }
      return results
    }
    var values: [Value] = []
    for result in results { values.append(try result.get()) }
    return values
  }

  /// Takes items until the end.
  private func work() {
    while true {
      let job = monitor.wait { state -> (number: Int, item: Value)?? in
        if state.isClosed { return .some(nil) }
        return state.waiting.isEmpty ? nil : .some(state.waiting.removeFirst())
      }
      guard let job else { return }
      run(job)
    }
  }

  private func workOnce() {
    let job = monitor.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    if let job { run(job) }
  }

  private func run(_ job: (number: Int, item: Value)) {
    let result: Result<Value, Diagnostic>
    do throws(Diagnostic) {
      result = .success(try block.value(job.item, job.number))
    } catch {
      result = .failure(error)
    }
    monitor.withLock { state in
      state.results[job.number] = result
      if case .failure = result {
        state.hasFailed = true
        state.waiting = []
      }
    }
  }
}

/// The items of a stream one at a time.
private struct ItemSource {
  private let stream: ValueStream
  private var items: [Value] = []
  private var position = 0
  /// How many were taken.
  private(set) var count = 0

  init(_ stream: ValueStream) { self.stream = stream }

  mutating func next() throws(Diagnostic) -> Value? {
    if position == items.count {
      guard let batch = try stream.next() else { return nil }
      (items, position) = (batch.items, 0)
    }
    position += 1
    count += 1
    return items[position - 1]
  }
}
