import CommandKit
import Diagnostics
import Values

/// A running sum, count, least and greatest over numbers.
struct Aggregate {
  private(set) var count = 0
  /// Exact while all are integers; then a decimal or a float takes over.
  private(set) var sum = Value.int(0)
  private(set) var least: Value = .null
  private(set) var greatest: Value = .null

  /// Adds one value; null is left out. Throws for what is neither a number nor a duration.
  @inline(__always)
  mutating func add(_ value: Value) throws(Diagnostic) {
    if case .null = value { return }
    count += 1
    switch (sum, value) {
    case (.float(let a), .float(let b)): sum = .float(a + b)
    case (.int, .int) where count > 1: sum = try Arithmetic.add(sum, value)
    default: sum = try added(value)
    }
  }

  private func added(_ value: Value) throws(Diagnostic) -> Value {
    switch value {
    case .int, .float, .number, .decimal, .duration:
      // The first decides what is added: a sum of durations begins with one.
      return count == 1 ? value : try Arithmetic.add(sum, value)
    default:
      throw Diagnostic(
        ValueDiagnostic.wrongKind, "only numbers and durations add up, not \(value.kindPhrase)",
        hint: "'type' shows what a value is; 'from csv --numbers' reads numbers")
    }
  }

  /// Takes the value into least and greatest.
  mutating func compare(_ value: Value) throws(Diagnostic) {
    if case .null = value { return }
    if least.isNull {
      (least, greatest) = (value, value)
      return
    }
    if try value.order(against: least) < 0 { least = value }
    if try value.order(against: greatest) > 0 { greatest = value }
  }

  /// The mean, or null over nothing.
  func average() throws(Diagnostic) -> Value {
    count == 0 ? .null : try Arithmetic.apply(.divide, sum, .int(count))
  }
}

extension CommandContext {
  /// Adds up the items of the pipe, or their column.
  func aggregate(_ column: ColumnPath?) throws(Diagnostic) -> Aggregate {
    var total = Aggregate()
    try forEachValue(column) { (value) throws(Diagnostic) in try total.add(value) }
    return total
  }

  /// Finds the least and the greatest item of the pipe, or of their column.
  func extremes(_ column: ColumnPath?) throws(Diagnostic) -> Aggregate {
    var total = Aggregate()
    try forEachValue(column) { (value) throws(Diagnostic) in try total.compare(value) }
    return total
  }

  private func forEachValue(
    _ column: ColumnPath?, _ body: (Value) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let span = column == nil ? call.span : call.span(of: "column")
    let interruption = runtime.interruption
    var seen = 0
    do throws(Diagnostic) {
      try inputStream().forEachValue(ColumnReader(column, call)) { (value) throws(Diagnostic) in
        seen += 1
        if seen & 0xFFF == 0 { try interruption.check() }
        try body(value)
      }
    } catch {
      throw error.located(at: span)
    }
  }
}
