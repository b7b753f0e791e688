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
    let codes = addends.reversed().map { evaluate($0) }
    let slot = variable.slot
    let general = Self.storing(run, in: slot)
    return { (frame) throws(Diagnostic) in
      switch frame.slots[slot] {
      case .string, .list: break
      default: return try general(frame)
      }
      var values: [Value] = []
      for code in codes { values.append(try code(frame)) }
      switch frame.slots[slot] {
      case .string where values.allSatisfy(\.isText):
        Self.append(values, toTextIn: &frame.slots[slot])
      case .list where values.allSatisfy(\.isList):
        Self.append(values, toListIn: &frame.slots[slot])
      default: return try general(frame)
      }
      return .next
    }
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
      guard case .string = frame.slots[slot] else { return try general(frame) }
      var values: [Value] = []
      for code in codes { values.append(.string(try code(frame).settled().text)) }
      guard case .string = frame.slots[slot] else { return try general(frame) }
      Self.append(values, toTextIn: &frame.slots[slot])
      return .next
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

  /// Appends texts; the place lets go of its own while it grows.
  private static func append(_ values: [Value], toTextIn place: inout Value) {
    guard case .string(var text) = place else { return }
    place = .null
    for case .string(let more) in values { text += more }
    place = .string(text)
  }

  /// Appends the elements of lists; the place lets go of its own while it grows.
  private static func append(_ values: [Value], toListIn place: inout Value) {
    guard case .list(var list) = place else { return }
    place = .null
    for case .list(let more) in values {
      for index in more.indices { list.append(more[index]) }
    }
    place = .list(list)
  }
}
