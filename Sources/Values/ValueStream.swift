package import Diagnostics

/// What moves through a pipe at a time: some records of one batch, or some other values.
package enum Batch: Sendable {
  /// The rows of a batch; all of them, or those whose numbers (ascending) are selected.
  case records(RecordBatch, selection: [Int32]?)
  case values([Value])

  package var count: Int {
    switch self {
    case .records(let rows, let selection): selection?.count ?? rows.count
    case .values(let values): values.count
    }
  }

  /// Calls `body` for each item in order.
  package func forEach(_ body: (Value) throws(Diagnostic) -> Void) throws(Diagnostic) {
    switch self {
    case .values(let values):
      for value in values { try body(value) }
    case .records(let rows, let selection?):
      for row in selection { try body(.record(Record(rows: rows, row: Int(row)))) }
    case .records(let rows, nil):
      for row in 0..<rows.count { try body(.record(Record(rows: rows, row: row))) }
    }
  }

  /// The items as an array.
  package var items: [Value] {
    switch self {
    case .values(let values): values
    case .records(let rows, let selection?):
      selection.map { .record(Record(rows: rows, row: Int($0))) }
    case .records(let rows, nil):
      (0..<rows.count).map { .record(Record(rows: rows, row: $0)) }
    }
  }

  /// Returns items `range` of the batch.
  package func part(_ range: Range<Int>) -> Batch {
    switch self {
    case .values(let values): .values(Array(values[range]))
    case .records(let rows, let selection?): .records(rows, selection: Array(selection[range]))
    case .records(let rows, nil): .records(rows, selection: range.map { Int32($0) })
    }
  }
}

/// A lazy sequence of values, pulled a batch at a time and read once.
///
/// Pulled by one thread at a time; whoever hands it on no longer pulls from it.
package final class ValueStream: @unchecked Sendable {
  // Unchecked: `pull` and what else is set later belong to the one thread that reads the stream.

  private var pull: (() throws(Diagnostic) -> Batch?)?
  private var close: (() -> Void)?
  /// The declared columns of its records, when the maker knows them.
  package let columns: [String]?
  /// Who can be asked for less, before the first batch is pulled; nil where all there is comes.
  package let source: (any StreamSource)?
  /// Whether all of it is there already, so that reading on does nothing else.
  package private(set) var isAtHand = false

  /// `pull` returns the next batch, which may be empty, or nil at the end; it is not called again
  /// after nil or an error. `close` runs once, at the end or when the stream is dropped.
  package init(
    columns: [String]? = nil, source: (any StreamSource)? = nil, close: (() -> Void)? = nil,
    pull: @escaping () throws(Diagnostic) -> Batch?
  ) {
    self.source = source
    self.pull = pull
    self.close = close
    self.columns = columns
  }

  /// Makes a stream of batches that are there already.
  package convenience init(batches: [Batch], columns: [String]? = nil) {
    var index = 0
    self.init(columns: columns) { () throws(Diagnostic) -> Batch? in
      guard index < batches.count else { return nil }
      index += 1
      return batches[index - 1]
    }
    isAtHand = true
  }

  package convenience init(_ values: [Value], columns: [String]? = nil) {
    self.init(batches: values.isEmpty ? [] : [.values(values)], columns: columns)
  }

  deinit { close?() }

  /// Returns the next batch, never an empty one, or nil at the end.
  package func next() throws(Diagnostic) -> Batch? {
    while let pull {
      let batch: Batch?
      do {
        batch = try pull()
      } catch {
        finish()
        throw error
      }
      guard let batch else {
        finish()
        return nil
      }
      if batch.count > 0 { return batch }
    }
    return nil
  }

  /// Ends the stream before its end: nothing more is pulled, what it holds is let go.
  package func finish() {
    pull = nil
    close?()
    close = nil
  }

  /// Reads everything. Batches that lean on a larger text are packed first, so that keeping the
  /// list does not keep the text.
  package func collected() throws(Diagnostic) -> List {
    var batches: [RecordBatch] = []
    var values: [Value] = []
    while let batch = try next() {
      if values.isEmpty, case .records(let rows, let selection) = batch {
        batches.append(rows.packed(selection))
      } else {
        for batch in batches { values += Batch.records(batch, selection: nil).items }
        batches = []
        values += batch.items
      }
    }
    return batches.isEmpty ? List(values) : List(batches: batches)
  }

  /// Reads so many items, or all there are, and ends the stream.
  package func collected(upTo limit: Int) throws(Diagnostic) -> List {
    var values: [Value] = []
    while values.count < limit, let batch = try next() {
      values +=
        batch.count > limit - values.count
        ? batch.part(0..<(limit - values.count)).items : batch.items
    }
    finish()
    return List(values)
  }

  /// Calls `body` for every item.
  package func forEach(_ body: (Value) throws(Diagnostic) -> Void) throws(Diagnostic) {
    while let batch = try next() { try batch.forEach(body) }
  }
}

extension Value {
  /// Returns the value as a stream: a stream itself, a list's elements, one record as one item;
  /// nil for anything else.
  package var asStream: ValueStream? {
    switch self {
    case .stream(let stream): stream
    case .list(let list): ValueStream(batches: list.batches)
    case .record(let record):
      ValueStream(batches: [.records(record.rows, selection: [Int32(record.row)])])
    default: nil
    }
  }

  /// Returns the value with a stream read to its end into a list and bytes into text; anything
  /// else unchanged.
  @inlinable
  package func settled() throws(Diagnostic) -> Value {
    switch self {
    case .stream, .bytes: try readToEnd()
    default: self
    }
  }

  @usableFromInline
  package func readToEnd() throws(Diagnostic) -> Value {
    switch self {
    case .stream(let stream): .list(try stream.collected())
    case .bytes(let bytes): .string(try bytes.readText())
    default: self
    }
  }
}
