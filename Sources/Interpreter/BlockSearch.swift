import Syntax

// Whether code holds a block literal. Only then can something outlive a round of a loop and still
// see its variables, so only then does each round get variables of its own.

extension Chunk {
  var holdsBlockLiteral: Bool { statements.contains { $0.holdsBlockLiteral } }
}

extension Statement {
  fileprivate var holdsBlockLiteral: Bool {
    switch kind {
    case .let(_, let value), .pipeline(let value): value.holdsBlockLiteral
    case .set(let place, let value):
      value.holdsBlockLiteral || place.steps.contains { $0.holdsBlockLiteral }
    case .for(_, let items, let body): items.holdsBlockLiteral || body.body.holdsBlockLiteral
    case .while(let condition, let body):
      condition.holdsBlockLiteral || body.body.holdsBlockLiteral
    case .return(let value): value?.holdsBlockLiteral ?? false
    case .throw(let value): value.holdsBlockLiteral
    case .def, .break, .continue, .source, .error: false
    }
  }
}

extension Pipeline {
  fileprivate var holdsBlockLiteral: Bool {
    first.holdsBlockLiteral || stages.contains { $0.holdsBlockLiteral }
  }
}

extension Pipeline.First {
  fileprivate var holdsBlockLiteral: Bool {
    switch self {
    case .expression(let expression): expression.holdsBlockLiteral
    case .stage(let stage): stage.holdsBlockLiteral
    case .if(let form):
      form.branches.contains { $0.condition.holdsBlockLiteral || $0.body.body.holdsBlockLiteral }
        || (form.elseBody?.body.holdsBlockLiteral ?? false)
    case .match(let form):
      form.subject.holdsBlockLiteral || form.arms.contains { $0.body.body.holdsBlockLiteral }
    case .try(let form):
      form.body.body.holdsBlockLiteral
        || (form.catchClause?.body.body.holdsBlockLiteral ?? false)
        || (form.finallyBody?.body.holdsBlockLiteral ?? false)
    }
  }
}

extension Stage {
  fileprivate var holdsBlockLiteral: Bool {
    switch kind {
    // A stream that `where` filters lazily reads its variables when it is pulled.
    case .where: true
    case .command(let call): call.arguments.contains { $0.holdsBlockLiteral }
    case .error: false
    }
  }
}

extension Argument {
  fileprivate var holdsBlockLiteral: Bool {
    switch self {
    case .block: true
    case .value(let expression), .spread(let expression, _): expression.holdsBlockLiteral
    case .word(let word): word.holdsBlockLiteral
    case .flag(let flag):
      switch flag.value {
      case .word(let word)?: word.holdsBlockLiteral
      case .value(let expression)?: expression.holdsBlockLiteral
      case nil: false
      }
    }
  }
}

extension Word {
  fileprivate var holdsBlockLiteral: Bool {
    guard literalText == nil else { return false }
    return segments.contains { segment in
      switch segment {
      case .interpolation(let expression, _): expression.holdsBlockLiteral
      case .string(let literal): literal.holdsBlockLiteral
      case .text, .variable, .placeholder: false
      }
    }
  }
}

extension StringLiteral {
  fileprivate var holdsBlockLiteral: Bool {
    parts.contains { part in
      if case .interpolation(let expression, _) = part {
        expression.holdsBlockLiteral
      } else {
        false
      }
    }
  }
}

extension PathStep {
  fileprivate var holdsBlockLiteral: Bool {
    if case .index(let expression, _) = self { expression.holdsBlockLiteral } else { false }
  }
}

extension Expression {
  fileprivate var holdsBlockLiteral: Bool {
    switch kind {
    case .block: true
    case .null, .bool, .number, .duration, .error: false
    case .string(let literal): literal.holdsBlockLiteral
    case .variable(let path): path.steps.contains { $0.holdsBlockLiteral }
    case .item(let steps): steps.contains { $0.holdsBlockLiteral }
    case .list(let elements): elements.contains { $0.holdsBlockLiteral }
    case .record(let entries): entries.contains { $0.value.holdsBlockLiteral }
    case .pipeline(let pipeline): pipeline.holdsBlockLiteral
    case .unary(_, let operand): operand.holdsBlockLiteral
    case .binary(_, _, let left, let right): left.holdsBlockLiteral || right.holdsBlockLiteral
    }
  }
}
