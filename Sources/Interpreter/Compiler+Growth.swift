import CommandKit
import Diagnostics
import Syntax
import Values

// `set x = $x + … + …` and `set x = "$x…"`: text and lists that loops build grow where they are
// when only the variable holds them, so that building one costs what it holds.

extension Compiler {
  /// Compiles a statement that puts something behind what a variable holds; nil when it is none.
  /// `run` computes the new value where the variable holds neither text nor a list.
  func growth(
    of variable: Variable, _ value: Pipeline, _ run: @escaping Evaluate
  ) -> Execute? {
    guard value.stages.isEmpty, case .expression(let expression) = value.first else { return nil }
    switch expression.kind {
    case .string(let literal): return longerText(of: variable, literal, run)
    case .binary(.add, _, _, _): return longerSum(of: variable, expression, run)
    default: return nil
    }
  }

  private func isVariable(_ expression: Expression, _ variable: Variable) -> Bool {
    guard case .variable(let path) = expression.kind, path.steps.isEmpty else { return false }
    return isVariable(path.root.text, variable)
  }

  private func isVariable(_ name: String, _ variable: Variable) -> Bool {
    guard let (found, _) = resolve(name) else { return false }
    return found.depth == 0 && found.slot == variable.slot
  }

  /// `set x = $x + … + …`
  private func longerSum(
    of variable: Variable, _ sum: Expression, _ run: @escaping Evaluate
  ) -> Execute? {
    var addends: [Expression] = []
    var rest = sum
    while case .binary(.add, _, let left, let right) = rest.kind {
      addends.append(right)
      rest = left
    }
    guard isVariable(rest, variable) else { return nil }
    let codes = addends.reversed().map { addend in
      (code: evaluate(addend), span: span(sum.range.lowerBound..<addend.range.upperBound))
    }
    let slot = variable.slot
    let general = Self.storing(run, in: slot)
    return { (frame) throws(Diagnostic) in
      // What the variable holds now counts, even where an addend sets it.
      var old = frame.slots[slot]
      switch old {
      case .string, .list: break
      default: return try general(frame)
      }
      // Each addend is computed once and before the next one: it may be a command.
      var values: [Value] = []
      var total: Value?
      for (code, span) in codes {
        let value = try code(frame)
        if total == nil, old.grows(by: value) {
          values.append(value)
          continue
        }
        do throws(Diagnostic) {
          total = try Arithmetic.add(total ?? Self.sum(of: old, values), value)
        } catch {
          throw error.located(at: span)
        }
      }
      if let total {
        frame.slots[slot] = total
      } else {
        Self.grow(&frame.slots[slot], from: &old, by: values)
      }
      return .next
    }
  }

  private static func sum(of first: Value, _ values: [Value]) -> Value {
    var sum = first
    append(values, to: &sum)
    return sum
  }

  /// `set x = "$x…"`
  private func longerText(
    of variable: Variable, _ literal: StringLiteral, _ run: @escaping Evaluate
  ) -> Execute? {
    switch literal.parts.first {
    case .variable(let name, _): guard isVariable(name, variable) else { return nil }
    case .interpolation(let expression, _):
      guard isVariable(expression, variable) else { return nil }
    case .text, nil: return nil
    }
    let codes = literal.parts.dropFirst().map { part(of: $0) }
    let slot = variable.slot
    let general = Self.storing(run, in: slot)
    return { (frame) throws(Diagnostic) in
      var old = frame.slots[slot]
      guard case .string = old else { return try general(frame) }
      var values: [Value] = []
      for code in codes { values.append(.string(try code(frame).settled().text)) }
      Self.grow(&frame.slots[slot], from: &old, by: values)
      return .next
    }
  }

  /// Makes a place hold `old` with values behind it: where it still holds just that, it grows where
  /// it is, for nobody else holds what `old` then lets go of.
  static func grow(_ place: inout Value, from old: inout Value, by values: [Value]) {
    if place.isSame(as: old) {
      old = .null
      append(values, to: &place)
    } else {
      place = sum(of: old, values)
    }
  }

  /// Sets a variable to what `run` computes.
  static func storing(_ run: @escaping Evaluate, in slot: Int) -> Execute {
    { (frame) throws(Diagnostic) in
      frame.slots[slot] = try frame.runtime.owed.paying { () throws(Diagnostic) in
        try run(frame).settled()
      }
      return .next
    }
  }

  /// Puts texts behind a text, or the elements of lists behind those of a list; the place lets go of
  /// what it holds while that grows.
  private static func append(_ values: [Value], to place: inout Value) {
    switch place {
    case .string(var text):
      place = .null
      for case .string(let more) in values { text += more }
      place = .string(text)
    case .list(var list):
      place = .null
      for case .list(let more) in values {
        for index in more.indices { list.append(more[index]) }
      }
      place = .list(list)
    default: break
    }
  }
}

extension Value {
  /// Whether a text or a list is the very same as another, as far as that can be told at no cost.
  fileprivate func isSame(as other: Value) -> Bool {
    switch (self, other) {
    case (.string(let here), .string(let there)): here == there
    case (.list(let here), .list(let there)): here.isSame(as: there)
    default: false
    }
  }

  /// Whether adding another value puts it behind what is there.
  fileprivate func grows(by other: Value) -> Bool {
    switch (self, other) {
    case (.string, .string), (.list, .list): true
    default: false
    }
  }
}
