import CommandKit
import Diagnostics
import Values

// What the tree is compiled to. Everything was resolved before: names to slots, commands to
// declarations, arguments to parameters. Evaluation is synchronous, on one thread, and throws
// `Diagnostic`, which is one pointer.

/// Computes a value.
typealias Evaluate = @Sendable (Frame) throws(Diagnostic) -> Value

/// Decides a condition.
typealias Test = @Sendable (Frame) throws(Diagnostic) -> Bool

/// Carries out a statement.
typealias Execute = @Sendable (Frame) throws(Diagnostic) -> Completion

/// Runs one stage of a pipeline on what the one before gave; nil for the first.
typealias RunStage = @Sendable (Frame, Value?) throws(Diagnostic) -> Output

/// How a statement ended.
enum Completion {
  case next
  case breaking
  case continuing
  case returning(Value)
}

/// A control statement on its way out of a place that yields a value (`let x = if … { break }`).
/// Travels as an error that no `catch` sees; the loop or call it is meant for turns it back.
enum ControlFlow {
  static let breaking = Diagnostic(InterpreterDiagnostic.control, "break")
  static let continuing = Diagnostic(InterpreterDiagnostic.control, "continue")
}

extension Diagnostic {
  /// Whether `try` must let it pass: the end of the run, or a jump.
  var passesTry: Bool { endsRun || self.id == InterpreterDiagnostic.control }
}
