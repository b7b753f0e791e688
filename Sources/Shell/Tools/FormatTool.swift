import CommandKit
import CoreCommands
import Diagnostics
import EffectGate
import Glibc
import Syntax
import Values

/// `offsh fmt [--write] FILE…`: prints files in the standard layout, or changes them.
struct FormatTool {
  static let hasErrors = DiagnosticID(
    "fmt.has-errors", .usage,
    "A file with syntax errors is not formatted: the layout could change what it was meant to say.")

  /// The words behind `offsh fmt`.
  struct Call: Command {
    static let name = "offsh fmt"
    static let group = CommandGroup.shell
    static let summary = "Print files in the standard layout, or change them"
    static let examples: [Example] = []

    @CommandKit.Argument("The files, - for standard input", atLeast: 0) var files: [FilePath]
    @Switch("Change the files", short: "w") var write = false

    func run(in context: CommandContext) throws(Diagnostic) -> Output { .nothing }
  }

  let composition: Composition

  /// Returns 0, or 2 when a file could not be formatted; the others are done all the same.
  /// 130 after Ctrl-C, which ends everything.
  func run(_ words: [String]) -> Int32 {
    let runner = Runner(composition: composition)
    var status: Int32 = 0
    do throws(Diagnostic) {
      let (call, _) = try ProcessWords(words, behind: Call.name).bound(to: Call.self)
      for file in call.files.isEmpty ? ["-"] : call.files.map(\.path) {
        do throws(Diagnostic) {
          try format(file, writes: call.write && file != "-")
        } catch {
          status = runner.end(with: error)
          if error.id == ValueDiagnostic.interrupted { return status }
        }
      }
    } catch {
      return runner.end(with: error)
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
    if text == source.text { return }
    let request = EffectRequest.file(file, call: "fmt --write", body: "(in the standard layout)")
    _ = try composition.runtime.gate.write(request) { (passage) throws(Diagnostic) in
      try passage.leave { () throws(Diagnostic) in try Self.replace(file, with: text) }
    }
  }

  private static func replace(_ file: String, with text: String) throws(Diagnostic) {
    let replacement = try FileReplacement(of: file, overwrites: true)
    let bytes = Array(text.utf8)
    let failure = bytes.withUnsafeBytes { bytes -> Diagnostic? in
      do throws(Diagnostic) {
        try replacement.write(bytes)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
    try replacement.commit()
  }
}
