import Diagnostics
import Syntax
import Values

// A form is a statement, whose pipelines are rendered and whose jumps are completions, or a value,
// whose bodies give what their last pipeline gives. It is compiled by the same code for both: the
// body of a value completes with `.giving`.

/// What a form is compiled for.
enum FormUse {
  case statement, value
}

extension Compiler {
  /// Compiles a form for its value.
  func value(of form: @escaping Execute) -> Evaluate {
    { (frame) throws(Diagnostic) in
      switch try form(frame) {
      case .giving(let value): return value
      case .next: return .null
      case .breaking: throw ControlFlow.jump(.breaking)
      case .continuing: throw ControlFlow.jump(.continuing)
      case .returning(let value): throw ControlFlow.jump(.returning(value))
      }
    }
  }

  /// Compiles the body of a form in a scope of its own.
  private func body(_ block: Block, _ use: FormUse) -> Execute {
    scope.openScope()
    defer { scope.closeScope() }
    return chunk(block.body, use)
  }

  private func chunk(_ chunk: Chunk, _ use: FormUse) -> Execute {
    guard use == .value else { return statements(chunk) }
    let value = value(of: chunk, isBody: false)
    return { (frame) throws(Diagnostic) in .giving(try value(frame)) }
  }

  // MARK: if

  func form(_ form: IfForm, _ use: FormUse) -> Execute {
    let branches = form.branches.map { branch in
      FormBranch(test: test(branch.condition), code: body(branch.body, use))
    }
    let last = form.elseBody.map { FormBody(code: body($0, use)) }
    if branches.count == 1 {
      let (test, code) = (branches[0].test, branches[0].code)
      guard let otherwise = last?.code else {
        return { (frame) throws(Diagnostic) in try test(frame) ? try code(frame) : .next }
      }
      return { (frame) throws(Diagnostic) in
        try test(frame) ? try code(frame) : try otherwise(frame)
      }
    }
    return { (frame) throws(Diagnostic) in
      for branch in branches where try branch.test(frame) { return try branch.code(frame) }
      return try last?.code(frame) ?? .next
    }
  }

  // MARK: match

  func form(_ form: MatchForm, _ use: FormUse) -> Execute {
    let subject = evaluate(form.subject)
    let arms = form.arms.map { arm in
      FormArm(patterns: arm.patterns.compactMap { pattern($0) }, code: body(arm.body, use))
    }
    return { (frame) throws(Diagnostic) in
      let value = try subject(frame)
      for arm in arms where arm.patterns.contains(where: { $0.matches(value) }) {
        return try arm.code(frame)
      }
      return .next
    }
  }

  private func pattern(_ pattern: MatchForm.Pattern) -> MatchPattern? {
    switch pattern.kind {
    case .anything: .anything
    case .null: .value(.null)
    case .bool(let flag): .value(.bool(flag))
    case .number(let number): .value(Self.value(of: number))
    case .string(let literal): literal.literalText.map { .value(.string($0)) }
    }
  }

  // MARK: try

  func form(_ form: TryForm, _ use: FormUse) -> Execute {
    let body = body(form.body, use)
    let handler = form.catchClause.map { clause in
      inScope { FormHandler(slot: declareError(clause), code: chunk(clause.body.body, use)) }
    }
    let final = form.finallyBody.map { FormBody(code: self.body($0, .statement)) }
    return { (frame) throws(Diagnostic) in
      let result = Attempt { () throws(Diagnostic) in
        do throws(Diagnostic) {
          return try frame.runtime.owed.paying { () throws(Diagnostic) in
            try body(frame).drained()
          }
        } catch {
          guard let handler, !error.passesTry else {
            if handler == nil, !error.passesTry, final == nil { return .next }
            throw error
          }
          frame.slots[handler.slot] = ErrorRecord.value(of: error)
          return try handler.code(frame).drained()
        }
      }
      if let final {
        let completion = try final.code(frame)
        guard case .next = completion else { return completion }
      }
      return try result.get()
    }
  }

  /// Declares what `catch` binds the error to; without a name that is `$error`.
  private func declareError(_ clause: TryForm.Catch) -> Int {
    guard let name = clause.name else { return scope.declare("error", isReserved: true) }
    if Self.reservedNames.contains(name.text), name.text != "error" {
      report(InterpreterDiagnostic.reserved, "$\(name.text) is reserved", at: name.range)
    }
    return scope.declare(name.text)
  }
}

/// A pattern of `match`.
private enum MatchPattern: Sendable {
  case anything
  case value(Value)

  func matches(_ subject: Value) -> Bool {
    switch self {
    case .anything: true
    case .value(let value): value.isEqual(to: subject)
    }
  }
}

// Closures are kept in structures of their own: in tuples, arrays and optionals each call of one
// would go through a thunk.

private struct FormBody: Sendable {
  let code: Execute
}

private struct FormBranch: Sendable {
  let test: Test
  let code: Execute
}

private struct FormArm: Sendable {
  let patterns: [MatchPattern]
  let code: Execute
}

private struct FormHandler: Sendable {
  let slot: Int
  let code: Execute
}

extension Completion {
  /// Returns it with its streams read: their errors belong to the `try` around.
  fileprivate func drained() throws(Diagnostic) -> Completion {
    guard case .giving(let value) = self else { return self }
    return .giving(try value.settled())
  }
}

/// How some work ended, kept until `finally` has run.
private struct Attempt {
  private let outcome: Result<Completion, Diagnostic>

  init(_ work: () throws(Diagnostic) -> Completion) {
    do throws(Diagnostic) {
      outcome = .success(try work())
    } catch {
      outcome = .failure(error)
    }
  }

  func get() throws(Diagnostic) -> Completion { try outcome.get() }
}
