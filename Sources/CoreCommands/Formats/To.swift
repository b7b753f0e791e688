import CommandKit
import Diagnostics
import JSON
import Values

/// The formats that `to` writes.
enum WriteFormat: String, ChoiceParameter {
  case json, ndjson
  static var typeName: String { "format" }
}

/// Writes data as text.
struct To: Command {
  static let name = "to"
  static let group = CommandGroup.formats
  static let summary = "Write data as text in a format"
  static let result = ResultShape.text
  static let input = InputUse.required
  static let examples: [Example] = ["[[a: 1], [a: 2]] | to ndjson"]

  @Argument("The format") var format: WriteFormat

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let value = context.input ?? .null
    switch format {
    case .ndjson: return Output(try JSONWriting.lines(value))
    case .json: return Output(try JSONWriting.document(value))
    }
  }
}
