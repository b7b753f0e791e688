import Diagnostics
import Syntax
import Values

/// The condition of a `where`, compiled for batches.
///
/// Idea: a comparison of one field with something that does not depend on the item is checked by
/// the batch itself, which may know how without making a value; `and` and `or` combine selections;
/// whatever else is evaluated row by row. A row that an earlier part of an `and` removed is not
/// looked at by a later one, as in any short-circuit.
indirect enum Predicate: Sendable {
  case field(FieldName, FieldTest.Operator, constant: Evaluate, SourceSpan)
  case and(Predicate, Predicate)
  case or(Predicate, Predicate)
  /// Row by row: the item goes into the slot, then the test runs.
  case rows(itemSlot: Int, Test, fields: [FieldName]?)

  /// Returns what remains of a batch.
  func filter(_ batch: Batch, _ frame: Frame) throws(Diagnostic) -> Batch {
    switch batch {
    case .records(let rows, let selection):
      var kept = selection ?? (0..<Int32(rows.count)).map { $0 }
      try refine(rows, &kept, frame)
      return .records(rows, selection: kept)
    case .values(let values):
      var kept: [Value] = []
      for value in values where try holds(value, frame) { kept.append(value) }
      return .values(kept)
    }
  }

  /// Tells the source of a stream which records the condition drops whatever else it says; returns
  /// the source as what comes behind the filter sees it.
  func pushed(
    to source: (any StreamSource)?, _ frame: Frame
  ) throws(Diagnostic) -> (any StreamSource)? {
    guard let source else { return nil }
    source.narrow(by: try conjuncts(frame))
    return FilteredSource(source, lookingAt: fields)
  }

  /// Tests that hold for every record the condition holds for.
  private func conjuncts(_ frame: Frame) throws(Diagnostic) -> [FieldTest] {
    switch self {
    case .field(let name, let comparison, let constant, let span):
      [
        FieldTest(
          field: name, comparison: comparison, constant: try constant(frame), span: span)
      ]
    case .and(let left, let right): try left.conjuncts(frame) + right.conjuncts(frame)
    case .or, .rows: []
    }
  }

  /// The fields the condition looks at; nil when that cannot be told.
  private var fields: [FieldName]? {
    switch self {
    case .field(let name, _, _, _): return [name]
    case .and(let left, let right), .or(let left, let right):
      guard let left = left.fields, let right = right.fields else { return nil }
      return left + right
    case .rows(_, _, let fields): return fields
    }
  }

  private func refine(
    _ rows: RecordBatch, _ selection: inout [Int32], _ frame: Frame
  ) throws(Diagnostic) {
    if selection.isEmpty { return }
    switch self {
    case .field(let name, let comparison, let constant, let span):
      try rows.refine(
        &selection,
        by: FieldTest(
          field: name, comparison: comparison, constant: constant(frame), span: span))
    case .and(let left, let right):
      try left.refine(rows, &selection, frame)
      try right.refine(rows, &selection, frame)
    case .or(let left, let right):
      var first = selection
      try left.refine(rows, &first, frame)
      var second = Self.difference(selection, first)
      try right.refine(rows, &second, frame)
      selection = Self.merged(first, second)
    case .rows(let slot, let test, _):
      var kept: [Int32] = []
      for row in selection {
        frame.slots[slot] = .record(Record(rows: rows, row: Int(row)))
        if try test(frame) { kept.append(row) }
      }
      selection = kept
    }
  }

  private func holds(_ value: Value, _ frame: Frame) throws(Diagnostic) -> Bool {
    switch self {
    case .field(let name, let comparison, let constant, let span):
      guard case .record(let record) = value else {
        throw Diagnostic(
          InterpreterDiagnostic.noMatch, "\(value.kindPhrase) has no field '\(name.text)'",
          at: span,
          hint: "the item itself is $it")
      }
      guard let field = record[name] else { throw record.missing(name).located(at: span) }
      return try FieldTest(
        field: name, comparison: comparison, constant: constant(frame), span: span
      ).holds(for: field)
    case .and(let left, let right):
      guard try left.holds(value, frame) else { return false }
      return try right.holds(value, frame)
    case .or(let left, let right):
      if try left.holds(value, frame) { return true }
      return try right.holds(value, frame)
    case .rows(let slot, let test, _):
      frame.slots[slot] = value
      return try test(frame)
    }
  }

  /// `all` without `some`; both ascending.
  private static func difference(_ all: [Int32], _ some: [Int32]) -> [Int32] {
    var rest: [Int32] = []
    var index = 0
    for row in all {
      if index < some.count, some[index] == row { index += 1 } else { rest.append(row) }
    }
    return rest
  }

  private static func merged(_ a: [Int32], _ b: [Int32]) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if j == b.count || (i < a.count && a[i] < b[j]) {
        result.append(a[i])
        i += 1
      } else {
        result.append(b[j])
        j += 1
      }
    }
    return result
  }
}

extension Compiler {
  /// Compiles the condition of a `where` whose item stands in `itemSlot`.
  func predicate(_ condition: Expression, itemSlot: Int) -> Predicate {
    if case .binary(let op, _, let left, let right) = condition.kind {
      switch op {
      case .and:
        return .and(predicate(left, itemSlot: itemSlot), predicate(right, itemSlot: itemSlot))
      case .or:
        return .or(predicate(left, itemSlot: itemSlot), predicate(right, itemSlot: itemSlot))
      default:
        if let comparison = Self.fieldOperator(op), let name = itemField(left), isFixed(right) {
          checkColumn(name.text, in: itemColumns, at: left.range)
          return .field(name, comparison, constant: evaluate(right), span(condition.range))
        }
      }
    }
    return .rows(itemSlot: itemSlot, test(condition), fields: ItemFields.of(condition))
  }

  private static func fieldOperator(_ op: BinaryOperator) -> FieldTest.Operator? {
    switch op {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  /// The name when an expression is one required field of the item.
  private func itemField(_ expression: Expression) -> FieldName? {
    guard case .item(let steps) = expression.kind, steps.count == 1,
      case .field(let name, false, _) = steps[0]
    else { return nil }
    return .of(name)
  }

  /// Whether an expression is the same for every item: a constant or a plain variable.
  private func isFixed(_ expression: Expression) -> Bool {
    if Self.constantValue(expression) != nil { return true }
    guard case .variable(let path) = expression.kind, path.steps.isEmpty else { return false }
    return path.root.text != "it"
  }
}
