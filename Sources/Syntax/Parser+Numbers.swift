import Diagnostics

extension Parser {
  /// Returns the end of the number or duration that begins at `start`, nil when neither does or
  /// its letters are no units. Looks only at form.
  func numberEnd(_ start: Int) -> Int? {
    guard at(start).isDigit else { return nil }
    var index = digitsEnd(start)
    if isUnit(index) {
      while isUnit(index) {
        index = unitEnd(index)
        if !at(index).isDigit { return index }
        let digits = digitsEnd(index)
        if !isUnit(digits) { return nil }
        index = digits
      }
      return index
    }
    if at(index) == ".", at(index + 1).isDigit { index = digitsEnd(index + 1) }
    if at(index) == "e" || at(index) == "E" {
      let sign = at(index + 1) == "+" || at(index + 1) == "-" ? 2 : 1
      if at(index + sign).isDigit { index = digitsEnd(index + sign) }
    }
    return index
  }

  private func digitsEnd(_ start: Int) -> Int {
    var index = start
    while index < end, bytes[index].isDigit || bytes[index] == "_" { index += 1 }
    return index
  }

  private func isUnit(_ index: Int) -> Bool { unitEnd(index) > index }

  /// Returns the end of the unit at `index`, `index` itself when none stands there.
  private func unitEnd(_ index: Int) -> Int {
    let stop: Int
    switch at(index) {
    case "m": stop = at(index + 1) == "s" ? index + 2 : index + 1
    case "s", "h", "d", "w": stop = index + 1
    default: return index
    }
    return at(stop).startsName ? index : stop
  }

  /// Whether the whole word at `start` is a number or a duration.
  func isNumberWord(_ start: Int) -> Bool {
    guard let stop = numberEnd(start) else { return false }
    return isWordEnd(stop)
  }

  /// Reads a number or a duration; a digit is at the current place.
  mutating func parseNumber() -> Expression {
    let start = position
    guard let stop = numberEnd(start), !runsOn(stop), !looksLikeDate(start) else {
      return rejectNumber()
    }
    let last = bytes[stop - 1]
    if !last.isDigit && last != "_" { return parseDuration(to: stop) }
    take(.number, to: stop)
    return Expression(numberKind(start..<stop, sign: ""), start..<stop)
  }

  /// Returns the literal in `range`, an error when it does not fit.
  mutating func numberKind(_ range: Range<Int>, sign: String) -> Expression.Kind {
    guard let literal = numberLiteral(range, sign: sign) else {
      reportInside(
        SyntaxDiagnostic.numberTooLarge, "\(sign)\(text(range)) does not fit into 64 bits", range,
        hint: "as text write `\"\(sign)\(text(range))\"`")
      return .error
    }
    return .number(literal)
  }

  /// Returns the number in `range` with `sign` before it; nil when it is whole and does not fit.
  func numberLiteral(_ range: Range<Int>, sign: String) -> NumberLiteral? {
    let digits = sign + text(range).filter { $0 != "_" }
    if let whole = Int64(digits) { return NumberLiteral(value: .integer(whole), text: digits) }
    if digits.utf8.allSatisfy({ $0.isDigit || $0 == "-" }) { return nil }
    guard let float = Double(digits), float.isFinite else { return nil }
    return NumberLiteral(value: .float(float), text: digits)
  }

  // MARK: Durations

  private mutating func parseDuration(to stop: Int) -> Expression {
    let range = position..<stop
    guard let nanoseconds = nanoseconds(range) else {
      reportInside(
        SyntaxDiagnostic.numberTooLarge, "\(text(range)) is longer than a duration can be", range,
        hint: "the longest is about 292 years, `15250w`")
      take(.duration, to: stop)
      return Expression(.error, range)
    }
    take(.duration, to: stop)
    return Expression(.duration(nanoseconds: nanoseconds), range)
  }

  private func nanoseconds(_ range: Range<Int>) -> Int64? {
    var total: Int64 = 0
    var index = range.lowerBound
    while index < range.upperBound {
      let digits = index..<digitsEnd(index)
      let unit = digits.upperBound..<unitEnd(digits.upperBound)
      guard let count = Int64(text(digits).filter { $0 != "_" }) else { return nil }
      let (length, overflows) = count.multipliedReportingOverflow(by: unitLength(unit))
      let (sum, overflowsToo) = total.addingReportingOverflow(length)
      if overflows || overflowsToo { return nil }
      total = sum
      index = unit.upperBound
    }
    return total
  }

  /// Returns the nanoseconds of one unit.
  private func unitLength(_ unit: Range<Int>) -> Int64 {
    let second: Int64 = 1_000_000_000
    switch bytes[unit.lowerBound] {
    case "m": return unit.count == 2 ? 1_000_000 : 60 * second
    case "h": return 3600 * second
    case "d": return 24 * 3600 * second
    case "w": return 7 * 24 * 3600 * second
    default: return second
    }
  }

  // MARK: What only begins like a number

  /// Whether a number that ends at `stop` goes on as something else: letters, a further dot, a
  /// colon before a digit.
  private func runsOn(_ stop: Int) -> Bool {
    if at(stop).startsName || at(stop) >= 0x80 { return true }
    if at(stop) == ":", at(stop + 1).isDigit { return true }
    return at(stop) == "." && stop < end
  }

  /// Whether `2024-10-25` stands at `start`, which would else be a subtraction.
  private func looksLikeDate(_ start: Int) -> Bool {
    for (offset, kind) in "0000-00-00".utf8.enumerated() {
      let byte = at(start + offset)
      if kind == UInt8(ascii: "-") ? byte != "-" : !byte.isDigit { return false }
    }
    return true
  }

  private mutating func rejectNumber() -> Expression {
    let range = position..<runOnEnd(position)
    let digits = digitsEnd(position)
    let letters = digits..<nameEnd(digits)
    if looksLikeDate(position) {
      report(
        SyntaxDiagnostic.number, "`\(text(range))` would be a subtraction", range,
        hint: "a date is text: `\"\(text(range))\"`; to subtract put blanks around `-`")
    } else if isUnit(letters.lowerBound), bytes[range.upperBound - 1].isDigit {
      report(
        SyntaxDiagnostic.duration, "`\(text(range))` ends without a unit", range,
        hint: "the units are ms, s, m, h, d, w: `1h30m`")
    } else if isFractionWithUnit(range) {
      report(
        SyntaxDiagnostic.duration, "`\(text(range))` is no duration: it has a fraction", range,
        hint: "write the parts one behind the other: `1h30m`")
    } else if letters.upperBound == range.upperBound, !letters.isEmpty, letters.count <= 8 {
      report(
        SyntaxDiagnostic.duration, "`\(text(range))` has no unit that offsh knows", range,
        hint: "the units are ms, s, m, h, d, w: `1h30m`; as text write `\"\(text(range))\"`")
    } else {
      report(
        SyntaxDiagnostic.number, "`\(text(range))` is no number", range,
        hint: "as text write `\"\(text(range))\"`")
    }
    take(.error, to: range.upperBound)
    return Expression(.error, range)
  }

  /// Returns where something that only begins like a number ends: with the word, or at a comma.
  private func runOnEnd(_ start: Int) -> Int {
    var index = start
    while index < end, bytes[index].isBare, bytes[index] != "," { index += 1 }
    return index
  }

  private func isFractionWithUnit(_ range: Range<Int>) -> Bool {
    let dot = digitsEnd(range.lowerBound)
    guard at(dot) == ".", at(dot + 1).isDigit else { return false }
    let unit = digitsEnd(dot + 1)
    return isUnit(unit) && unitEnd(unit) == range.upperBound
  }
}
