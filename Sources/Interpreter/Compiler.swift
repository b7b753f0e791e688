import CommandKit
import Diagnostics
import Syntax
import Values

/// Checks a tree and compiles it to closures, in one walk.
///
/// Idea: whatever can be known before running is settled here, and what cannot becomes a closure
/// over slots. Everything that is wrong is collected; a text with errors yields code that is never
/// run. Input: a tree and what is known from before (the prompt's variables and definitions).
/// Sends no request; reads only the files that `source` names, through `load`.
final class Compiler {
  let tree: SyntaxTree
  let table: CommandTable
  let runtime: Runtime
  let load: SourceLoader
  var definitions: DefinitionTable
  var scope: FunctionScope
  /// Whether this is a file, where a second `let` of a name in one scope is an error.
  let isFile: Bool
  /// The columns of the current item, when they are known.
  var itemColumns: [String]?
  /// The slot that feeds the first stage of the parameterless block being compiled; taken by it.
  var blockInputSlot: Int?
  var sourced = SourcedFiles()
  /// The parameter types there are; looked for only when something is defined.
  private(set) lazy var parameterTypes = ParameterTypes(table)
  private(set) var diagnostics: [Diagnostic] = []
  private var reported: Set<String> = []

  init(
    _ tree: SyntaxTree, runtime: Runtime, definitions: DefinitionTable, scope: FunctionScope,
    isFile: Bool, load: @escaping SourceLoader
  ) {
    self.tree = tree
    self.runtime = runtime
    table = runtime.table
    self.definitions = definitions
    self.scope = scope
    self.isFile = isFile
    self.load = load
  }

  // MARK: What is wrong

  /// Adds what is wrong. A part that is compiled in more than one way is found wrong more than once,
  /// and said to be so once.
  func report(_ diagnostic: Diagnostic) {
    let place = diagnostic.span.map { "\($0.source.name) \($0.range)" } ?? ""
    guard reported.insert("\(place) \(diagnostic.id.name) \(diagnostic.message)").inserted else {
      return
    }
    diagnostics.append(diagnostic)
  }

  func report(
    _ id: DiagnosticID, _ message: String, at range: Range<Int>, hint: String? = nil
  ) {
    report(Diagnostic(id, message, at: span(range), hint: hint))
  }

  func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(tree.source, range) }

  // MARK: Scopes

  /// Compiles `body` with a frame of its own.
  func inFunction<Result>(
    _ kind: FunctionScope.Kind, _ body: (FunctionScope) -> Result
  ) -> Result {
    let outer = scope
    let inner = FunctionScope(kind, parent: outer)
    scope = inner
    defer { scope = outer }
    return body(inner)
  }

  /// Compiles `body` in a lexical scope of the same frame.
  func inScope<Result>(_ body: () -> Result) -> Result {
    scope.openScope()
    defer { scope.closeScope() }
    return body()
  }

  /// Finds a variable from here outwards.
  func resolve(_ name: String) -> (Variable, FunctionScope.Binding)? {
    var depth = 0
    var function: FunctionScope? = scope
    while let current = function {
      if let binding = current.binding(of: name) {
        return (Variable(depth: depth, slot: binding.slot), binding)
      }
      function = current.parent
      depth += 1
    }
    return nil
  }

  /// Finds the current item: of this frame, or of one around it that no named parameter hides.
  func resolveItem() -> Variable? {
    var depth = 0
    var function: FunctionScope? = scope
    while let current = function {
      if let slot = current.itemSlot { return Variable(depth: depth, slot: slot) }
      if current.kind == .definition { return nil }
      function = current.parent
      depth += 1
    }
    return nil
  }

  /// Whether setting a variable `depth` frames out would cross a block that runs in parallel.
  func crossesParallelBlock(_ depth: Int) -> Bool {
    var function: FunctionScope? = scope
    for _ in 0..<depth {
      if function?.isParallelBoundary == true { return true }
      function = function?.parent
    }
    return false
  }

  static let reservedNames: Set<String> = ["it", "in", "error", "args", "session"]
}
