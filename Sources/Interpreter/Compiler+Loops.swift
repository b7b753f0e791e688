import Diagnostics
import Syntax
import Values

extension Compiler {
  func forLoop(_ name: Name, _ items: Expression, _ body: Block) -> Execute {
    let (source, columns) = iterable(items)
    let range = items.range
    let span = span(range)
    if !tree.hasErrors, let constant = Self.constantValue(items) {
      report(Self.notIterable(constant, span))
    }
    if Self.reservedNames.contains(name.text) {
      report(InterpreterDiagnostic.reserved, "$\(name.text) is reserved", at: name.range)
    }
    let loop = loopBody(body) { scope.declare(name.text, columns: columns) }
    return { (frame) throws(Diagnostic) in
      let items = try source(frame)
      return try Self.iterate(items, at: span, frame) { (item) throws(Diagnostic) in
        let round = loop.frame(frame)
        round.slots[loop.slot] = item
        return try loop.code(round)
      }
    }
  }

  /// Goes through a list, a stream or a range without holding it.
  private static func iterate(
    _ items: Value, at span: SourceSpan, _ frame: Frame,
    _ body: (Value) throws(Diagnostic) -> Completion
  ) throws(Diagnostic) -> Completion {
    let stream: ValueStream
    switch items {
    case .stream(let given): stream = given
    case .list(let list): stream = ValueStream(batches: list.batches)
    default: throw notIterable(items, span)
    }
    let interruption = frame.runtime.interruption
    while let batch = try stream.next() {
      for value in batch.items {
        try interruption.check()
        switch try guarded(body, value) {
        case .next, .giving, .continuing: continue
        case .breaking:
          stream.finish()
          return .next
        case .returning(let value):
          stream.finish()
          return .returning(value)
        }
      }
    }
    return .next
  }

  private static func notIterable(_ value: Value, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      InterpreterDiagnostic.notIterable, "cannot go through \(value.kindPhrase)", at: span,
      hint: "'for' takes a list or a stream; for one value write [\(span.text)]")
  }

  /// Runs a loop body once; a jump that travelled as an error becomes a completion again.
  @inline(__always)
  static func guarded(
    _ body: (Value) throws(Diagnostic) -> Completion, _ value: Value
  ) throws(Diagnostic) -> Completion {
    do throws(Diagnostic) {
      return try body(value)
    } catch {
      return try ControlFlow.completion(of: error)
    }
  }

  func whileLoop(_ condition: Expression, _ body: Block) -> Execute {
    let test = test(condition)
    let loop = loopBody(body) { 0 }
    let code = loop.code
    return { (frame) throws(Diagnostic) in
      let interruption = frame.runtime.interruption
      while try test(frame) {
        try interruption.check()
        let completion: Completion
        do throws(Diagnostic) {
          completion = try code(loop.frame(frame))
        } catch {
          completion = try ControlFlow.completion(of: error)
        }
        switch completion {
        case .next, .giving, .continuing: continue
        case .breaking: return .next
        case .returning: return completion
        }
      }
      return .next
    }
  }

  /// Compiles a loop's body. When something in it could outlive a round and still see its
  /// variables (a block, a lazy `where`), each round gets a frame of its own; otherwise all rounds
  /// share the frame around. `declare` declares the loop's variable and returns its slot.
  private func loopBody(_ body: Block, declare: () -> Int) -> LoopBody {
    guard body.body.holdsBlockLiteral else {
      scope.loopDepth += 1
      defer { scope.loopDepth -= 1 }
      return inScope {
        let slot = declare()
        return LoopBody(slot: slot, code: statements(body.body), slotCount: nil)
      }
    }
    return inFunction(.round) { round in
      round.loopDepth = 1
      let slot = declare()
      let code = statements(body.body)
      return LoopBody(slot: slot, code: code, slotCount: round.slotCount)
    }
  }
}

/// A compiled loop body with the frame it wants.
struct LoopBody: Sendable {
  /// Where the loop's variable lives.
  let slot: Int
  let code: Execute
  /// How many slots each round's own frame has; nil when rounds share the frame around the loop.
  let slotCount: Int?

  /// Returns the frame of one round.
  @inline(__always)
  func frame(_ outer: Frame) -> Frame {
    guard let slotCount else { return outer }
    return Frame(slotCount: slotCount, parent: outer, runtime: outer.runtime)
  }
}
