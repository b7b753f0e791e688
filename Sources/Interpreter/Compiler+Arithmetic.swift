import Diagnostics
import Syntax
import Values

// The commonest operands, a variable of this frame and a constant, get closures of their own that
// read the slot directly: loops are made of them.

extension Compiler {
  /// What an operand is, as far as it matters for speed.
  enum Operand {
    case slot(Int)
    case constant(Value)
    case code(Evaluate)

    @inline(__always)
    func value(_ frame: Frame) throws(Diagnostic) -> Value {
      switch self {
      case .slot(let slot): frame.slots[slot]
      case .constant(let value): value
      case .code(let code): try code(frame)
      }
    }
  }

  /// Compiles an operand.
  func operand(_ expression: Expression) -> Operand {
    if let value = Self.constantValue(expression) { return .constant(value) }
    if case .variable(let path) = expression.kind, path.steps.isEmpty,
      let (variable, _) = resolve(path.root.text), variable.depth == 0
    {
      return .slot(variable.slot)
    }
    return .code(evaluate(expression))
  }

  /// Compiles `left op right`.
  func arithmetic(
    _ op: Arithmetic.Operator, _ left: Expression, _ right: Expression, _ place: Range<Int>
  ) -> Evaluate {
    let span = span(left.range.lowerBound..<right.range.upperBound)
    let compute = Self.compute(op)
    switch (operand(left), operand(right)) {
    case (.slot(let a), .slot(let b)):
      return { (frame) throws(Diagnostic) in
        do throws(Diagnostic) {
          return try compute(frame.slots[a], frame.slots[b])
        } catch {
          throw error.located(at: span)
        }
      }
    case (.slot(let a), .constant(let b)):
      return { (frame) throws(Diagnostic) in
        do throws(Diagnostic) {
          return try compute(frame.slots[a], b)
        } catch {
          throw error.located(at: span)
        }
      }
    case (let a, let b):
      return { (frame) throws(Diagnostic) in
        let first = try a.value(frame)
        let second = try b.value(frame)
        do throws(Diagnostic) {
          return try compute(first, second)
        } catch {
          throw error.located(at: span)
        }
      }
    }
  }

  private static func compute(
    _ op: Arithmetic.Operator
  ) -> @Sendable (Value, Value) throws(Diagnostic) -> Value {
    switch op {
    case .add: { (a, b) throws(Diagnostic) in try Arithmetic.add(a, b) }
    case .subtract: { (a, b) throws(Diagnostic) in try Arithmetic.subtract(a, b) }
    default: { (a, b) throws(Diagnostic) in try Arithmetic.apply(op, a, b) }
    }
  }

  /// Compiles `set x = $x + …` (or `-`) so that integers are changed where they stand; nil when
  /// the statement is not of that form.
  func addition(to variable: Variable, _ value: Pipeline) -> Execute? {
    guard value.stages.isEmpty, case .expression(let expression) = value.first,
      case .binary(.add, _, let left, let right) = expression.kind,
      case .slot(variable.slot) = operand(left)
    else { return nil }
    let slot = variable.slot
    let span = span(expression.range)
    switch operand(right) {
    case .slot(let other):
      return { (frame) throws(Diagnostic) in
        if case .int(let a) = frame.slots[slot], case .int(let b) = frame.slots[other] {
          let (sum, overflow) = a.addingReportingOverflow(b)
          if !overflow {
            frame.slots[slot] = .int(sum)
            return .next
          }
        }
        return try Self.addSlowly(frame, slot, frame.slots[other], span)
      }
    case .constant(let constant):
      guard case .int(let b) = constant else { break }
      return { (frame) throws(Diagnostic) in
        if case .int(let a) = frame.slots[slot] {
          let (sum, overflow) = a.addingReportingOverflow(b)
          if !overflow {
            frame.slots[slot] = .int(sum)
            return .next
          }
        }
        return try Self.addSlowly(frame, slot, constant, span)
      }
    case .code: break
    }
    let addend = operand(right)
    return { (frame) throws(Diagnostic) in
      // What the variable holds now counts, even where the addend sets it.
      var old = frame.slots[slot]
      let added = try addend.value(frame)
      switch (old, added) {
      case (.list, .list), (.string, .string):
        Self.grow(&frame.slots[slot], from: &old, by: [added])
        return .next
      default:
        frame.slots[slot] = old
        return try Self.addSlowly(frame, slot, added, span)
      }
    }
  }

  /// Adds to a slot; text and lists grow in place when only the slot holds them.
  private static func addSlowly(
    _ frame: Frame, _ slot: Int, _ addend: Value, _ span: SourceSpan
  ) throws(Diagnostic) -> Completion {
    // Taken out first, so that nobody else holds what grows.
    var old = Value.null
    swap(&old, &frame.slots[slot])
    if case .list(var list) = old, case .list(let more) = addend {
      old = .null
      for index in 0..<more.count { list.append(more[index]) }
      frame.slots[slot] = .list(list)
    } else if case .string(var text) = old, case .string(let more) = addend {
      old = .null
      text += more
      frame.slots[slot] = .string(text)
    } else {
      frame.slots[slot] = old
      do throws(Diagnostic) {
        frame.slots[slot] = try Arithmetic.apply(.add, old, addend)
      } catch {
        throw error.located(at: span)
      }
    }
    return .next
  }
}
