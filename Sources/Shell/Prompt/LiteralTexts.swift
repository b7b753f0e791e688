import Diagnostics
import Syntax

/// The texts that stand literally in code: strings as they are meant, and numbers. Names of commands
/// and bare words beside them are none.
struct LiteralTexts {
  private var found: [String] = []

  /// Returns the texts that a text begins with, be it an expression, a form with blocks, or a word,
  /// which is one here; whatever may follow. What begins with a command has those of its pipeline.
  static func begin(of text: String, isCommand: Bool) -> [String] {
    var texts = LiteralTexts()
    let statement = parse(SourceText(text), mode: .prompt).program.statements.first
    if case .pipeline(let pipeline)? = statement?.kind {
      if isCommand {
        texts.gather(whole: pipeline)
      } else if case .stage(let stage) = pipeline.first {
        if case .command(let call) = stage.kind { texts.gather(whole: call.name) }
      } else {
        texts.gather(pipeline.first)
      }
    }
    return texts.found
  }

  private mutating func gather(_ first: Pipeline.First) {
    switch first {
    case .expression(let expression): gather(expression)
    case .stage(let stage): gather(argumentsOf: stage)
    case .if(let form):
      form.branches.forEach { gather($0.body) }
      if let block = form.elseBody { gather(block) }
    case .match(let form): form.arms.forEach { gather($0.body) }
    case .try(let form):
      gather(form.body)
      if let block = form.catchClause?.body { gather(block) }
      if let block = form.finallyBody { gather(block) }
    }
  }

  private mutating func gather(_ expression: Expression) {
    switch expression.kind {
    case .string(let string): gather(string)
    case .number(let number): found.append(number.text)
    case .list(let elements): elements.forEach { gather($0) }
    case .record(let entries): entries.forEach { gather($0.value) }
    case .block(let block): gather(block)
    case .pipeline(let pipeline): gather(whole: pipeline)
    case .unary(_, let operand): gather(operand)
    case .binary(_, _, let left, let right):
      gather(left)
      gather(right)
    case .null, .bool, .duration, .variable, .item, .error: break
    }
  }

  private mutating func gather(whole pipeline: Pipeline) {
    gather(pipeline.first)
    pipeline.stages.forEach { gather(argumentsOf: $0) }
  }

  private mutating func gather(argumentsOf stage: Stage) {
    guard case .command(let call) = stage.kind else { return }
    for argument in call.arguments {
      switch argument {
      case .word(let word): gather(word)
      case .value(let expression), .spread(let expression, _): gather(expression)
      case .block(let block): gather(block)
      case .flag(let flag):
        switch flag.value {
        case .word(let word)?: gather(word)
        case .value(let expression)?: gather(expression)
        case nil: break
        }
      }
    }
  }

  private mutating func gather(_ block: Block) {
    for statement in block.body.statements {
      switch statement.kind {
      case .let(_, let pipeline), .set(_, let pipeline), .pipeline(let pipeline),
        .return(let pipeline?):
        gather(whole: pipeline)
      default: break
      }
    }
  }

  private mutating func gather(whole word: Word) {
    if let text = word.literalText { found.append(text) }
    gather(word)
  }

  private mutating func gather(_ word: Word) {
    for case .string(let string) in word.segments { gather(string) }
  }

  /// What is put into a string is not known here; what stands around it is.
  private mutating func gather(_ string: StringLiteral) {
    if let text = string.literalText { return found.append(text) }
    for case .text(let text, _) in string.parts { found.append(text) }
  }
}
