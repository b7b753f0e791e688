import Diagnostics
import Syntax
import Values

extension Compiler {
  /// Compiles a condition: a bool, never boxed where the expression is a comparison.
  func test(_ expression: Expression) -> Test {
    switch expression.kind {
    case .bool(let flag): return { (_) throws(Diagnostic) in flag }
    case .unary(.not, let operand):
      let test = test(operand)
      return { (frame) throws(Diagnostic) in try !test(frame) }
    case .binary(let op, _, let left, let right):
      switch op {
      case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .matches,
        .doesNotMatch, .isIn, .isNotIn:
        return binaryTest(op, left, right, expression.range)
      case .coalesce, .add, .subtract, .multiply, .divide, .remainder: break
      }
    default: break
    }
    let value = evaluate(expression)
    let span = span(expression.range)
    // What is written out can be told from a condition before anything runs.
    if let constant = Self.constantValue(expression) {
      report(Self.noCondition(constant, span))
    } else if case .block(let block) = expression.kind {
      report(
        InterpreterDiagnostic.condition, "a condition is true or false, not a block",
        at: block.range, hint: "'where' takes the condition itself: where .cost > 3")
    }
    return { (frame) throws(Diagnostic) in
      let result = try value(frame)
      guard case .bool(let flag) = result else { throw Self.noCondition(result, span) }
      return flag
    }
  }

  private static func noCondition(_ value: Value, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      InterpreterDiagnostic.condition, "a condition is true or false, not \(value.kindPhrase)",
      at: span,
      hint: span.text == value.text
        ? "write a comparison, true or false"
        : "compare it: \(span.text) != null, … > 0, … | is-empty")
  }

  /// Compiles an operator whose result is true or false.
  func binaryTest(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ range: Range<Int>
  ) -> Test {
    switch op {
    case .and:
      let (a, b) = (test(left), test(right))
      return { (frame) throws(Diagnostic) in try a(frame) ? try b(frame) : false }
    case .or:
      let (a, b) = (test(left), test(right))
      return { (frame) throws(Diagnostic) in try a(frame) ? true : try b(frame) }
    case .matches, .doesNotMatch:
      return patternTest(op == .matches, left, right, range)
    case .isIn, .isNotIn:
      return membershipTest(op == .isIn, left, right, range)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return comparison(op, left, right, range)
    case .coalesce, .add, .subtract, .multiply, .divide, .remainder:
      return test(Expression(.binary(op, range, left, right), range))
    }
  }

  private func comparison(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, _ range: Range<Int>
  ) -> Test {
    let (a, b) = (operand(left), operand(right))
    let span = span(range)
    switch op {
    case .equal:
      return { (frame) throws(Diagnostic) in try a.value(frame).isEqual(to: b.value(frame)) }
    case .notEqual:
      return { (frame) throws(Diagnostic) in try !a.value(frame).isEqual(to: b.value(frame)) }
    default: break
    }
    if case .slot(let slot) = a, case .constant(.int(let bound)) = b, op == .less {
      return { (frame) throws(Diagnostic) in
        if case .int(let number) = frame.slots[slot] { return number < bound }
        return try Self.order(frame.slots[slot], .int(bound), span) < 0
      }
    }
    let accept: @Sendable (Int) -> Bool =
      switch op {
      case .less: { $0 < 0 }
      case .lessOrEqual: { $0 <= 0 }
      case .greater: { $0 > 0 }
      default: { $0 >= 0 }
      }
    return { (frame) throws(Diagnostic) in
      let first = try a.value(frame)
      let second = try b.value(frame)
      return accept(try Self.order(first, second, span))
    }
  }

  @inline(__always)
  private static func order(
    _ a: Value, _ b: Value, _ span: SourceSpan
  ) throws(Diagnostic) -> Int {
    if case .int(let x) = a, case .int(let y) = b { return x < y ? -1 : (x == y ? 0 : 1) }
    do throws(Diagnostic) {
      return try a.order(against: b)
    } catch {
      throw error.located(at: span)
    }
  }

  // MARK: Patterns and membership

  private func patternTest(
    _ wanted: Bool, _ left: Expression, _ right: Expression, _ range: Range<Int>
  ) -> Test {
    let subject = evaluate(left)
    let span = span(range)
    let patternSpan = self.span(right.range)
    if let literal = Self.constantValue(right) {
      guard let pattern = compiledPattern(literal, at: right.range) else {
        return { (_) throws(Diagnostic) in false }
      }
      return { (frame) throws(Diagnostic) in
        try Self.matches(pattern, subject(frame), span) == wanted
      }
    }
    let source = evaluate(right)
    let cache = PatternCache()
    return { (frame) throws(Diagnostic) in
      let text = try source(frame)
      let pattern = try cache.pattern(text, at: patternSpan)
      return try Self.matches(pattern, subject(frame), span) == wanted
    }
  }

  private func compiledPattern(_ literal: Value, at range: Range<Int>) -> RegularExpression? {
    do throws(Diagnostic) {
      return try PatternCache().pattern(literal, at: span(range))
    } catch {
      report(error)
      return nil
    }
  }

  private static func matches(
    _ pattern: RegularExpression, _ subject: Value, _ span: SourceSpan
  ) throws(Diagnostic) -> Bool {
    switch subject {
    case .string(let text): return pattern.matches(text)
    case .null: return false
    case .list, .record, .stream, .block, .bytes, .secret:
      throw Diagnostic(
        ValueDiagnostic.wrongKind, "=~ matches text, not \(subject.kindPhrase)", at: span)
    default: return pattern.matches(subject.text)
    }
  }

  private func membershipTest(
    _ wanted: Bool, _ left: Expression, _ right: Expression, _ range: Range<Int>
  ) -> Test {
    let element = evaluate(left)
    let container = evaluate(right)
    let span = span(range)
    return { (frame) throws(Diagnostic) in
      let value = try element(frame)
      return try Membership.holds(value, container(frame), at: span) == wanted
    }
  }
}

/// The last pattern compiled at one place of the code, since the same one usually comes again.
final class PatternCache: Sendable {
  private let last = LastPattern()

  /// Returns the compiled pattern of a value; throws when it is no regular expression.
  func pattern(_ value: Value, at span: SourceSpan) throws(Diagnostic) -> RegularExpression {
    guard case .string(let source) = value else {
      throw Diagnostic(
        InterpreterDiagnostic.badRegex, "a pattern is text, not \(value.kindPhrase)", at: span)
    }
    if let known = last.pattern(source) { return known }
    switch RegularExpression.compile(source) {
    case .success(let pattern):
      last.keep(pattern, for: source)
      return pattern
    case .failure(let problem):
      throw Diagnostic(
        InterpreterDiagnostic.badRegex,
        "\"\(source)\" is no regular expression: \(problem.message)",
        at: span, hint: "a pattern in '…' needs no doubled backslashes")
    }
  }
}

/// `value in container`: an element of a list, a part of a text, a field name of a record.
enum Membership {
  static func holds(
    _ value: Value, _ container: Value, at span: SourceSpan
  ) throws(Diagnostic) -> Bool {
    switch container {
    case .list(let list): return (0..<list.count).contains { list[$0].isEqual(to: value) }
    case .record(let record):
      guard case .string(let name) = value else { return false }
      return record[name] != nil
    case .string(let text):
      guard case .string(let part) = value else {
        throw Diagnostic(
          ValueDiagnostic.wrongKind, "a text holds only text, not \(value.kindPhrase)", at: span,
          hint: "to look for it as text write \"${…}\" in …")
      }
      return Text.contains(text, part)
    case .null: return false
    default: break
    }
    throw Diagnostic(
      ValueDiagnostic.wrongKind,
      "'in' looks in a list, a text or a record, not in \(container.kindPhrase)", at: span)
  }
}
