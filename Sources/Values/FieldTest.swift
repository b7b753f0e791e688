package import Diagnostics

/// A condition on one field against a constant: the form most `where` clauses have, and the one
/// that batches can check without making a value per row.
package struct FieldTest: Sendable {
  package enum Operator: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  }

  package let field: FieldName
  package let comparison: Operator
  package let constant: Value
  /// Where the field stands in the source, for the error when a record lacks it.
  package let span: SourceSpan?

  package init(field: FieldName, comparison: Operator, constant: Value, span: SourceSpan?) {
    self.field = field
    self.comparison = comparison
    self.constant = constant
    self.span = span
  }

  /// Returns whether the condition holds for one value of the field.
  package func holds(for value: Value) throws(Diagnostic) -> Bool {
    switch comparison {
    case .equal: return value.isEqual(to: constant)
    case .notEqual: return !value.isEqual(to: constant)
    case .less: return try ordered(value) { $0 < 0 }
    case .lessOrEqual: return try ordered(value) { $0 <= 0 }
    case .greater: return try ordered(value) { $0 > 0 }
    case .greaterOrEqual: return try ordered(value) { $0 >= 0 }
    }
  }

  private func ordered(_ value: Value, _ accept: (Int) -> Bool) throws(Diagnostic) -> Bool {
    do {
      return accept(try value.order(against: constant))
    } catch {
      throw error.located(at: span)
    }
  }
}
