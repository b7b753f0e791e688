import CommandKit
import Diagnostics
import EffectGate
import Syntax
import Values

extension Compiler {
  /// What is known of the value at one place of a pipe before anything runs.
  struct PipeState {
    /// Where the value comes from.
    enum Feed {
      /// There is none: this is the first stage.
      case nothing
      /// The item of the block whose first stage this is.
      case item
      /// The stage before the `|`.
      case stage
    }

    var feed = Feed.nothing
    /// The columns of its records, when they are known.
    var columns: [String]?
    /// Whether it is what a write gave, which a dry run does not carry out.
    var isWritten = false

    /// Whether there is a value at all.
    var isFed: Bool { feed != .nothing }
    /// Whether somebody wrote a `|` before this.
    var isPiped: Bool { feed == .stage }
  }

  /// Compiles a pipeline for its value.
  func pipeline(_ pipeline: Pipeline) -> Evaluate {
    if pipeline.stages.isEmpty, !pipeline.first.isStage { return first(pipeline.first) }
    let run = output(of: pipeline).run
    return { (frame) throws(Diagnostic) in try run(frame).value }
  }

  /// Compiles a pipeline for its value, with the columns that are known of it.
  func pipelineWithColumns(_ pipeline: Pipeline) -> (Evaluate, [String]?) {
    if pipeline.stages.isEmpty, case .expression(let expression) = pipeline.first {
      let columns = columns(of: expression)
      return (self.pipeline(pipeline), columns)
    }
    let (run, state) = output(of: pipeline)
    return ({ (frame) throws(Diagnostic) in try run(frame).value }, state.columns)
  }

  /// Compiles the value of a pipeline's beginning alone.
  private func first(_ first: Pipeline.First) -> Evaluate {
    // Only a stage takes the item of a block; everything else asks for it by name.
    blockInputSlot = nil
    switch first {
    case .expression(let expression): return evaluate(expression)
    case .if(let form): return value(of: self.form(form, .value))
    case .match(let form): return value(of: self.form(form, .value))
    case .try(let form): return value(of: self.form(form, .value))
    case .stage:
      preconditionFailure("a pipeline that begins with a stage is compiled with its input")
    }
  }

  /// Compiles a pipeline for what it hands on, the last stage's own view included.
  func output(
    of pipeline: Pipeline
  ) -> (run: @Sendable (Frame) throws(Diagnostic) -> Output, state: PipeState) {
    var state = PipeState()
    let begin: @Sendable (Frame) throws(Diagnostic) -> Output
    if case .stage(let stage) = pipeline.first {
      let item = takeBlockInput()
      if item != nil { state.feed = .item }
      let run = self.stage(stage, &state)
      if let item {
        let slot = item
        begin = { (frame) throws(Diagnostic) in try run(frame, frame.slots[slot]) }
      } else {
        begin = { (frame) throws(Diagnostic) in try run(frame, nil) }
      }
    } else {
      blockInputSlot = nil
      if case .expression(let expression) = pipeline.first {
        state.columns = columns(of: expression)
      }
      let value = first(pipeline.first)
      begin = { (frame) throws(Diagnostic) in Output(try value(frame)) }
    }
    state.feed = .stage
    let stages = pipeline.stages.map { laterStage($0, &state) }
    switch stages.count {
    case 0: return (begin, state)
    case 1:
      let only = stages[0]
      return ({ (frame) throws(Diagnostic) in try only(frame, begin(frame).value) }, state)
    default:
      return (
        { (frame) throws(Diagnostic) in
          var output = try begin(frame)
          for stage in stages { output = try stage(frame, output.value) }
          return output
        }, state
      )
    }
  }

  /// Compiles a stage behind a `|`. What comes from a write that a dry run did not carry out is a
  /// list of nothing: `offer … | get offer-url` fails no more than the offer alone.
  private func laterStage(_ stage: Stage, _ state: inout PipeState) -> RunStage {
    let followsWrite = state.isWritten
    state.isWritten = false
    let run = self.stage(stage, &state)
    guard followsWrite else { return run }
    return { (frame, input) throws(Diagnostic) in
      guard case .null? = input, frame.runtime.gate.mode == .dryRun else {
        return try run(frame, input)
      }
      return try run(frame, .list(List()))
    }
  }

  /// Returns the slot of the item that feeds the first stage of a parameterless block, once.
  private func takeBlockInput() -> Int? {
    defer { blockInputSlot = nil }
    return blockInputSlot
  }

  /// The columns of an expression's records, as far as they are known.
  func columns(of expression: Expression) -> [String]? {
    switch expression.kind {
    case .variable(let path) where path.steps.isEmpty: return resolve(path.root.text)?.1.columns
    default: return nil
    }
  }

  /// Compiles what `for` goes through, without making a list of a stream.
  func iterable(_ expression: Expression) -> (Evaluate, [String]?) {
    guard case .pipeline(let inner) = expression.kind else {
      return (evaluate(expression), columns(of: expression))
    }
    return pipelineWithColumns(inner)
  }

  /// Compiles one stage; `state` says what comes in, and then what goes out.
  private func stage(_ stage: Stage, _ state: inout PipeState) -> RunStage {
    switch stage.kind {
    case .error: return { (_, _) throws(Diagnostic) in .nothing }
    case .where(let condition): return whereStage(condition, stage.range, &state)
    case .command(let call): return command(call, &state)
    }
  }

  // MARK: where

  private func whereStage(
    _ condition: Expression, _ range: Range<Int>, _ state: inout PipeState
  ) -> RunStage {
    let span = span(range)
    if !state.isFed {
      report(
        InterpreterDiagnostic.badPipe, "'where' has nothing to filter", at: range,
        hint: "pipe something into it: offers | where …")
    }
    let outerSlot = scope.itemSlot
    let outerColumns = itemColumns
    let slot = scope.newSlot()
    scope.itemSlot = slot
    itemColumns = state.columns
    let predicate = predicate(condition, itemSlot: slot)
    scope.itemSlot = outerSlot
    itemColumns = outerColumns
    return { (frame, input) throws(Diagnostic) in
      guard let stream = (input ?? .null).asStream else {
        throw Diagnostic(
          CommandDiagnostic.wrongInput,
          "'where' filters lists and records, and \((input ?? .null).kindPhrase) was piped in",
          at: span, hint: CommandContext.listHint(for: input ?? .null))
      }
      let interruption = frame.runtime.interruption
      return Output(
        .stream(
          ValueStream(
            columns: stream.columns, source: try predicate.pushed(to: stream.source, frame)
          ) { () throws(Diagnostic) -> Batch? in
            try interruption.check()
            guard let batch = try stream.next() else { return nil }
            return try predicate.filter(batch, frame)
          }))
    }
  }
}

extension Pipeline.First {
  fileprivate var isStage: Bool {
    if case .stage = self { return true }
    return false
  }
}
