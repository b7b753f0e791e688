import CommandKit
import Diagnostics
import Values

/// Tells how long something is.
struct Length: Command {
  static let name = "length"
  static let group = CommandGroup.records
  static let summary = "Tell how long a text, a list or a record is"
  static let details = """
    Of a text the number of characters, of a list or stream of elements, of a record of fields, \
    of an opened file of bytes.
    """
  static let input = InputUse.required
  static let examples: [Example] = ["'häst' | length", "[1, 2] | length", "[a: 1] | length"]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    switch context.input ?? .null {
    case .string(let text): return Output(.int(text.count))
    case .list(let list): return Output(.int(list.count))
    case .record(let record): return Output(.int(record.count))
    case .stream(let stream):
      var count = 0
      while let batch = try stream.next() {
        try context.runtime.interruption.check()
        count += batch.count
      }
      return Output(.int(count))
    case .bytes(let bytes):
      var count = 0
      try bytes.forEachPiece { count += $0.count }
      return Output(.int(count))
    case let other:
      throw Diagnostic(
        CommandDiagnostic.wrongInput, "\(other.kindPhrase) has no length", at: context.call.span,
        hint: "text, lists, streams, records and files have one")
    }
  }
}
