import CFuzzer
import Diagnostics
import JSON
import Shell
import Syntax

/// Hands the process to libFuzzer. The first byte of an input chooses what reads the rest: the JSON
/// reader, or the lexer, parser, formatter and checker. `scripts/fuzz` builds and runs it.
@main enum FuzzTarget {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    withUnsafeMutablePointer(to: &arguments) { pointer in
      _ = LLVMFuzzerRunDriver(&count, pointer) { bytes, size in
        FuzzTarget.take(UnsafeRawBufferPointer(start: bytes, count: size))
        return 0
      }
    }
  }

  /// Takes one input; anything but a crash, a trap or a hang is right.
  private static func take(_ bytes: UnsafeRawBufferPointer) {
    guard let choice = bytes.first else { return }
    let rest = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    if choice & 3 == 0 {
      fuzzJSON(rest)
    } else {
      Checking.shared.take(String(decoding: rest, as: UTF8.self), choice)
    }
  }
}

/// The checker with all commands, kept between inputs; a text that fails its check leaves no trace
/// and no text is run.
private final class Checking: @unchecked Sendable {
  // Unchecked: libFuzzer calls from one thread.

  static let shared = Checking()
  private let shell = try? ScriptedShell([], mode: .file)

  func take(_ text: String, _ choice: UInt8) {
    let source = SourceText(text, name: "input", origin: .file)
    let tree = parse(source, mode: choice & 4 == 0 ? .file : .document)
    precondition(tree.printed == text, "the tokens must give the text back")
    if !tree.hasErrors, choice & 4 == 0 { checkLayout(tree, source) }
    _ = shell?.check(text)
  }

  /// The standard layout of a text without errors has none either, and is its own layout.
  private func checkLayout(_ tree: SyntaxTree, _ source: SourceText) {
    let formatted = format(tree)
    let again = parse(SourceText(formatted, name: source.name, origin: .file))
    precondition(!again.hasErrors, "the layout must not make errors")
    precondition(format(again) == formatted, "the layout must be its own layout")
  }
}
