import Diagnostics
import Syntax
import Values

// Each form exists twice: as a statement, where its pipelines are rendered and jumps are
// completions, and as a value, where its bodies give what their last pipeline gives.

extension Compiler {
  // MARK: if

  func ifStatement(_ form: IfForm) -> Execute {
    let branches = form.branches.map { branch in
      (test(branch.condition), inScope { statements(branch.body.body) })
    }
    let last = form.elseBody.map { body in inScope { statements(body.body) } }
    if branches.count == 1 {
      let (test, code) = branches[0]
      return { (frame) throws(Diagnostic) in
        if try test(frame) { return try code(frame) }
        return try last?(frame) ?? .next
      }
    }
    return { (frame) throws(Diagnostic) in
      for (test, code) in branches where try test(frame) { return try code(frame) }
      return try last?(frame) ?? .next
    }
  }

  func ifValue(_ form: IfForm) -> Evaluate {
    let branches = form.branches.map { branch in
      (test(branch.condition), inScope { value(of: branch.body.body, isBody: false) })
    }
    let last = form.elseBody.map { body in inScope { value(of: body.body, isBody: false) } }
    return { (frame) throws(Diagnostic) in
      for (test, code) in branches where try test(frame) { return try code(frame) }
      return try last?(frame) ?? .null
    }
  }

  // MARK: match

  func matchStatement(_ form: MatchForm) -> Execute {
    let subject = evaluate(form.subject)
    let arms = form.arms.map { arm in
      (arm.patterns.compactMap { pattern($0) }, inScope { statements(arm.body.body) })
    }
    return { (frame) throws(Diagnostic) in
      let value = try subject(frame)
      for (patterns, code) in arms where patterns.contains(where: { $0.matches(value) }) {
        return try code(frame)
      }
      return .next
    }
  }

  func matchValue(_ form: MatchForm) -> Evaluate {
    let subject = evaluate(form.subject)
    let arms = form.arms.map { arm in
      (arm.patterns.compactMap { pattern($0) }, inScope { value(of: arm.body.body, isBody: false) })
    }
    return { (frame) throws(Diagnostic) in
      let value = try subject(frame)
      for (patterns, code) in arms where patterns.contains(where: { $0.matches(value) }) {
        return try code(frame)
      }
      return .null
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

  func tryStatement(_ form: TryForm) -> Execute {
    let body = inScope { statements(form.body.body) }
    let handler = form.catchClause.map { clause in
      inScope { (declareError(clause), statements(clause.body.body)) }
    }
    let final = form.finallyBody.map { block in inScope { statements(block.body) } }
    return { (frame) throws(Diagnostic) in
      let result = Attempt<Completion> { () throws(Diagnostic) in
        do throws(Diagnostic) {
          return try body(frame)
        } catch {
          guard let (slot, code) = handler, !error.passesTry else {
            if handler == nil, !error.passesTry, final == nil { return .next }
            throw error
          }
          frame.slots[slot] = ErrorRecord.value(of: error)
          return try code(frame)
        }
      }
      if let final {
        let completion = try final(frame)
        guard case .next = completion else { return completion }
      }
      return try result.get()
    }
  }

  func tryValue(_ form: TryForm) -> Evaluate {
    let body = inScope { value(of: form.body.body, isBody: false) }
    let handler = form.catchClause.map { clause in
      inScope { (declareError(clause), value(of: clause.body.body, isBody: false)) }
    }
    let final = form.finallyBody.map { block in inScope { statements(block.body) } }
    return { (frame) throws(Diagnostic) in
      let result = Attempt<Value> { () throws(Diagnostic) in
        do throws(Diagnostic) {
          return try body(frame).settled()
        } catch {
          guard let (slot, code) = handler, !error.passesTry else {
            if handler == nil, !error.passesTry, final == nil { return .null }
            throw error
          }
          frame.slots[slot] = ErrorRecord.value(of: error)
          return try code(frame).settled()
        }
      }
      if let final {
        let completion = try final(frame)
        guard case .next = completion else { throw ControlFlow.jump(completion) }
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

/// The outcome of some work, kept until `finally` has run.
private struct Attempt<Success> {
  private let outcome: Result<Success, Diagnostic>

  init(_ work: () throws(Diagnostic) -> Success) {
    do throws(Diagnostic) {
      outcome = .success(try work())
    } catch {
      outcome = .failure(error)
    }
  }

  func get() throws(Diagnostic) -> Success { try outcome.get() }
}
