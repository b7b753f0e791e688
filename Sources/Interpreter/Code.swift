import CommandKit
import Diagnostics
import Values

// What the tree is compiled to. Everything was resolved before: names to slots, commands to
// declarations, arguments to parameters. Evaluation is synchronous, on one thread, and throws
// `Diagnostic`, which is one pointer.

/// Code that gives a result of some kind.
typealias Code<Result> = @Sendable (Frame) throws(Diagnostic) -> Result

/// Computes a value.
typealias Evaluate = Code<Value>

/// Decides a condition.
typealias Test = Code<Bool>

/// Carries out a statement.
typealias Execute = Code<Completion>

/// Runs one stage of a pipeline on what the one before gave; nil for the first.
typealias RunStage = @Sendable (Frame, Value?) throws(Diagnostic) -> Output

/// How a statement ended.
enum Completion: Sendable {
  case next
  /// The body of a form that is a value ended with this one.
  case giving(Value)
  case breaking
  case continuing
  case returning(Value)
}

/// A control statement on its way out of a place that yields a value (`let x = if … { break }`).
/// Travels as an error that no `catch` sees; the loop or call it is meant for turns it back.
enum ControlFlow {
  /// Returns the error that carries a jump.
  static func jump(_ completion: Completion) -> Diagnostic {
    var error = Diagnostic(InterpreterDiagnostic.control, "a jump")
    error.payload = completion
    return error
  }

  /// Returns the jump that an error carries; throws any other error on.
  static func completion(of error: Diagnostic) throws(Diagnostic) -> Completion {
    guard let completion = error.payload as? Completion else { throw error }
    return completion
  }

  /// Runs the body of a definition or block; a `return` that travelled as an error ends it.
  @inline(__always)
  static func returned(
    _ body: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      return try body()
    } catch {
      guard case .returning(let value) = try completion(of: error) else { throw error }
      return value
    }
  }
}

extension Diagnostic {
  /// Whether `try` must let it pass: the end of the run, or a jump.
  var passesTry: Bool { endsRun || self.id == InterpreterDiagnostic.control }
}
