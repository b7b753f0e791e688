/// Values in order. Records captured from a stream stay in their batches, so holding a million of
/// them costs what the batches cost.
package struct List: Sendable {
  private enum Storage: Sendable {
    case values([Value])
    case batches(BatchRun)
  }

  private var storage: Storage

  package init(_ values: [Value] = []) { storage = .values(values) }

  /// Makes a list of the records of batches, in order.
  package init(batches: [RecordBatch]) { storage = .batches(BatchRun(batches)) }

  package var count: Int {
    switch storage {
    case .values(let values): values.count
    case .batches(let run): run.count
    }
  }

  package var isEmpty: Bool { count == 0 }
  package var indices: Range<Int> { 0..<count }

  /// Returns element `index`, which must be in `0..<count`.
  package subscript(index: Int) -> Value {
    switch storage {
    case .values(let values): values[index]
    case .batches(let run): .record(run[index])
    }
  }

  /// All elements; makes the array when the list is held in batches.
  package var values: [Value] {
    switch storage {
    case .values(let values): values
    case .batches(let run): (0..<run.count).map { .record(run[$0]) }
    }
  }

  /// The elements as stream batches, without copying.
  package var batches: [Batch] {
    switch storage {
    case .values(let values): values.isEmpty ? [] : [.values(values)]
    case .batches(let run): run.batches.map { .records($0, selection: nil) }
    }
  }

  /// Whether it is the very same list as another: nothing was changed since one was made of the
  /// other. False also where that cannot be told.
  package func isSame(as other: List) -> Bool {
    guard case .values(let here) = storage, case .values(let there) = other.storage else {
      return false
    }
    return here.count == there.count
      && here.withUnsafeBufferPointer { here in
        there.withUnsafeBufferPointer { here.baseAddress == $0.baseAddress }
      }
  }

  /// Appends in place where nobody else holds the list.
  package mutating func append(_ value: Value) {
    if case .values(var values) = storage {
      storage = .values([])
      values.append(value)
      storage = .values(values)
    } else {
      storage = .values(values + [value])
    }
  }

  /// Replaces element `index`.
  package mutating func replace(at index: Int, with value: Value) {
    var changed = values
    storage = .values([])
    changed[index] = value
    storage = .values(changed)
  }
}

/// Batches end to end with random access by binary search over where each begins.
private final class BatchRun: Sendable {
  let batches: [RecordBatch]
  let count: Int
  private let starts: [Int]

  init(_ batches: [RecordBatch]) {
    self.batches = batches
    var starts: [Int] = []
    var total = 0
    for batch in batches {
      starts.append(total)
      total += batch.count
    }
    self.starts = starts
    count = total
  }

  subscript(index: Int) -> Record {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    return Record(rows: batches[low], row: index - starts[low])
  }
}
