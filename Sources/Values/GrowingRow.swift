import Synchronization

/// One wide record that a script fills field by field (`set seen[$key] = …` in a loop): names are
/// found by a table of its own, and the shape is made only when somebody asks for it.
///
/// Only `Record.set` changes it, and only when nobody else holds it: for everybody who can see one
/// it never changes, like every batch.
package final class GrowingRow: RecordBatch, @unchecked Sendable {
  // Unchecked: see above for what changes; the shape has its own lock.

  /// Narrower records are copied: they share their shapes, and there is little to copy.
  static let leastWidth = 12

  private var names: [FieldName]
  private var values: [Value]
  private var indexes: [FieldName: Int]
  private var kind: RecordKind?
  private let made = MadeShape()

  init(_ shape: Shape, _ values: [Value]) {
    names = shape.names
    self.values = values
    indexes = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { _, last in last })
    kind = shape.kind
    super.init(count: 1)
  }

  /// Sets a field, in its old place or at the end. Whoever calls this holds the record alone.
  func set(_ name: FieldName, to value: Value) {
    if let index = indexes[name] {
      values[index] = value
      return
    }
    indexes[name] = names.count
    names.append(name)
    values.append(value)
    kind = kind?.adding(name)
    made.shape.withLock { $0 = nil }
  }

  package override func shape(of row: Int) -> Shape {
    made.shape.withLock { made in
      if let made { return made }
      let shape = Shape(names, kind: kind)
      made = shape
      return shape
    }
  }

  package override func value(row: Int, column: Int) -> Value { values[column] }

  package override func value(row: Int, named name: FieldName, hint: inout Int) -> Value? {
    if let index = indexes[name] { return values[index] }
    return kind?.names.contains(name) == true ? .null : nil
  }
}

/// The shape of a row that grows, once somebody asked for it.
private final class MadeShape: Sendable {
  let shape = Mutex<Shape?>(nil)
}
