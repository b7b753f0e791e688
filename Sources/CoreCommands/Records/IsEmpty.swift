import CommandKit
import Diagnostics
import Values

/// Tells whether there is nothing.
struct IsEmpty: Command {
  static let name = "is-empty"
  static let group = CommandGroup.records
  static let summary = "Tell whether nothing is there"
  static let details = """
    Null, an empty text, list, record or file, and a stream without items are empty; everything \
    else is not. Of a stream no more than its beginning is read. 'exists' is the opposite.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "[] | is-empty",
    "[[name: 'db', users: []], [name: 'web', users: ['x']]] | where (.users | is-empty)",
  ]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    Output(.bool(try context.inputIsEmpty()))
  }
}

extension CommandContext {
  /// Whether the pipe brings nothing.
  func inputIsEmpty() throws(Diagnostic) -> Bool {
    switch input ?? .null {
    case .null: return true
    case .string(let text): return text.isEmpty
    case .list(let list): return list.isEmpty
    case .record(let record): return record.count == 0
    case .stream(let stream):
      defer { stream.finish() }
      return try stream.next() == nil
    case .bytes(let bytes):
      return try withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { space in
        Result<Bool, Diagnostic> { () throws(Diagnostic) in try bytes.read(into: space) == 0 }
      }.get()
    default: return false
    }
  }
}
