import CommandKit
import Diagnostics
import Syntax
import Values

extension Compiler {
  /// Compiles statements whose pipelines are rendered as they finish (top level, bodies of `if`,
  /// `for`, `while` and `try` used as statements).
  func statements(_ chunk: Chunk) -> Execute {
    let code = chunk.statements.map { statement($0) }
    return Self.sequence(code)
  }

  static func sequence(_ code: [Execute]) -> Execute {
    switch code.count {
    case 0: return { (_) throws(Diagnostic) in .next }
    case 1: return code[0]
    case 2:
      let (first, second) = (code[0], code[1])
      return { (frame) throws(Diagnostic) in
        let completion = try first(frame)
        guard case .next = completion else { return completion }
        return try second(frame)
      }
    default:
      return { (frame) throws(Diagnostic) in
        for step in code {
          let completion = try step(frame)
          guard case .next = completion else { return completion }
        }
        return .next
      }
    }
  }

  /// Compiles a chunk whose value is that of its last pipeline (a block, a `def`, `let x = if …`).
  ///
  /// `isBody` says that the chunk is the whole body of a block or definition: there `return` gives
  /// its value; in a form inside one it must leave the body.
  func value(of chunk: Chunk, isBody: Bool = true) -> Evaluate {
    guard let last = chunk.statements.last else { return { (_) throws(Diagnostic) in .null } }
    let earlier = chunk.statements.dropLast().map { dropped($0) }
    let final: Evaluate
    switch last.kind {
    case .pipeline(let pipeline): final = self.pipeline(pipeline)
    case .return(let pipeline) where isBody && scope.loopDepth == 0 && scope.kind != .top:
      final = returned(pipeline)
    default:
      let step = statement(last)
      final = { (frame) throws(Diagnostic) in try Self.value(after: step(frame), isBody) }
    }
    if earlier.isEmpty { return final }
    let steps = Self.sequence(Array(earlier))
    return { (frame) throws(Diagnostic) in
      let completion = try steps(frame)
      guard case .next = completion else { return try Self.value(after: completion, isBody) }
      return try final(frame)
    }
  }

  /// Turns how a statement ended into the value of the block it ended.
  static func value(
    after completion: Completion, _ isBody: Bool
  ) throws(Diagnostic) -> Value {
    switch completion {
    case .next: return .null
    case .giving(let value): return value
    case .returning(let value) where isBody: return value
    case .returning, .breaking, .continuing: throw ControlFlow.jump(completion)
    }
  }

  /// Compiles a statement that is not the last of a value block: its value is dropped, with a
  /// warning when it had one worth having.
  private func dropped(_ statement: Statement) -> Execute {
    guard case .pipeline(let pipeline) = statement.kind, !isStatementForm(pipeline) else {
      return self.statement(statement)
    }
    if yieldsValue(pipeline) {
      report(
        Diagnostic(
          InterpreterDiagnostic.droppedValue, "the value of this pipeline is dropped",
          at: span(pipeline.range), hint: "'| print' shows it, 'let' keeps it"
        ).asWarning())
    }
    let run = self.pipeline(pipeline)
    return { (frame) throws(Diagnostic) in
      try frame.runtime.owed.paying { () throws(Diagnostic) in
        if case .stream(let stream) = try run(frame) { while try stream.next() != nil {} }
      }
      return .next
    }
  }

  private func isStatementForm(_ pipeline: Pipeline) -> Bool {
    guard pipeline.stages.isEmpty else { return false }
    switch pipeline.first {
    case .if, .match, .try: return true
    case .expression, .stage: return false
    }
  }

  /// Whether a pipeline's value is its whole point: a command that only reads, or an expression.
  private func yieldsValue(_ pipeline: Pipeline) -> Bool {
    let last: Stage
    if let stage = pipeline.stages.last {
      last = stage
    } else if case .stage(let stage) = pipeline.first {
      last = stage
    } else {
      return true
    }
    guard case .command(let call) = last.kind, let name = call.name.literalText else { return true }
    guard let declaration = table[name] else { return false }
    if case .nothing = declaration.result { return false }
    return declaration.effect == .read
      && !declaration.parameters.contains { $0.type.typeName == BlockValue.typeName }
  }

  func statement(_ statement: Statement) -> Execute {
    switch statement.kind {
    case .let, .set, .return, .pipeline: break
    // Only the first stage of a block is fed with the item, not what a loop or a throw holds.
    case .for, .while, .def, .break, .continue, .throw, .source, .error: blockInputSlot = nil
    }
    switch statement.kind {
    case .let(let name, let value): return letStatement(name, value)
    case .set(let place, let value): return setStatement(place, value)
    case .for(let name, let items, let body): return forLoop(name, items, body)
    case .while(let condition, let body): return whileLoop(condition, body)
    case .def(let definition): return definitionStatement(definition, statement.range)
    case .return(let pipeline): return returnStatement(pipeline, statement.range)
    case .break: return jump(.breaking, "break", statement.range)
    case .continue: return jump(.continuing, "continue", statement.range)
    case .throw(let expression): return throwStatement(expression, statement.range)
    case .source: return sourceStatement(statement.range)
    case .pipeline(let pipeline): return pipelineStatement(pipeline)
    case .error: return { (_) throws(Diagnostic) in .next }
    }
  }

  // MARK: Variables

  private func letStatement(_ name: Name, _ value: Pipeline) -> Execute {
    let (run, columns) = pipelineWithColumns(value)
    if Self.reservedNames.contains(name.text) {
      report(
        InterpreterDiagnostic.reserved, "$\(name.text) is reserved", at: name.range,
        hint: "choose another name")
    } else if isFile, scope.declaresHere(name.text) {
      report(
        InterpreterDiagnostic.redeclared, "'\(name.text)' is declared twice here", at: name.range,
        hint: "set \(name.text) = … changes it")
    }
    let slot = scope.declare(name.text, columns: columns)
    return { (frame) throws(Diagnostic) in
      frame.slots[slot] = try frame.runtime.owed.paying { () throws(Diagnostic) in
        try run(frame).settled()
      }
      return .next
    }
  }

  private func setStatement(_ place: Syntax.Path, _ value: Pipeline) -> Execute {
    let run = pipeline(value)
    if Self.reservedNames.contains(place.root.text) {
      report(
        InterpreterDiagnostic.reserved, "$\(place.root.text) cannot be set", at: place.root.range,
        hint: "let … declares a variable of your own")
      return { (_) throws(Diagnostic) in .next }
    }
    guard let (variable, _) = variable(place.root) else {
      return { (_) throws(Diagnostic) in .next }
    }
    if variable.depth > 0, crossesParallelBlock(variable.depth) {
      report(
        InterpreterDiagnostic.parallelSet,
        "'\(place.root.text)' lies outside a block that runs in parallel", at: place.root.range,
        hint: "let the block give its result, and use what 'each' gives back")
    }
    if place.steps.isEmpty { return assign(variable, value, run, place.root.range) }
    let steps = place.steps.map { pathStep($0) }
    let slot = variable.slot
    let depth = variable.depth
    let place = span(place.root.range)
    return { (frame) throws(Diagnostic) in
      let owner = try frame.outerToSet(depth, at: place)
      let new = try frame.runtime.owed.paying { () throws(Diagnostic) in try run(frame).settled() }
      // The indexes may read the variable itself: they are known before it lets go of its value.
      var known: [ResolvedStep] = []
      for step in steps { known.append(try step.settled(frame)) }
      try Nesting.check([new], at: known.first?.span ?? place)
      try ResolvedStep.replace(in: &owner.slots[slot], known[...], with: new, frame)
      return .next
    }
  }

  /// Compiles `set x = …`, with `set x = $x + …` and `set x = "$x…"` done in place: it is what loops
  /// do.
  private func assign(
    _ variable: Variable, _ value: Pipeline, _ run: @escaping Evaluate, _ range: Range<Int>
  ) -> Execute {
    let slot = variable.slot
    let depth = variable.depth
    guard depth == 0 else {
      let place = span(range)
      return { (frame) throws(Diagnostic) in
        let value = try frame.runtime.owed.paying { () throws(Diagnostic) in
          try run(frame).settled()
        }
        try frame.outerToSet(depth, at: place).slots[slot] = value
        return .next
      }
    }
    if let fused = addition(to: variable, value) { return fused }
    return growth(of: variable, value, run) ?? Self.storing(run, in: slot)
  }

  // MARK: Jumps

  private func jump(
    _ completion: Completion, _ word: String, _ range: Range<Int>
  ) -> Execute {
    if scope.loopDepth == 0 {
      report(
        InterpreterDiagnostic.misplaced, "'\(word)' stands outside a loop", at: range,
        hint: "filters end early with 'first N' or 'where'")
    }
    return { (_) throws(Diagnostic) in completion }
  }

  private func returnStatement(_ pipeline: Pipeline?, _ range: Range<Int>) -> Execute {
    if enclosingFunction.kind == .top {
      report(
        InterpreterDiagnostic.misplaced, "'return' stands outside a def or a block", at: range,
        hint: "'exit' ends a script")
    }
    let run = returned(pipeline)
    return { (frame) throws(Diagnostic) in .returning(try run(frame)) }
  }

  /// The function a `return` here returns from: rounds of loops are none.
  private var enclosingFunction: FunctionScope {
    var function = scope
    while function.kind == .round, let parent = function.parent { function = parent }
    return function
  }

  /// Compiles what `return` gives.
  private func returned(_ pipeline: Pipeline?) -> Evaluate {
    guard let pipeline else { return Self.constant(.null) }
    return self.pipeline(pipeline)
  }

  private func throwStatement(_ expression: Expression, _ range: Range<Int>) -> Execute {
    let value = evaluate(expression)
    let span = span(range)
    return { (frame) throws(Diagnostic) in
      throw ErrorRecord.diagnostic(thrown: try value(frame), at: span)
    }
  }

  // MARK: Pipelines as statements

  private func pipelineStatement(_ pipeline: Pipeline) -> Execute {
    if pipeline.stages.isEmpty {
      switch pipeline.first {
      case .if(let form): return self.form(form, .statement)
      case .match(let form): return self.form(form, .statement)
      case .try(let form): return self.form(form, .statement)
      case .expression, .stage: break
      }
    }
    let run = output(of: pipeline).run
    return { (frame) throws(Diagnostic) in
      try frame.runtime.owed.paying { () throws(Diagnostic) in
        try frame.runtime.render(run(frame))
      }
      return .next
    }
  }
}
