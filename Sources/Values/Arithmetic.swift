package import Diagnostics

/// The arithmetic operators over values. Integer overflow is an error; mixed arithmetic with a
/// decimal is decimal; strings and lists join with `+`; durations add and scale.
package enum Arithmetic {
  package enum Operator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
  }

  @inline(__always)
  package static func add(_ left: Value, _ right: Value) throws(Diagnostic) -> Value {
    if case .int(let a) = left, case .int(let b) = right {
      let (sum, overflow) = a.addingReportingOverflow(b)
      if !overflow { return .int(sum) }
    }
    return try apply(.add, left, right)
  }

  @inline(__always)
  package static func subtract(_ left: Value, _ right: Value) throws(Diagnostic) -> Value {
    if case .int(let a) = left, case .int(let b) = right {
      let (difference, overflow) = a.subtractingReportingOverflow(b)
      if !overflow { return .int(difference) }
    }
    return try apply(.subtract, left, right)
  }

  /// Returns `left op right`, or says what does not fit.
  @inline(never)
  package static func apply(
    _ op: Operator, _ left: Value, _ right: Value
  ) throws(Diagnostic) -> Value {
    switch (left, right) {
    case (.int(let a), .int(let b)): return try integers(op, a, b)
    case (.string(let a), .string(let b)) where op == .add: return .string(a + b)
    case (.list(let a), .list(let b)) where op == .add: return .list(List(a.values + b.values))
    case (.list, .stream), (.stream, .list), (.stream, .stream):
      return try apply(op, left.settled(), right.settled())
    case (.duration, _), (_, .duration), (.timestamp, _), (_, .timestamp):
      return try times(op, left, right)
    case (.decimal, _), (_, .decimal):
      return try decimals(op, left, right)
    default:
      guard let a = left.floatValue, let b = right.floatValue else {
        throw mismatch(op, left, right)
      }
      return try floats(op, a, b)
    }
  }

  /// Returns `-value`.
  package static func negate(_ value: Value) throws(Diagnostic) -> Value {
    switch value {
    case .int(let number):
      guard number != .min else { throw overflow("-(\(number))") }
      return .int(-number)
    case .float(let number): return .float(-number)
    case .number(let number): return .float(-number.value)
    case .decimal(let number):
      guard let negated = number.negated else { throw overflow("-(\(number.text))") }
      return .decimal(negated)
    case .duration(let time): return try .duration(negatedTime(time))
    default:
      throw Diagnostic(ValueDiagnostic.wrongKind, "'-' needs a number, not \(value.kindPhrase)")
    }
  }

  private static func integers(_ op: Operator, _ a: Int, _ b: Int) throws(Diagnostic) -> Value {
    let (result, overflowed): (Int, Bool)
    switch op {
    case .add: (result, overflowed) = a.addingReportingOverflow(b)
    case .subtract: (result, overflowed) = a.subtractingReportingOverflow(b)
    case .multiply: (result, overflowed) = a.multipliedReportingOverflow(by: b)
    case .divide:
      guard b != 0 else { throw divisionByZero(op) }
      // Whole numbers that divide evenly stay whole; otherwise the quotient is a float.
      let (quotient, rest) = a.quotientAndRemainderOrOverflow(dividingBy: b)
      guard let quotient else { throw overflow("\(a) / \(b)") }
      return rest == 0 ? .int(quotient) : .float(Double(a) / Double(b))
    case .remainder:
      guard b != 0 else { throw divisionByZero(op) }
      return .int(b == -1 ? 0 : a % b)
    }
    guard !overflowed else { throw overflow("\(a) \(op.rawValue) \(b)") }
    return .int(result)
  }

  private static func floats(_ op: Operator, _ a: Double, _ b: Double) throws(Diagnostic) -> Value {
    if b == 0, op == .divide || op == .remainder { throw divisionByZero(op) }
    let result =
      switch op {
      case .add: a + b
      case .subtract: a - b
      case .multiply: a * b
      case .divide: a / b
      case .remainder: a.truncatingRemainder(dividingBy: b)
      }
    guard result.isFinite || !a.isFinite || !b.isFinite else {
      throw Diagnostic(
        ValueDiagnostic.overflow, "\(a) \(op.rawValue) \(b) is out of range",
        hint: "floats end at 1.8e308")
    }
    return .float(result)
  }

  private static func decimals(
    _ op: Operator, _ left: Value, _ right: Value
  ) throws(Diagnostic) -> Value {
    guard left.floatValue != nil, right.floatValue != nil else { throw mismatch(op, left, right) }
    guard let a = left.decimalValue, let b = right.decimalValue else {
      throw overflow("\(left.text) \(op.rawValue) \(right.text)")
    }
    let result: Decimal?
    switch op {
    case .add: result = a.adding(b)
    case .subtract: result = a.subtracting(b)
    case .multiply: result = a.multiplied(by: b)
    case .divide:
      guard !b.isZero else { throw divisionByZero(op) }
      result = a.divided(by: b)
    case .remainder:
      guard !b.isZero else { throw divisionByZero(op) }
      result = a.remainder(dividingBy: b)
    }
    guard let result else {
      throw overflow("\(a.text) \(op.rawValue) \(b.text)", hint: Decimal.limits)
    }
    return .decimal(result)
  }

  private static func times(
    _ op: Operator, _ left: Value, _ right: Value
  ) throws(Diagnostic) -> Value {
    switch (op, left, right) {
    case (.add, .duration(let a), .duration(let b)): return try .duration(sum(a, b))
    case (.subtract, .duration(let a), .duration(let b)):
      return try .duration(sum(a, negatedTime(b)))
    case (.add, .timestamp(let t), .duration(let d)), (.add, .duration(let d), .timestamp(let t)):
      return .timestamp(t.advanced(by: d))
    case (.subtract, .timestamp(let t), .duration(let d)):
      return try .timestamp(t.advanced(by: negatedTime(d)))
    case (.subtract, .timestamp(let a), .timestamp(let b)):
      guard let difference = a.nanoseconds(since: b) else { throw longDuration("the difference") }
      return .duration(difference)
    case (.divide, .duration(let a), .duration(let b)):
      guard b != 0 else { throw divisionByZero(op) }
      return .float(Double(a) / Double(b))
    case (.multiply, .duration(let d), let n), (.multiply, let n, .duration(let d)):
      return try scaled(d, by: n, op, left, right)
    case (.divide, .duration(let d), let n):
      guard let divisor = n.floatValue else { throw mismatch(op, left, right) }
      guard divisor != 0 else { throw divisionByZero(op) }
      return try scaled(d, by: .float(1 / divisor), op, left, right)
    default: throw mismatch(op, left, right)
    }
  }

  private static func scaled(
    _ duration: Int64, by factor: Value, _ op: Operator, _ left: Value, _ right: Value
  ) throws(Diagnostic) -> Value {
    if case .int(let whole) = factor {
      let (product, overflowed) = duration.multipliedReportingOverflow(by: Int64(whole))
      guard !overflowed else { throw longDuration("the duration") }
      return .duration(product)
    }
    guard let number = factor.floatValue else { throw mismatch(op, left, right) }
    guard let exact = Int64(exactly: (Double(duration) * number).rounded()) else {
      throw longDuration("the duration")
    }
    return .duration(exact)
  }

  private static func sum(_ a: Int64, _ b: Int64) throws(Diagnostic) -> Int64 {
    let (sum, overflowed) = a.addingReportingOverflow(b)
    guard !overflowed else { throw longDuration("the duration") }
    return sum
  }

  private static func negatedTime(_ time: Int64) throws(Diagnostic) -> Int64 {
    guard time != .min else { throw longDuration("the duration") }
    return -time
  }

  private static func mismatch(_ op: Operator, _ left: Value, _ right: Value) -> Diagnostic {
    let hint: String? =
      switch (op, left, right) {
      case (.add, .string, _), (.add, _, .string): #"to join text write "${a}${b}""#
      case (_, .string, _), (_, _, .string): "text is not a number: 'type' shows what a value is"
      case (_, .null, _), (_, _, .null): "'??' gives a default for null"
      case (.add, .list, _): "to add an element write … + [x]"
      case (.add, .record, _):
        "'insert' adds a field to a record, 'set x.field = …' to one in a variable"
      case (_, .duration, .int), (_, .int, .duration): "a duration has a unit: 5m, 1h30m"
      default: nil
      }
    return Diagnostic(
      ValueDiagnostic.wrongKind,
      "'\(op.rawValue)' does not work on \(left.kindPhrase) and \(right.kindPhrase)", hint: hint)
  }

  private static func divisionByZero(_ op: Operator) -> Diagnostic {
    Diagnostic(ValueDiagnostic.division, "division by zero in '\(op.rawValue)'")
  }

  private static func overflow(
    _ what: String,
    hint: String = "integers have 64 bits; write 1.0 instead of 1 to calculate with floats"
  ) -> Diagnostic {
    Diagnostic(ValueDiagnostic.overflow, "\(what) is out of range", hint: hint)
  }

  private static func longDuration(_ what: String) -> Diagnostic {
    overflow(what, hint: "the longest duration is about 292 years, 15250w")
  }
}

extension Int {
  /// Quotient and remainder, the quotient nil where it overflows (`Int.min / -1`).
  fileprivate func quotientAndRemainderOrOverflow(dividingBy divisor: Int) -> (Int?, Int) {
    let (quotient, overflow) = dividedReportingOverflow(by: divisor)
    return overflow ? (nil, 0) : (quotient, self % divisor)
  }
}

extension Value {
  /// The number as a float, or nil for what is not a number.
  package var floatValue: Double? {
    switch self {
    case .int(let number): Double(number)
    case .float(let number): number
    case .number(let number): number.value
    case .decimal(let number): number.double
    default: nil
    }
  }

  /// The number as an exact decimal, or nil for what is not a number or does not fit.
  package var decimalValue: Decimal? {
    switch self {
    case .int(let number): Decimal(number)
    case .float(let number): Decimal(text: number.description)
    case .number(let number): Decimal(text: number.text) ?? Decimal(text: number.value.description)
    case .decimal(let number): number
    default: nil
    }
  }
}
