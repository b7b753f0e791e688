/// An expression with its place.
package struct Expression: Sendable {
  package indirect enum Kind: Sendable {
    case null
    case bool(Bool)
    case number(NumberLiteral)
    case duration(nanoseconds: Int64)
    case string(StringLiteral)
    /// `$name` with its path; `${name.field}` has the same shape.
    case variable(Path)
    /// `.field` with its path: fields of the current item. At least one step, the first a field.
    case item([PathStep])
    case list([Expression])
    case record([RecordEntry])
    case block(Block)
    /// `( pipeline )`; the range is with the parentheses.
    case pipeline(Pipeline)
    case unary(UnaryOperator, Expression)
    /// The range is that of the operator alone.
    case binary(BinaryOperator, Range<Int>, Expression, Expression)
    /// Something that was reported and skipped.
    case error
  }

  package let kind: Kind
  package let range: Range<Int>

  package init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}

package enum UnaryOperator: String, Sendable, Hashable, CaseIterable {
  case not
  case minus = "-"
}

package enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
  case or, and
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case matches = "=~"
  case doesNotMatch = "!~"
  case isIn = "in"
  case isNotIn = "not in"
  case coalesce = "??"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

/// A name and what is taken out of it, step by step: `$name.field?[0]`, the place of a `set`.
package struct Path: Sendable {
  /// The variable, without `$`; its range is also without it.
  package let root: Name
  package let steps: [PathStep]

  package init(root: Name, steps: [PathStep]) {
    self.root = root
    self.steps = steps
  }
}

/// One step into a value.
package enum PathStep: Sendable {
  /// `.name`, or `.name?` which gives null where there is none. The range covers dot and mark.
  case field(String, isOptional: Bool, range: Range<Int>)
  /// `[expression]`; the range covers the brackets.
  case index(Expression, range: Range<Int>)

  package var range: Range<Int> {
    switch self {
    case .field(_, _, let range), .index(_, let range): range
    }
  }
}

/// `key: value` of a record.
package struct RecordEntry: Sendable {
  package enum Key: Sendable {
    case name(Name)
    case string(StringLiteral)
  }

  package let key: Key
  package let value: Expression

  package init(key: Key, value: Expression) {
    self.key = key
    self.value = value
  }
}

/// A number as it was written and what it is worth.
package struct NumberLiteral: Sendable, Hashable {
  package enum Value: Sendable, Hashable {
    case integer(Int64)
    /// Written with a fraction or an exponent.
    case float(Double)
  }

  package let value: Value
  /// The digits as written, without `_`, with the sign where the literal includes it: exact where
  /// the binary fraction of `value` is not.
  package let text: String

  package init(value: Value, text: String) {
    self.value = value
    self.text = text
  }
}
