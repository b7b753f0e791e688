import CommandKit
import Diagnostics
import Values

/// The formats that `from` reads.
enum ReadFormat: String, ChoiceParameter {
  case json, ndjson
  static var typeName: String { "format" }
}

/// Reads text or bytes as data.
struct From: Command {
  static let name = "from"
  static let group = CommandGroup.formats
  static let summary = "Read text or a file as data"
  static let details = """
    ndjson is read as it is needed, in constant memory: one document a line, or just one behind the \
    other. Numbers that are not calculated with are written again as they were read.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    #"'[{"name": "mysql", "units": 3}]' | from json"#
  ]

  @Argument("The format of the text") var format: ReadFormat

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let bytes = try context.inputBytes()
    switch format {
    case .ndjson: return .records(JSONReading.stream(of: bytes, context.call))
    case .json: return Output(try JSONReading.document(in: bytes, context.call))
    }
  }
}
