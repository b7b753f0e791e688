import Syntax
import Values

/// Which fields of the item a condition looks at: a source of records then need not bring others.
enum ItemFields {
  /// Returns the fields; nil when code stands in the condition that might look at anything.
  static func of(_ condition: Expression) -> [FieldName]? {
    var fields: [FieldName] = []
    return collect(condition, &fields) ? fields : nil
  }

  private static func collect(_ expression: Expression, _ fields: inout [FieldName]) -> Bool {
    switch expression.kind {
    case .null, .bool, .number, .duration: return true
    case .string(let literal):
      return literal.parts.allSatisfy { part in
        switch part {
        case .interpolation(let inner, _): collect(inner, &fields)
        case .variable(let name, _): name != "it"
        case .text: true
        }
      }
    case .variable(let path):
      return path.root.text != "it" && collect(path.steps, &fields)
    case .item(let steps):
      guard case .field(let name, _, _)? = steps.first else { return false }
      fields.append(.of(name))
      return collect(Array(steps.dropFirst()), &fields)
    case .list(let elements): return elements.allSatisfy { collect($0, &fields) }
    case .record(let entries): return entries.allSatisfy { collect($0.value, &fields) }
    case .unary(_, let operand): return collect(operand, &fields)
    case .binary(_, _, let left, let right):
      return collect(left, &fields) && collect(right, &fields)
    case .block, .pipeline, .error: return false
    }
  }

  private static func collect(_ steps: [PathStep], _ fields: inout [FieldName]) -> Bool {
    steps.allSatisfy { step in
      if case .index(let inner, _) = step { return collect(inner, &fields) }
      return true
    }
  }
}
