/// `if … { … } else if … { … } else { … }`.
package struct IfForm: Sendable {
  package struct Branch: Sendable {
    package let condition: Expression
    package let body: Block

    package init(condition: Expression, body: Block) {
      self.condition = condition
      self.body = body
    }
  }

  /// At least one, tried in order.
  package let branches: [Branch]
  package let elseBody: Block?
  package let range: Range<Int>

  package init(branches: [Branch], elseBody: Block?, range: Range<Int>) {
    self.branches = branches
    self.elseBody = elseBody
    self.range = range
  }
}

/// `match … { pattern, pattern => { … } }`.
package struct MatchForm: Sendable {
  package struct Arm: Sendable {
    /// At least one, unless an error was reported.
    package let patterns: [Pattern]
    package let body: Block
    package let range: Range<Int>

    package init(patterns: [Pattern], body: Block, range: Range<Int>) {
      self.patterns = patterns
      self.body = body
      self.range = range
    }
  }

  package struct Pattern: Sendable {
    package enum Kind: Sendable {
      case null
      case bool(Bool)
      /// With its sign.
      case number(NumberLiteral)
      /// Has `literalText` unless an error was reported.
      case string(StringLiteral)
      /// `_`
      case anything
    }

    package let kind: Kind
    package let range: Range<Int>

    package init(_ kind: Kind, _ range: Range<Int>) {
      self.kind = kind
      self.range = range
    }
  }

  package let subject: Expression
  package let arms: [Arm]
  package let range: Range<Int>

  package init(subject: Expression, arms: [Arm], range: Range<Int>) {
    self.subject = subject
    self.arms = arms
    self.range = range
  }
}

/// `try { … } catch name { … } finally { … }`.
package struct TryForm: Sendable {
  package struct Catch: Sendable {
    /// What the error is bound to; `$error` when there is no name.
    package let name: Name?
    package let body: Block

    package init(name: Name?, body: Block) {
      self.name = name
      self.body = body
    }
  }

  package let body: Block
  package let catchClause: Catch?
  package let finallyBody: Block?
  package let range: Range<Int>

  package init(body: Block, catchClause: Catch?, finallyBody: Block?, range: Range<Int>) {
    self.body = body
    self.catchClause = catchClause
    self.finallyBody = finallyBody
    self.range = range
  }
}
