import Diagnostics
import Values

/// Gives records other fields by their shape alone: what `reject` and `rename` do. Batches whose
/// records share a shape are re-labelled as a whole; others are taken record by record, each shape
/// looked at once.
struct ShapeMapping {
  /// The new names, and the old one each is read from.
  struct Mapping {
    let shape: Shape
    let sources: [FieldName]
  }

  private let map: (Record) throws(Diagnostic) -> Mapping
  private var last: (shape: Shape, mapping: Mapping)?

  /// `map` decides on the names for all records of the shape of the one it is given.
  init(_ map: @escaping (Record) throws(Diagnostic) -> Mapping) { self.map = map }

  /// Returns the batch with the fields it should have.
  mutating func apply(
    to rows: RecordBatch, _ selection: [Int32]?
  ) throws(Diagnostic) -> Batch {
    let count = selection?.count ?? rows.count
    guard count > 0 else { return .values([]) }
    if rows.isUniform {
      let mapping = try mapping(for: rows, selection.map { Int($0[0]) } ?? 0)
      return .records(projected(rows, selection, mapping), selection: nil)
    }
    var records: [Record] = []
    records.reserveCapacity(count)
    try Batch.forEachRow(rows, selection) { (row) throws(Diagnostic) in
      let mapping = try mapping(for: rows, row)
      records.append(Record(rows: projected(rows, [Int32(row)], mapping), row: 0))
    }
    return .records(MixedRows(records), selection: nil)
  }

  private func projected(
    _ rows: RecordBatch, _ selection: [Int32]?, _ mapping: Mapping
  ) -> RecordBatch {
    ProjectedRows(rows, selection: selection, shape: mapping.shape, sources: mapping.sources)
  }

  private mutating func mapping(
    for rows: RecordBatch, _ row: Int
  ) throws(Diagnostic) -> Mapping {
    let shape = rows.shape(of: row)
    if let last, last.shape === shape { return last.mapping }
    let mapping = try map(Record(rows: rows, row: row))
    last = (shape, mapping)
    return mapping
  }
}
