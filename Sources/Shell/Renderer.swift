import CommandKit
import CoreCommands
import Diagnostics
import Values

/// Prints what a statement gave: a command's own view, or the shell's form of the value.
struct Renderer: Sendable {
  let streams: StandardStreams
  let terminal: Terminal
  /// What `--format` of the offsh call asks for; it goes before a command's own view.
  let format: WriteFormat?

  func render(_ output: Output) throws(Diagnostic) {
    if format == nil, let view = output.view {
      let text = try view(ViewContext(usesColour: terminal.usesColour, width: terminal.width))
      return try write(line: terminal.isTerminal ? TerminalText.escapedButColours(text) : text)
    }
    if let format, !output.value.isNull {
      return try render(.bytes(try format.text(of: output.value)))
    }
    try render(output.value)
  }

  private func render(_ value: Value) throws(Diagnostic) {
    if case .bytes(let bytes) = value, !terminal.isTerminal {
      try bytes.forEachPiece { (piece) throws(Diagnostic) in try streams.write(piece) }
      return
    }
    try TableText.render(
      value, width: terminal.width, usesColour: terminal.usesColour
    ) { (text) throws(Diagnostic) in try streams.write(text) }
  }

  private func write(line: String) throws(Diagnostic) {
    if line.isEmpty { return }
    try streams.write(line.hasSuffix("\n") ? line : line + "\n")
  }
}
