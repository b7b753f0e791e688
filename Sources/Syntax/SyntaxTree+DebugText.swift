extension SyntaxTree {
  /// The tree as nested lists, one line for each statement at the top; without places, so that
  /// two texts that mean the same give the same. For tests and for `--debug`.
  package var debugText: String {
    program.statements.map { DebugText.statement($0) }.joined(separator: "\n")
  }
}

/// Writes nodes as nested lists.
private enum DebugText {
  static func list(_ head: String, _ items: [String]) -> String {
    "(" + ([head] + items).joined(separator: " ") + ")"
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "$": result += "\\$"
      case _ where scalar.value < 0x20: result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  // MARK: Statements

  static func statement(_ statement: Statement) -> String {
    switch statement.kind {
    case .let(let name, let value): list("let", [name.text, pipeline(value)])
    case .set(let place, let value): list("set", [path(place), pipeline(value)])
    case .for(let name, let items, let body):
      list("for", [name.text, expression(items), block(body)])
    case .while(let condition, let body): list("while", [expression(condition), block(body)])
    case .def(let definition): self.definition(definition)
    case .return(let value): list("return", value.map { [pipeline($0)] } ?? [])
    case .break: "(break)"
    case .continue: "(continue)"
    case .throw(let error): list("throw", [expression(error)])
    case .source(let path): list("source", [word(path)])
    case .pipeline(let value): pipeline(value)
    case .error: "(error)"
    }
  }

  static func definition(_ definition: Definition) -> String {
    var items = [definition.name.text]
    if let help = definition.help { items.append(list("help", [quoted(help)])) }
    items.append(list("", definition.parameters.map(parameter)))
    return list("def", items + [block(definition.body)])
  }

  static func parameter(_ parameter: Parameter) -> String {
    let mark =
      switch parameter.kind {
      case .positional: ""
      case .flag: "--"
      case .rest: "..."
      }
    let type = parameter.type.map { ":" + $0.text } ?? ""
    let value = parameter.defaultValue.map { "=" + expression($0) } ?? ""
    return mark + parameter.name.text + type + value
  }

  static func block(_ block: Block) -> String {
    let names = block.parameters.isEmpty ? [] : [list("|", block.parameters.map(\.text))]
    return "{" + (names + block.body.statements.map(statement)).joined(separator: " ") + "}"
  }

  // MARK: Pipelines

  static func pipeline(_ pipeline: Pipeline) -> String {
    let first = self.first(pipeline.first)
    if pipeline.stages.isEmpty { return first }
    return list("pipe", [first] + pipeline.stages.map(stage))
  }

  static func first(_ first: Pipeline.First) -> String {
    switch first {
    case .expression(let value): return expression(value)
    case .stage(let value): return stage(value)
    case .if(let form):
      let branches = form.branches.flatMap { [expression($0.condition), block($0.body)] }
      return list("if", branches + (form.elseBody.map { ["else", block($0)] } ?? []))
    case .match(let form):
      let arms = form.arms.map { list("arm", $0.patterns.map(pattern) + [block($0.body)]) }
      return list("match", [expression(form.subject)] + arms)
    case .try(let form):
      var items = [block(form.body)]
      if let clause = form.catchClause {
        items += ["catch"] + (clause.name.map { [$0.text] } ?? []) + [block(clause.body)]
      }
      if let body = form.finallyBody { items += ["finally", block(body)] }
      return list("try", items)
    }
  }

  static func pattern(_ pattern: MatchForm.Pattern) -> String {
    switch pattern.kind {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let literal): number(literal)
    case .string(let literal): string(literal)
    case .anything: "_"
    }
  }

  static func stage(_ stage: Stage) -> String {
    switch stage.kind {
    case .where(let condition): list("where", [expression(condition)])
    case .command(let call):
      list(
        call.hasJujuPrefix ? "juju" : "run", [word(call.name)] + call.arguments.map(argument))
    case .error: "(error)"
    }
  }

  static func argument(_ argument: Argument) -> String {
    switch argument {
    case .flag(let flag):
      switch flag.value {
      case nil: flag.spelling
      case .word(let value): flag.spelling + "=" + word(value)
      case .value(let value): flag.spelling + "=" + expression(value)
      }
    case .word(let value): word(value)
    case .value(let value): list("value", [expression(value)])
    case .block(let value): block(value)
    case .spread(let value, _): "..." + expression(value)
    }
  }

  static func word(_ word: Word) -> String {
    let segments = word.segments.map(segment)
    return segments.count == 1 ? segments[0] : "<" + segments.joined(separator: " ") + ">"
  }

  static func segment(_ segment: Word.Segment) -> String {
    switch segment {
    case .text(let text, _): text.isEmpty ? "\"\"" : text
    case .string(let literal): string(literal)
    case .variable(let name, _): "$" + name
    case .interpolation(let inner, _): "${" + expression(inner) + "}"
    case .placeholder(let placeholder):
      list(placeholder.isOptional ? "optional" : "placeholder", [quoted(placeholder.label)])
    }
  }

  // MARK: Expressions

  static func expression(_ expression: Expression) -> String {
    switch expression.kind {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let literal): number(literal)
    case .duration(let nanoseconds): "\(nanoseconds)ns"
    case .string(let literal): string(literal)
    case .variable(let value): "$" + path(value)
    case .item(let steps): self.steps(steps)
    case .list(let elements): list("list", elements.map(self.expression))
    case .record(let entries): list("record", entries.map(entry))
    case .block(let value): block(value)
    case .pipeline(let value): "(" + pipeline(value) + ")"
    case .unary(let sign, let operand): list(sign.rawValue, [self.expression(operand)])
    case .binary(let sign, _, let left, let right):
      list(sign.rawValue, [self.expression(left), self.expression(right)])
    case .error: "(error)"
    }
  }

  static func entry(_ entry: RecordEntry) -> String {
    switch entry.key {
    case .name(let name): name.text + ":" + expression(entry.value)
    case .string(let literal): string(literal) + ":" + expression(entry.value)
    }
  }

  static func path(_ path: Path) -> String { path.root.text + steps(path.steps) }

  static func steps(_ steps: [PathStep]) -> String {
    steps.map {
      switch $0 {
      case .field(let name, let isOptional, _): "." + name + (isOptional ? "?" : "")
      case .index(let index, _): "[" + expression(index) + "]"
      }
    }.joined()
  }

  static func number(_ literal: NumberLiteral) -> String {
    switch literal.value {
    case .integer(let value): String(value)
    case .float(let value): "\(value)=\(literal.text)"
    }
  }

  /// Writes runs of text as one, since where an escape was makes no difference.
  static func string(_ literal: StringLiteral) -> String {
    if let text = literal.literalText { return quoted(text) }
    var items: [String] = []
    var text = ""
    for part in literal.parts {
      if case .text(let piece, _) = part {
        text += piece
        continue
      }
      if !text.isEmpty { items.append(quoted(text)) }
      text = ""
      switch part {
      case .text: break
      case .variable(let name, _): items.append("$" + name)
      case .interpolation(let inner, _): items.append(expression(inner))
      }
    }
    if !text.isEmpty { items.append(quoted(text)) }
    return list("string", items)
  }
}
