import CommandKit
import Diagnostics
import Values

/// Takes items from the start.
struct First: Command {
  static let name = "first"
  static let group = CommandGroup.records
  static let summary = "Take the first item, or the first so many"
  static let details = """
    Without a number the first item itself comes out, and an empty list is an error; with one, a \
    list of at most so many. Nothing more is read than is needed.
    """
  static let result = ResultShape.input
  static let input = InputUse.required
  static let examples: [Example] = ["[3, 1, 2] | first", "[3, 1, 2] | first 2"]

  @Argument("How many") var count: ItemCount?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let stream = try context.inputStream()
    guard let limit = count?.count else {
      defer { stream.finish() }
      guard let item = try stream.next()?.part(0..<1).items.first else {
        throw RecordDiagnostic.nothing("the first item", context.call)
      }
      return Output(item)
    }
    var left = limit
    let interruption = context.runtime.interruption
    return .records(
      ValueStream(columns: stream.columns, close: { stream.finish() }) {
        () throws(Diagnostic) -> Batch? in
        try interruption.check()
        guard left > 0, let batch = try stream.next() else { return nil }
        let part = batch.count > left ? batch.part(0..<left) : batch
        left -= part.count
        return part
      })
  }
}

extension RecordDiagnostic {
  /// Returns the error for one thing that is not there.
  static func nothing(_ what: String, _ call: CallSite) -> Diagnostic {
    Diagnostic(
      nothingThere, "there is no \(what.dropFirst(4)): nothing came in", at: call.span,
      hint: "'\(call.name) 1' gives a list, which may be empty")
  }
}
