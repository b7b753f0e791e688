package import CommandKit
package import Diagnostics
package import Syntax
package import Values

/// The language at work: checks a text as a whole, then runs it.
///
/// One interpreter is one session's variables and definitions. Text is checked before anything of
/// it runs; what is declared by a text that fails its check is forgotten.
package final class Interpreter {
  private let runtime: Runtime
  private let load: SourceLoader
  /// Read by help from wherever it runs; changed only when a text has passed its check.
  private let known = KnownDefinitions()
  private let scope = FunctionScope(.top, parent: nil)
  private let frame: Frame
  /// Sees each statement of the top level as it runs.
  package var watcher: (any StatementWatcher)?

  package init(runtime: Runtime, load: @escaping SourceLoader) {
    self.runtime = runtime
    self.load = load
    frame = Frame(slotCount: 16, parent: nil, runtime: runtime)
  }

  deinit { known.table.all.forEach { $0.body = nil } }

  /// A text that was checked.
  package struct Checked {
    package let tree: SyntaxTree
    /// Everything found, syntax first, in the order of the text. Warnings may be among them.
    package let diagnostics: [Diagnostic]
    fileprivate let code: [Execute]

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// Sets a variable of the top level, such as `$args`.
  package func define(_ name: String, _ value: Value) {
    let slot = scope.binding(of: name)?.slot ?? scope.declare(name, isReserved: true)
    frame.grow(to: scope.slotCount)
    frame.slots[slot] = value
  }

  /// The variables and definitions a line typed now could use, for completion.
  package var names: (variables: [String], definitions: [CommandDeclaration]) {
    (scope.visibleNames, definitionNames())
  }

  /// What the variables of the top level hold.
  private var variables: StatementWatcher.Variables {
    scope.state.map { ($0.name, frame.slots[$0.slot]) }
  }

  /// Gives the definitions there are at the time it is called.
  package var definitionNames: @Sendable () -> [CommandDeclaration] {
    let known = known
    return { known.table.all.map(\.declaration) }
  }

  /// Checks a text. `isFile` makes a second `let` of a name in one scope an error.
  package func check(
    _ source: SourceText, mode: ParseMode = .file, isFile: Bool
  ) -> Checked {
    let tree = parse(source, mode: mode)
    let saved = scope.state
    let compiler = Compiler(
      tree, runtime: runtime, definitions: known.table, scope: scope, isFile: isFile, load: load)
    if source.origin == .file { compiler.sourced.open.insert(source.name) }
    compiler.hoist(tree.program)
    let code = tree.program.statements.map { compiler.statement($0) }
    let found = tree.diagnostics + Self.news(compiler.diagnostics, beside: tree.diagnostics)
    let checked = Checked(
      tree: tree, diagnostics: found.sorted { Self.place($0) < Self.place($1) }, code: code)
    if checked.hasErrors {
      scope.state = saved
      let kept = known.table
      for definition in compiler.definitions.all
      where kept[definition.declaration.name] !== definition {
        definition.body = nil
      }
    } else {
      known.table = compiler.definitions
      frame.grow(to: scope.slotCount)
    }
    return checked
  }

  /// Returns what the check found where the parser found nothing wrong: one mistake is said once.
  private static func news(
    _ found: [Diagnostic], beside syntax: [Diagnostic]
  ) -> [Diagnostic] {
    let places = syntax.filter { $0.severity == .error }.compactMap { $0.span?.range }
    if places.isEmpty { return found }
    return found.filter { diagnostic in
      guard let place = diagnostic.span?.range else { return true }
      return !places.contains { $0.overlaps(place) || $0.lowerBound == place.lowerBound }
    }
  }

  private static func place(_ diagnostic: Diagnostic) -> Int {
    diagnostic.span?.range.lowerBound ?? .max
  }

  /// Runs a text that passed its check. Throws the first failure, located.
  package func run(_ checked: Checked) throws(Diagnostic) {
    do throws(Diagnostic) {
      for (step, statement) in zip(checked.code, checked.tree.program.statements) {
        try runtime.interruption.check()
        watcher?.statementBegins(checked.tree.text(of: statement), variables: variables)
        _ = try step(frame)
        try runtime.owed.payAll()
        watcher?.statementEnded(failure: nil, variables: variables)
      }
    } catch {
      runtime.owed.forgetAll()
      // Status 2 means that nothing ran; a misuse that shows itself only now is a failure.
      var error = error
      if error.exitCode == .usage { error.exitCodeOverride = .failure }
      watcher?.statementEnded(failure: error, variables: variables)
      throw error
    }
  }
}
