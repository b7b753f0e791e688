import CommandKit
import Diagnostics
import Values

/// Takes items from the end.
struct Last: Command {
  static let name = "last"
  static let group = CommandGroup.records
  static let summary = "Take the last item, or the last so many"
  static let details = """
    Without a number the last item itself comes out, and an empty list is an error; with one, a \
    list of at most so many. Everything is read, and no more than the last items are held.
    """
  static let result = ResultShape.input
  static let input = InputUse.required
  static let examples: [Example] = ["[3, 1, 2] | last", "[3, 1, 2] | last 2"]

  @Argument("How many") var count: ItemCount?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let stream = try context.inputStream()
    let columns = stream.columns
    let batches = try tail(of: stream, count?.count ?? 1, context.runtime.interruption)
    guard count == nil else { return .records(ValueStream(batches: batches, columns: columns)) }
    guard let item = batches.last?.items.last else {
      throw RecordDiagnostic.nothing("the last item", context.call)
    }
    return Output(item)
  }

  /// The last batches that hold so many items, the first of them cut.
  private func tail(
    of stream: ValueStream, _ limit: Int, _ interruption: Interruption
  ) throws(Diagnostic) -> [Batch] {
    var kept: [Batch] = []
    var total = 0
    while let batch = try stream.next() {
      try interruption.check()
      kept.append(batch)
      total += batch.count
      while let oldest = kept.first, total - oldest.count >= limit {
        total -= oldest.count
        kept.removeFirst()
      }
    }
    if let oldest = kept.first, total > limit {
      kept[0] = oldest.part((total - limit)..<oldest.count)
    }
    return kept
  }
}
