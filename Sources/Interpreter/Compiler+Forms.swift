import Diagnostics
import Syntax
import Values

// A form is a statement, whose pipelines are rendered and whose jumps are completions, or a value,
// whose bodies give what their last pipeline gives. It is compiled by the same code for both;
// `FormOutcome` says what differs.

/// What a form ends with: how it completed, or its value.
protocol FormOutcome: Sendable {
  /// What a form gives none of whose bodies ran.
  static var nothing: Self { get }
  /// Compiles a body of the form.
  static func body(_ chunk: Chunk, _ compiler: Compiler) -> Code<Self>
  /// Ends a form whose `finally` jumped.
  static func left(by completion: Completion) throws(Diagnostic) -> Self
  /// Returns the outcome with its streams read: their errors belong to the `try` around.
  func drained() throws(Diagnostic) -> Self
}

extension Completion: FormOutcome {
  static var nothing: Completion { .next }

  static func body(_ chunk: Chunk, _ compiler: Compiler) -> Code<Completion> {
    compiler.statements(chunk)
  }

  static func left(by completion: Completion) -> Completion { completion }

  func drained() -> Completion { self }
}

extension Value: FormOutcome {
  static var nothing: Value { .null }

  static func body(_ chunk: Chunk, _ compiler: Compiler) -> Code<Value> {
    compiler.value(of: chunk, isBody: false)
  }

  static func left(by completion: Completion) throws(Diagnostic) -> Value {
    throw ControlFlow.jump(completion)
  }

  func drained() throws(Diagnostic) -> Value { try settled() }
}

extension Compiler {
  /// Compiles the body of a form in a scope of its own.
  private func body<Outcome: FormOutcome>(_ block: Block) -> Code<Outcome> {
    inScope { Outcome.body(block.body, self) }
  }

  // MARK: if

  func form<Outcome: FormOutcome>(_ form: IfForm) -> Code<Outcome> {
    let branches = form.branches.map { branch -> (Test, Code<Outcome>) in
      (test(branch.condition), body(branch.body))
    }
    let last: Code<Outcome>? = form.elseBody.map { body($0) }
    if branches.count == 1 {
      let (test, code) = branches[0]
      return { (frame) throws(Diagnostic) in
        if try test(frame) { return try code(frame) }
        return try last?(frame) ?? .nothing
      }
    }
    return { (frame) throws(Diagnostic) in
      for (test, code) in branches where try test(frame) { return try code(frame) }
      return try last?(frame) ?? .nothing
    }
  }

  // MARK: match

  func form<Outcome: FormOutcome>(_ form: MatchForm) -> Code<Outcome> {
    let subject = evaluate(form.subject)
    let arms = form.arms.map { arm -> ([MatchPattern], Code<Outcome>) in
      (arm.patterns.compactMap { pattern($0) }, body(arm.body))
    }
    return { (frame) throws(Diagnostic) in
      let value = try subject(frame)
      for (patterns, code) in arms where patterns.contains(where: { $0.matches(value) }) {
        return try code(frame)
      }
      return .nothing
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

  func form<Outcome: FormOutcome>(_ form: TryForm) -> Code<Outcome> {
    let body: Code<Outcome> = self.body(form.body)
    let handler = form.catchClause.map { clause -> (Int, Code<Outcome>) in
      inScope { (declareError(clause), Outcome.body(clause.body.body, self)) }
    }
    let final = form.finallyBody.map { block in inScope { statements(block.body) } }
    return { (frame) throws(Diagnostic) in
      let result = Attempt<Outcome> { () throws(Diagnostic) in
        do throws(Diagnostic) {
          return try body(frame).drained()
        } catch {
          guard let (slot, code) = handler, !error.passesTry else {
            if handler == nil, !error.passesTry, final == nil { return .nothing }
            throw error
          }
          frame.slots[slot] = ErrorRecord.value(of: error)
          return try code(frame).drained()
        }
      }
      if let final {
        let completion = try final(frame)
        guard case .next = completion else { return try Outcome.left(by: completion) }
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
