import CommandKit
import Diagnostics
import Values

/// Puts items in order.
struct SortBy: Command {
  static let name = "sort-by"
  static let group = CommandGroup.records
  static let summary = "Put records in the order of columns, or plain values in theirs"
  static let details = """
    The first column counts most; a block computes what to sort by. Items that are equal keep \
    their order, also with --reverse. Null comes first; numbers go by value, text by its \
    characters' codes, so that upper case comes before lower case. Values of different kinds \
    keep to themselves. All items are held until the last has come.
    """
  static let result = ResultShape.input
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[name: 'web', units: 2], [name: 'db', units: 3]] | sort-by units --reverse",
    "[[name: 'web', units: 2], [name: 'db', units: 2]] | sort-by units name",
    "[3, 1, 2] | sort-by", Example("['bb', 'a'] | sort-by { length }", "by what a block computes"),
  ]

  @Argument("What to sort by; without any, the items themselves", label: "column", atLeast: 0)
  var keys: [SortKey]
  @Switch("The greatest first", short: "r") var reverse = false

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let stream = try context.inputStream()
    let columns = stream.columns
    let list = try stream.collected()
    var order = SortOrder(reverse: reverse)
    if keys.isEmpty { order.add(list.values) }
    for (index, key) in keys.enumerated() {
      try context.runtime.interruption.check()
      order.add(try values(of: key, index, in: list, context.call))
    }
    return .records(Reordered(list).stream(order.permutation(list.count), columns: columns))
  }

  private func values(
    of key: SortKey, _ index: Int, in list: List, _ call: CallSite
  ) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(list.count)
    let stream = ValueStream(batches: list.batches)
    switch key {
    case .column(let path):
      let reader = ColumnReader(path, call, parameter: "keys", index)
      try stream.forEachValue(reader) { (value) throws(Diagnostic) in values.append(value) }
    case .block(let callable):
      let block = try ItemBlock(callable, call, parameter: "keys")
      try stream.forEach { (item) throws(Diagnostic) in
        values.append(try block.value(item, values.count))
      }
    }
    return values
  }
}

/// The items of a list in another order.
private struct Reordered {
  private static let batchSize = 4_096
  private var records: [Record] = []
  private var values: [Value] = []

  init(_ list: List) {
    let isRecords = list.batches.allSatisfy { if case .records = $0 { true } else { false } }
    guard isRecords else {
      values = list.values
      return
    }
    records.reserveCapacity(list.count)
    for case .records(let rows, _) in list.batches {
      for row in 0..<rows.count { records.append(Record(rows: rows, row: row)) }
    }
  }

  func stream(_ permutation: [Int32], columns: [String]?) -> ValueStream {
    var start = 0
    return ValueStream(columns: columns) { () throws(Diagnostic) -> Batch? in
      guard start < permutation.count else { return nil }
      let part = permutation[start..<min(start + Self.batchSize, permutation.count)]
      start = part.endIndex
      if records.isEmpty { return Batch(items: part.map { values[Int($0)] }) }
      return .records(MixedRows(part.map { records[Int($0)] }), selection: nil)
    }
  }
}
