import Diagnostics
import Glibc
import Syntax

/// `offsh fmt [--write] FILE…`: prints files in the standard layout, or changes them.
struct FormatTool {
  static let hasErrors = DiagnosticID(
    "fmt.has-errors", .usage,
    "A file with syntax errors is not formatted: the layout could change what it was meant to say.")

  let composition: Composition

  /// Returns 0, or 2 when a file could not be formatted; the others are done all the same.
  func run(_ words: [String]) -> Int32 {
    let writes = words.contains("--write") || words.contains("-w")
    let files = words.filter { $0 != "--write" && $0 != "-w" }
    var status: Int32 = 0
    for file in files.isEmpty ? ["-"] : files {
      do throws(Diagnostic) {
        try format(file, writes: writes && file != "-")
      } catch {
        status = Runner(composition: composition).end(with: error)
      }
    }
    return status
  }

  private func format(_ file: String, writes: Bool) throws(Diagnostic) {
    let source = try SourceFiles.read(file, composition.runtime.interruption)
    let tree = parse(source)
    if tree.hasErrors {
      Runner(composition: composition).report(tree.diagnostics)
      throw Diagnostic(
        Self.hasErrors, "\(source.name) has errors and stays as it is",
        hint: "offsh check \(file) lists them")
    }
    let text = Syntax.format(tree)
    guard writes else { return try composition.streams.write(text) }
    if text != source.text { try AtomicFile.write(text, to: file) }
  }
}
