import Diagnostics
import Syntax
import Values

extension Compiler {
  /// Compiles an expression.
  func evaluate(_ expression: Expression) -> Evaluate {
    switch expression.kind {
    case .null, .error: return Self.constant(.null)
    case .bool(let flag): return Self.constant(.bool(flag))
    case .number(let number): return Self.constant(Self.value(of: number))
    case .duration(let nanoseconds): return Self.constant(.duration(nanoseconds))
    case .string(let literal): return string(literal)
    case .variable(let path): return variablePath(path, expression.range)
    case .item(let steps): return itemPath(steps, expression.range)
    case .list(let elements): return list(elements, span(expression.range))
    case .record(let entries): return record(entries, span(expression.range))
    case .block(let block): return self.block(block)
    case .pipeline(let pipeline): return settled(self.pipeline(pipeline))
    case .unary(let op, let operand): return unary(op, operand, expression.range)
    case .binary(let op, let place, let left, let right):
      return binary(op, place, left, right, expression.range)
    }
  }

  static func constant(_ value: Value) -> Evaluate { { (_) throws(Diagnostic) in value } }

  static func value(of number: NumberLiteral) -> Value {
    switch number.value {
    case .integer(let whole): .int(Int(whole))
    case .float(let fraction): .float(fraction)
    }
  }

  /// The value of an expression that is known without running anything.
  static func constantValue(_ expression: Expression) -> Value? {
    switch expression.kind {
    case .null: return .null
    case .bool(let flag): return .bool(flag)
    case .number(let number): return value(of: number)
    case .duration(let nanoseconds): return .duration(nanoseconds)
    case .string(let literal): return literal.literalText.map { .string($0) }
    case .unary(.minus, let operand):
      return constantValue(operand).flatMap { try? Arithmetic.negate($0) }
    default: return nil
    }
  }

  /// Streams inside expressions become lists and files text: a value in a list or beside an operator
  /// is read more than once.
  private func settled(_ run: @escaping Evaluate) -> Evaluate {
    { (frame) throws(Diagnostic) in
      try run(frame).settled()
    }
  }

  // MARK: Text

  /// Compiles a quoted string.
  func string(_ literal: StringLiteral) -> Evaluate {
    if let text = literal.literalText { return Self.constant(.string(text)) }
    let parts = literal.parts.map { part(of: $0) }
    return { (frame) throws(Diagnostic) in
      var text = ""
      for part in parts { text += try part(frame).settled().text }
      return .string(text)
    }
  }

  /// Compiles a part of a quoted string.
  func part(of part: StringLiteral.Part) -> Evaluate {
    switch part {
    case .text(let text, _): Self.constant(.string(text))
    case .variable(let name, let range): variablePath(name: name, range)
    case .interpolation(let expression, _): evaluate(expression)
    }
  }

  // MARK: Lists and records

  private func list(_ elements: [Expression], _ span: SourceSpan) -> Evaluate {
    let constants = elements.compactMap { Self.constantValue($0) }
    if constants.count == elements.count { return Self.constant(.list(List(constants))) }
    let code = elements.map { evaluate($0) }
    return { (frame) throws(Diagnostic) in
      var values: [Value] = []
      values.reserveCapacity(code.count)
      for element in code { values.append(try element(frame)) }
      try Nesting.check(values, at: span)
      return .list(List(values))
    }
  }

  private func record(_ entries: [RecordEntry], _ span: SourceSpan) -> Evaluate {
    var names: [FieldName] = []
    var code: [Evaluate] = []
    for entry in entries {
      let (name, range) = key(entry.key)
      if names.contains(name) {
        report(
          InterpreterDiagnostic.redeclared, "field '\(name.text)' stands twice in one record",
          at: range, hint: "leave one of them out")
        continue
      }
      names.append(name)
      code.append(evaluate(entry.value))
    }
    let shape = Shape(names)
    let fields = code
    return { (frame) throws(Diagnostic) in
      var values: [Value] = []
      values.reserveCapacity(fields.count)
      for field in fields { values.append(try field(frame)) }
      try Nesting.check(values, at: span)
      return .record(Record(shape, values))
    }
  }

  private func key(_ key: RecordEntry.Key) -> (FieldName, Range<Int>) {
    switch key {
    case .name(let name): return (.of(name.text), name.range)
    case .string(let literal):
      guard let text = literal.literalText else {
        report(
          InterpreterDiagnostic.badDefinition, "the name of a field must be literal text",
          at: literal.range, hint: "'insert' adds a field whose name is computed")
        return (.of(""), literal.range)
      }
      return (.of(text), literal.range)
    }
  }

  // MARK: Operators

  private func unary(
    _ op: UnaryOperator, _ operand: Expression, _ range: Range<Int>
  ) -> Evaluate {
    switch op {
    case .not:
      let test = test(operand)
      return { (frame) throws(Diagnostic) in .bool(try !test(frame)) }
    case .minus:
      let value = evaluate(operand)
      let span = span(range)
      return { (frame) throws(Diagnostic) in
        let operand = try value(frame)
        do throws(Diagnostic) {
          return try Arithmetic.negate(operand)
        } catch {
          throw error.located(at: span)
        }
      }
    }
  }

  private func binary(
    _ op: BinaryOperator, _ place: Range<Int>, _ left: Expression, _ right: Expression,
    _ range: Range<Int>
  ) -> Evaluate {
    switch op {
    case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .matches,
      .doesNotMatch, .isIn, .isNotIn:
      let test = binaryTest(op, left, right, range)
      return { (frame) throws(Diagnostic) in .bool(try test(frame)) }
    case .coalesce:
      return coalesce(left, right)
    case .add: return arithmetic(.add, left, right, place)
    case .subtract: return arithmetic(.subtract, left, right, place)
    case .multiply: return arithmetic(.multiply, left, right, place)
    case .divide: return arithmetic(.divide, left, right, place)
    case .remainder: return arithmetic(.remainder, left, right, place)
    }
  }

  /// `a ?? b`: b where a is null. A missing field is still an error: `.field? ?? b` asks for both.
  private func coalesce(_ left: Expression, _ right: Expression) -> Evaluate {
    let first = evaluate(left)
    let second = evaluate(right)
    return { (frame) throws(Diagnostic) in
      let value = try first(frame)
      guard case .null = value else { return value }
      return try second(frame)
    }
  }
}
