import CommandKit
import CoreCommands
import Diagnostics
import Interpreter
import JSON
import Syntax
import Values

/// `offsh check [--json] FILE…`: finds what is wrong with files without running them.
struct CheckTool {
  /// The words behind `offsh check`.
  struct Call: Command {
    static let name = "offsh check"
    static let group = CommandGroup.shell
    static let summary = "Find what is wrong with files without running them"
    static let examples: [Example] = []

    @CommandKit.Argument(
      "The files, - for standard input", atLeast: 1, missing: "no files to check")
    var files: [FilePath]
    @Switch("Print what is found as JSON, for editors") var json = false

    func run(in context: CommandContext) throws(Diagnostic) -> Output { .nothing }
  }

  let composition: Composition

  /// Returns 0 when nothing is wrong, else 2; 130 after Ctrl-C.
  func run(_ words: [String]) -> Int32 {
    do throws(Diagnostic) {
      return try check(try ProcessWords(words, behind: Call.name).bound(to: Call.self).0)
    } catch {
      return Runner(composition: composition).end(with: error)
    }
  }

  /// Throws `run.interrupted` alone.
  private func check(_ call: Call) throws(Diagnostic) -> Int32 {
    var found: [Diagnostic] = []
    for file in call.files {
      do throws(Diagnostic) {
        let source = try SourceFiles.read(file.path, composition.runtime.interruption)
        let checked = Runner(composition: composition).check(source, fresh)
        found += checked.diagnostics
        // The process is about to end: taking a large tree apart first would only take time.
        _ = Unmanaged.passRetained(Kept(checked))
      } catch {
        found.append(error)
      }
      // Ctrl-C while a file was waited for, this one or one that it sources, ends everything.
      if let end = found.first(where: { $0.id == ValueDiagnostic.interrupted }) { throw end }
    }
    if call.json { write(found) } else { Runner(composition: composition).report(found) }
    composition.streams.flush()
    return found.contains { $0.severity == .error } ? ExitCode.usage.rawValue : 0
  }

  private final class Kept<Content> {
    private let content: Content

    init(_ content: Content) { self.content = content }
  }

  /// Each file is checked on its own: definitions of one are not known in the next.
  private var fresh: Interpreter { composition.freshInterpreter() }

  private func write(_ diagnostics: [Diagnostic]) {
    var writer = JSONWriter()
    writer.beginArray()
    for diagnostic in diagnostics { Self.write(diagnostic, to: &writer) }
    writer.endArray()
    writer.endLine()
    try? composition.streams.write(writer.text)
  }

  private static func write(_ diagnostic: Diagnostic, to writer: inout JSONWriter) {
    writer.beginObject()
    field("severity", diagnostic.severity == .error ? "error" : "warning", &writer)
    field("id", diagnostic.id.name, &writer)
    field("message", diagnostic.message, &writer)
    field("hint", diagnostic.hint, &writer)
    writer.name("partial")
    writer.bool(diagnostic.isPartial)
    if let span = diagnostic.span {
      field("file", span.source.name, &writer)
      let (line, column) = span.source.position(of: span.range.lowerBound)
      let (endLine, endColumn) = span.source.position(of: span.range.upperBound)
      for (name, number) in [
        ("line", line), ("column", column), ("end-line", endLine), ("end-column", endColumn),
      ] {
        writer.name(name)
        writer.int(Int64(number))
      }
    }
    writer.endObject()
  }

  private static func field(_ name: String, _ text: String?, _ writer: inout JSONWriter) {
    writer.name(name)
    if let text { writer.string(text) } else { writer.null() }
  }
}
