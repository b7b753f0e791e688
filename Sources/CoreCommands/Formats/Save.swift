import CommandKit
import Diagnostics
import EffectGate
import Values

/// Writes text into a file.
struct Save: Command {
  static let name = "save"
  static let group = CommandGroup.formats
  static let summary = "Write text into a file"
  static let details = """
    Takes text, what 'to' makes of data, or a list of texts, one to a line; records need a \
    format first: … | to json | save FILE. The file appears as a whole or not at all: it is \
    written beside its place, brought to the disk and then moved there, so nobody ever reads \
    half of it. A file that is there is not replaced without --overwrite; it then keeps its \
    permissions. Nothing is written by --dry-run. Secrets are refused.
    """
  static let effect = Effect.write
  static let result = ResultShape.nothing
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[name: 'mysql', units: 3]] | to json | save --overwrite /tmp/offsh-example.json"
  ]

  @Argument("The file") var file: FilePath
  @Switch("Replace a file that is there") var overwrite = false

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let text = try text(from: context)
    let request = EffectRequest.file(
      file.path, call: Self.name, body: overwrite ? "(replacing what is there)" : "(a new file)")
    do throws(Diagnostic) {
      _ = try context.runtime.gate.write(request) { (passage) throws(Diagnostic) in
        try passage.leave { () throws(Diagnostic) in
          try write(text, context.runtime.interruption)
        }
      }
    } catch {
      throw error.located(at: context.call.span(of: "file"))
    }
    return .nothing
  }

  private func write(
    _ text: ByteStream, _ interruption: Interruption
  ) throws(Diagnostic) {
    let replacement = try FileReplacement(of: file.path, overwrites: overwrite) {
      () throws(Diagnostic) in try interruption.check()
    }
    try text.forEachPiece { (piece) throws(Diagnostic) in
      try interruption.check()
      try replacement.write(piece)
    }
    try replacement.commit()
  }

  /// What is to be written, as it comes.
  private func text(from context: CommandContext) throws(Diagnostic) -> ByteStream {
    switch context.input ?? .null {
    case .bytes(let bytes): return bytes
    case .string(let text): return ByteStream(name: "text", Array(text.utf8))
    case .list, .stream:
      let stream = try context.inputStream()
      let call = context.call
      return ByteStream(
        name: "lines",
        pieces: { () throws(Diagnostic) -> [UInt8]? in
          guard let batch = try stream.next() else { return nil }
          var out: [UInt8] = []
          try batch.forEach { (item) throws(Diagnostic) in
            guard case .string(let line) = item else { throw unwritable(item, call) }
            out += line.utf8
            out.append(UInt8(ascii: "\n"))
          }
          return out
        })
    case let other: throw unwritable(other, context.call)
    }
  }

  private func unwritable(_ value: Value, _ call: CallSite) -> Diagnostic {
    Diagnostic(
      CommandDiagnostic.wrongInput, "save writes text, not \(value.kindPhrase)", at: call.span,
      hint: "say in what format: … | to json | save \(file.path.asPastedWord)")
  }
}
