import CommandKit
import Diagnostics
import Values

/// Gathers records that agree in some columns.
struct GroupBy: Command {
  static let name = "group-by"
  static let group = CommandGroup.records
  static let summary = "Gather records that agree in some columns"
  static let details = """
    One record per group comes out, in the order in which the groups first appeared: the \
    columns, then what was asked for. With --count, --sum, --avg, --min or --max only running \
    numbers are kept (columns count, COLUMN-sum, COLUMN-avg …), so any number of records can go \
    through. Without them the last column, items, holds the records of the group.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[k: 'a', n: 1], [k: 'b', n: 2], [k: 'a', n: 3]] | group-by k --sum n --count"
  ]

  @Argument("The columns that make a group") var columns: [ColumnPath]
  @Switch("Count the records of each group") var count = false
  @Flag("Add up a column") var sum: [ColumnPath]
  @Flag("Take the mean of a column") var avg: [ColumnPath]
  @Flag("Find the least of a column") var min: [ColumnPath]
  @Flag("Find the greatest of a column") var max: [ColumnPath]

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    let names = columns.map(\.text) + (measures.isEmpty ? [Self.items] : measures.names)
    try RecordDiagnostic.check(distinct: names) { index in
      index < columns.count ? call.span(of: "columns", index) : call.span
    }
  }

  private var measures: Measures {
    Measures(count: count, sum: sum, avg: avg, min: min, max: max)
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(context.call, in: context.runtime)
    let measures = measures
    let stream = try context.inputStream()
    if measures.isEmpty { return try gathered(stream, context.call) }
    var groups = Groups(columns, measures, context.call)
    while let batch = try stream.next() {
      try context.runtime.interruption.check()
      try groups.add(batch)
    }
    return .records(try groups.result())
  }

  /// The column of the records of a group.
  private static let items = "items"

  private func gathered(_ stream: ValueStream, _ call: CallSite) throws(Diagnostic) -> Output {
    var order: [HashableValue: Int] = [:]
    var members: [[Value]] = []
    var keys: [[Value]] = []
    try stream.forEach { (item) throws(Diagnostic) in
      var key: [Value] = []
      for (index, column) in columns.enumerated() {
        let reader = ColumnReader(column, call, parameter: "columns", index)
        key.append(try reader.value(item))
      }
      let index = order[GroupKey.of(key)] ?? members.count
      if index == members.count {
        order[GroupKey.of(key)] = index
        members.append([])
        keys.append(key)
      }
      members[index].append(item)
    }
    let values = zip(keys, members).flatMap { $0 + [.list(List($1))] }
    let names = columns.map(\.text) + [Self.items]
    guard !values.isEmpty else { return .records(ValueStream([], columns: names)) }
    return .records(
      ValueStream(
        batches: [.records(ValueRows(Shape(names), values), selection: nil)], columns: names))
  }
}

/// The key of a group: one value, or several as a list.
private enum GroupKey {
  static func of(_ values: [Value]) -> HashableValue {
    HashableValue(values.count == 1 ? values[0] : .list(List(values)))
  }
}

/// What is computed of each group.
private struct Measures {
  enum Kind: String { case sum, avg, min, max }

  let counts: Bool
  let columns: [(column: ColumnPath, kind: Kind)]

  init(
    count: Bool, sum: [ColumnPath], avg: [ColumnPath], min: [ColumnPath], max: [ColumnPath]
  ) {
    counts = count
    columns =
      sum.map { ($0, .sum) } + avg.map { ($0, .avg) } + min.map { ($0, .min) }
      + max.map { ($0, .max) }
  }

  var isEmpty: Bool { !counts && columns.isEmpty }

  var names: [String] {
    (counts ? ["count"] : []) + columns.map { "\($0.column.text)-\($0.kind.rawValue)" }
  }
}

/// The groups found so far with their running numbers.
private struct Groups {
  private let columns: [ColumnPath]
  private let measures: Measures
  private var readers: [ColumnReader]
  private var measured: [ColumnReader]
  private var order: [HashableValue: Int] = [:]
  private var keys: [[Value]] = []
  private var counts: [Int] = []
  private var aggregates: [Aggregate] = []

  init(_ columns: [ColumnPath], _ measures: Measures, _ call: CallSite) {
    self.columns = columns
    self.measures = measures
    readers = columns.enumerated().map { ColumnReader($1, call, parameter: "columns", $0) }
    var used: [Measures.Kind: Int] = [:]
    measured = measures.columns.map { measure in
      defer { used[measure.kind, default: 0] += 1 }
      return ColumnReader(
        measure.column, call, parameter: measure.kind.rawValue, used[measure.kind, default: 0])
    }
  }

  mutating func add(_ batch: Batch) throws(Diagnostic) {
    switch batch {
    case .records(let rows, let selection?):
      for row in selection { try add(rows, Int(row)) }
    case .records(let rows, nil):
      for row in 0..<rows.count { try add(rows, row) }
    case .values(let values):
      for value in values {
        guard case .record(let record) = value else {
          throw Diagnostic(
            CommandDiagnostic.wrongInput, "group-by gathers records, not \(value.kindPhrase)")
        }
        try add(record.rows, record.row)
      }
    }
  }

  private mutating func add(_ rows: RecordBatch, _ row: Int) throws(Diagnostic) {
    let group = try group(of: rows, row)
    counts[group] += 1
    let width = measured.count
    for index in 0..<width {
      let value = try measured[index].value(rows, row)
      switch measures.columns[index].kind {
      case .sum, .avg: try aggregates[group * width + index].add(value)
      case .min, .max: try aggregates[group * width + index].compare(value)
      }
    }
  }

  private mutating func group(of rows: RecordBatch, _ row: Int) throws(Diagnostic) -> Int {
    var values: [Value] = []
    let key: HashableValue
    if readers.count == 1 {
      key = HashableValue(try readers[0].value(rows, row))
    } else {
      for index in readers.indices { values.append(try readers[index].value(rows, row)) }
      key = GroupKey.of(values)
    }
    if let known = order[key] { return known }
    order[key] = keys.count
    keys.append(readers.count == 1 ? [key.value] : values)
    counts.append(0)
    for _ in measured { aggregates.append(Aggregate()) }
    return keys.count - 1
  }

  /// One record per group.
  func result() throws(Diagnostic) -> ValueStream {
    let names = columns.map(\.text) + measures.names
    var values: [Value] = []
    for group in keys.indices {
      values += keys[group]
      if measures.counts { values.append(.int(counts[group])) }
      for (index, measure) in measures.columns.enumerated() {
        let aggregate = aggregates[group * measured.count + index]
        switch measure.kind {
        case .sum: values.append(aggregate.sum)
        case .avg: values.append(try aggregate.average())
        case .min: values.append(aggregate.least)
        case .max: values.append(aggregate.greatest)
        }
      }
    }
    guard !values.isEmpty else { return ValueStream([], columns: names) }
    return ValueStream(
      batches: [.records(ValueRows(Shape(names), values), selection: nil)], columns: names)
  }
}
