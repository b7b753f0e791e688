package import Diagnostics
package import Values

// What the interpreter asks of the shell around it.

/// Reads the text of a file that `source` names, relative to the file that names it. Throws a
/// diagnostic without place when it cannot be read.
package typealias SourceLoader =
  @Sendable (_ path: String, _ from: SourceText) throws(Diagnostic) -> SourceText

/// What `$session` is.
package final class SessionValue: Sendable {
  package typealias Current = @Sendable () throws(Diagnostic) -> Value

  /// Returns the session as a record (`controller`, `model`, `user`, `profile`, `provider`, …).
  package let current: Current

  package init(_ current: @escaping Current) { self.current = current }
}

/// Sees the statements of the top level as they run; what writes a session into a page does.
package protocol StatementWatcher: Sendable {
  /// The variables of the top level with what they hold now.
  typealias Variables = [(name: String, value: Value)]

  /// Called before a statement runs; its text and the variables cost something and need not be asked
  /// for.
  func statementBegins(
    _ text: @autoclosure () -> String, variables: @autoclosure () -> Variables)
  /// Called when it ended. Also called for what stops a text between two statements.
  func statementEnded(failure: Diagnostic?, variables: @autoclosure () -> Variables)
}
