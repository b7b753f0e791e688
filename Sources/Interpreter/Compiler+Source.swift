import CommandKit
import Diagnostics
import Syntax
import Values

/// What one check has read with `source`: each file once, however often it is named.
final class SourcedFiles {
  var definitions: [String: DefinitionTable] = [:]
  /// The files being read around this one; one of them again would never end.
  var open: Set<String> = []
  /// Links between directories can give a file names without end.
  static let deepest = 50
}

extension Compiler {
  /// Checks the place of a `source`; what it reads was read before anything was compiled.
  func sourceStatement(_ range: Range<Int>) -> Execute {
    if scope.kind != .top || scope.loopDepth > 0 || scope.isNested {
      report(
        InterpreterDiagnostic.badSource, "'source' stands at the top level of a file or the prompt",
        at: range.lowerBound..<(range.lowerBound + 6),
        hint: "what it defines is known everywhere in the file")
    }
    return { (_) throws(Diagnostic) in .next }
  }

  /// Makes the definitions of a file known.
  func readDefinitions(_ word: Word) {
    guard let path = word.literalText else { return }
    let text: SourceText
    do throws(Diagnostic) {
      text = try load(path, tree.source)
    } catch {
      return report(error.located(at: span(word.range)))
    }
    if sourced.open.contains(text.name) {
      return report(
        InterpreterDiagnostic.badSource,
        text.name == tree.source.name
          ? "'\(path)' reads itself" : "'\(path)' reads the file that reads it",
        at: word.range, hint: "put what both need into a third file")
    }
    guard sourced.open.count <= SourcedFiles.deepest else {
      return report(
        InterpreterDiagnostic.badSource,
        "'\(path)' stands behind a chain of more than \(SourcedFiles.deepest) files, each read by "
          + "the one before",
        at: word.range, hint: "read it from a file nearer to the first")
    }
    let found = sourced.definitions[text.name] ?? definitions(in: text)
    sourced.definitions[text.name] = found
    for definition in found.all {
      let name = definition.declaration.name
      if isFile, let earlier = definitions[name], earlier !== definition {
        reportTwice(name, span(word.range), earlier)
      } else {
        definitions[name] = definition
      }
    }
  }

  /// Compiles the definitions of a text and reports everything else in it.
  private func definitions(in text: SourceText) -> DefinitionTable {
    let tree = parse(text)
    tree.diagnostics.forEach { report($0) }
    guard !tree.hasErrors else { return DefinitionTable() }
    let inner = Compiler(
      tree, runtime: runtime, definitions: DefinitionTable(),
      scope: FunctionScope(.top, parent: nil), isFile: true, load: load)
    inner.sourced = sourced
    sourced.open.insert(text.name)
    defer { sourced.open.remove(text.name) }
    inner.hoist(tree.program)
    for statement in tree.program.statements { inner.definitionOnly(statement) }
    inner.diagnostics.forEach { report($0) }
    return inner.definitions
  }

  private func definitionOnly(_ statement: Statement) {
    switch statement.kind {
    case .def, .source: _ = self.statement(statement)
    default:
      report(
        InterpreterDiagnostic.badSource, "a file that is read with 'source' holds only definitions",
        at: statement.range, hint: "put it into a def, or run the file itself")
    }
  }
}
