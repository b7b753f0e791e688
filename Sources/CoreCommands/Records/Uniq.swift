import CommandKit
import Diagnostics
import Values

/// Leaves out what came before.
struct Uniq: Command {
  static let name = "uniq"
  static let group = CommandGroup.records
  static let summary = "Keep the first of items that are equal"
  static let details = """
    Equal items need not stand together. With --by, records are equal when they agree in those \
    columns. Only what distinguishes the items is held.
    """
  static let result = ResultShape.input
  static let input = InputUse.required
  static let examples: [Example] = [
    "[1, 2, 1, 3] | uniq", "[[k: 'a', n: 1], [k: 'b', n: 2], [k: 'a', n: 3]] | uniq --by k",
  ]

  @Flag("Compare only this column", label: "column") var by: [ColumnPath]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let stream = try context.inputStream()
    let interruption = context.runtime.interruption
    var seen: Set<Key> = []
    var readers = by.enumerated().map { index, column in
      ColumnReader(column, context.call, parameter: "by", index)
    }
    return .records(
      ValueStream(columns: stream.columns) { () throws(Diagnostic) -> Batch? in
        try interruption.check()
        guard let batch = try stream.next() else { return nil }
        switch batch {
        case .values(let values):
          var kept: [Value] = []
          for value in values {
            var key: [Value] = []
            for reader in readers { key.append(try reader.value(value)) }
            if seen.insert(Self.key(key, of: value)).inserted { kept.append(value) }
          }
          return .values(kept)
        case .records(let rows, let selection):
          var kept: [Int32] = []
          try Batch.forEachRow(rows, selection) { (row) throws(Diagnostic) in
            var key: [Value] = []
            for index in readers.indices { key.append(try readers[index].value(rows, row)) }
            let item = Value.record(Record(rows: rows, row: row))
            if seen.insert(Self.key(key, of: item)).inserted { kept.append(Int32(row)) }
          }
          return .records(rows, selection: kept)
        }
      })
  }

  /// What is compared: a value, or of several, of a list or of a record, a fingerprint.
  private static func key(_ values: [Value], of item: Value) -> Key {
    if values.count == 1 { return key([], of: values[0]) }
    let whole = values.isEmpty ? item : .list(List(values))
    switch whole {
    case .list, .record: return .fingerprint(Fingerprint(whole))
    default: return .value(HashableValue(whole))
    }
  }

  private enum Key: Hashable {
    case value(HashableValue)
    case fingerprint(Fingerprint)
  }
}
