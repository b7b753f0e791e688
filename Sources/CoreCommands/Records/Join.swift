import CommandKit
import Diagnostics
import Values

/// Brings the records of two streams together.
struct Join: Command {
  static let name = "join"
  static let group = CommandGroup.records
  static let summary = "Bring records of two streams together that agree in a key"
  static let details = """
    Each record that comes in is joined with every record of the other stream that has the same \
    value in the key; those without a partner are left out, or kept with nulls by --left. The \
    columns of the record that came in stand first, then the other's but for its key; a column \
    of the other whose name is taken is called by --prefix and its name. Null agrees with \
    nothing. The other stream is held, what comes in is not.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[id: 1, name: 'a'], [id: 2, name: 'b']] | join [[id: 1, cost: 5]] id",
    Example(
      "[[order: 7, res: 'x']] | join --left [[uuid: 'x', name: 'hpc']] res uuid",
      "keys of two names"),
  ]

  @Argument("The other records") var other: ItemsValue
  @Argument("The key") var key: ColumnPath
  @Argument("The other records' key, when it has another name") var otherKey: NewColumn?
  @Switch("Keep records without a partner") var left = false
  @Flag("What to put before names that are taken", label: "text", defaultText: "other-")
  var prefix = "other-"

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let stream = try context.inputStream()
    let call = context.call
    let interruption = context.runtime.interruption
    let partners = try Partners(
      other.stream, otherKey?.path ?? key, call,
      parameter: otherKey == nil ? "key" : "other-key", interruption)
    var joining = Joining(partners, prefix: prefix, call)
    var reader = ColumnReader(key, call, parameter: "key")
    let keepsAll = left
    return .records(
      ValueStream(close: { stream.finish() }) { () throws(Diagnostic) -> Batch? in
        try interruption.check()
        guard let batch = try stream.next() else { return nil }
        let (rows, selection) = try batch.records(for: call)
        var joined: [Record] = []
        try Batch.forEachRow(rows, selection) { (row) throws(Diagnostic) in
          let matches = partners.matches(try reader.value(rows, row))
          let record = Record(rows: rows, row: row)
          if matches.isEmpty, keepsAll { joined.append(try joining.record(record, nil)) }
          for match in matches { joined.append(try joining.record(record, match)) }
        }
        return .records(MixedRows(joined), selection: nil)
      })
  }
}

/// The other stream's records by their key.
private struct Partners {
  private var byKey: [HashableValue: [Record]] = [:]
  /// All names but the key's, in the order in which they came up.
  private(set) var names: [FieldName] = []
  private var known: Set<FieldName> = []

  init(
    _ stream: ValueStream, _ key: ColumnPath, _ call: CallSite, parameter: String,
    _ interruption: Interruption
  ) throws(Diagnostic) {
    var reader = ColumnReader(key, call, parameter: parameter)
    var last: Shape?
    while let batch = try stream.next() {
      try interruption.check()
      let (given, selection) = try batch.records(for: call)
      let rows = given.packed(selection)
      for row in 0..<rows.count {
        let record = Record(rows: rows, row: row)
        let value = try reader.value(rows, row)
        if !value.isNull { byKey[HashableValue(value), default: []].append(record) }
        let shape = record.shape
        if shape !== last { learn(shape, without: key.simpleName) }
        last = shape
      }
    }
  }

  private mutating func learn(_ shape: Shape, without key: FieldName?) {
    for name in shape.names where name != key && known.insert(name).inserted { names.append(name) }
  }

  func matches(_ key: Value) -> [Record] {
    key.isNull ? [] : byKey[HashableValue(key)] ?? []
  }
}

/// Makes joined records; the shape is made once for each shape that comes in.
private struct Joining {
  private let partners: Partners
  private let prefix: String
  private let call: CallSite
  private var last: (left: Shape, joined: Shape)?

  init(_ partners: Partners, prefix: String, _ call: CallSite) {
    self.partners = partners
    self.prefix = prefix
    self.call = call
  }

  mutating func record(_ left: Record, _ right: Record?) throws(Diagnostic) -> Record {
    let shape = try shape(for: left.shape)
    var values: [Value] = []
    values.reserveCapacity(shape.count)
    for index in 0..<left.count { values.append(left[index]) }
    for name in partners.names { values.append(right?[name] ?? .null) }
    return Record(shape, values)
  }

  private mutating func shape(for left: Shape) throws(Diagnostic) -> Shape {
    if let last, last.left === left { return last.joined }
    var names = left.names
    var taken = Set(names)
    for name in partners.names {
      var new = name
      while !taken.insert(new).inserted {
        guard !prefix.isEmpty else {
          throw RecordDiagnostic.twice(new.text, at: call.span(of: "prefix"))
        }
        new = .of(prefix + new.text)
      }
      names.append(new)
    }
    let shape = Shape(names)
    last = (left, shape)
    return shape
  }
}
