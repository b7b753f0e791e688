package import Diagnostics
import JSON

/// The columns of a format with one header: those declared, those that records of their kind may
/// have, and those of the first batch. A column that comes later has no place any more and is an
/// error.
package struct FixedColumns {
  private var names: [FieldName] = []
  private var hints: [Int] = []
  private var knownShape: Shape?
  private let format: String

  /// `format` is what messages call it.
  package init(format: String) { self.format = format }

  /// The names, once `decide` was called.
  package var texts: [String] { names.map(\.text) }

  /// Takes the names from what is declared, what is known of the kind of the first records, and all
  /// records of the first batch. Servers leave out fields that have nothing to say, so what the
  /// first rows have decides nothing where the kind is known.
  package mutating func decide(_ declared: [String]?, _ batch: Batch?) throws(Diagnostic) {
    names = declared?.map(FieldName.of) ?? []
    var known = Set(names)
    var lastShape: Shape?
    try batch?.forEach { (item) throws(Diagnostic) in
      let shape = try record(item).shape
      if shape === lastShape { return }
      lastShape = shape
      for name in (shape.kind?.columns ?? []) + shape.names where known.insert(name).inserted {
        names.append(name)
      }
    }
    hints = Array(repeating: 0, count: names.count)
  }

  /// Returns the values of an item in the order of the columns; null where it lacks one.
  package mutating func values(of item: Value) throws(Diagnostic) -> [Value] {
    let record = try record(item)
    let shape = record.shape
    if shape !== knownShape {
      if let stranger = shape.names.first(where: { !names.contains($0) }) {
        throw Diagnostic(
          ValueDiagnostic.lateColumn,
          "the column '\(stranger.text)' comes after the header was written",
          hint: "name the columns first: … | select \(texts.joined(separator: " ")) "
            + "\(stranger.text)? | to \(format)")
      }
      knownShape = shape
    }
    var values: [Value] = []
    values.reserveCapacity(names.count)
    for index in names.indices {
      let value = record.rows.value(row: record.row, named: names[index], hint: &hints[index])
      values.append(value ?? .null)
    }
    return values
  }

  private func record(_ item: Value) throws(Diagnostic) -> Record {
    if case .record(let record) = item { return record }
    throw Diagnostic(
      ValueDiagnostic.wrongKind, "to \(format) writes records, not \(item.kindPhrase)",
      hint: "make records of the items: … | each { [value: $it] } | to \(format)")
  }
}

extension Value {
  /// The value as the text of a cell that is data: null as nothing, lists and records as JSON.
  /// Secrets, blocks and opened files are refused.
  func cellText() throws(Diagnostic) -> String {
    switch self {
    case .null: return ""
    case .list, .record, .stream, .secret, .block, .bytes:
      var writer = JSONWriter()
      try writeJSON(to: &writer)
      return writer.text
    default: return text
    }
  }
}
