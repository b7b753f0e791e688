package import Diagnostics

/// The commands the user defined with `def`, for help: provided by whoever holds the interpreter.
package final class DefinitionNames: Sendable {
  /// Returns their declarations.
  package let declarations: @Sendable () -> [CommandDeclaration]

  package init(_ declarations: @escaping @Sendable () -> [CommandDeclaration]) {
    self.declarations = declarations
  }
}

/// How `watch` shows a round where there is a screen: provided by the shell when its output is a
/// terminal. Without it each round that differs is printed below the one before.
package final class WatchScreen: Sendable {
  private let display: @Sendable (String, Output) throws(Diagnostic) -> Void

  /// `display` clears the screen and shows a line and a value.
  package init(
    _ display: @escaping @Sendable (_ heading: String, _ output: Output) throws(Diagnostic) -> Void
  ) {
    self.display = display
  }

  /// Shows a round in place of the one before.
  package func show(_ heading: String, _ output: Output) throws(Diagnostic) {
    try display(heading, output)
  }
}

/// A parameter value that may name a column of the records that come in: the check looks it up
/// where the columns are known.
package protocol ColumnNaming: ParameterValue {
  /// The column; nil when this one names none.
  var namedColumn: ColumnPath? { get }
}
