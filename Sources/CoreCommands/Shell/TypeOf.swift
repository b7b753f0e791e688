import CommandKit
import Diagnostics
import Values

/// Tells the kind of a value.
struct TypeOf: Command {
  static let name = "type"
  static let group = CommandGroup.shell
  static let summary = "Tell what kind of value something is"
  static let details = """
    null, bool, int, float, decimal, string, duration, timestamp, list, record, stream, block, \
    file or secret. A stream is a list that has not been read yet.
    """
  static let result = ResultShape.text
  static let input = InputUse.optional
  static let examples: [Example] = ["type 1.5", "[1, 2] | type", "range 3 | type"]

  @Argument("The value; without it, what is piped in") var value: LiteralValue?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    .text((value?.value ?? context.input ?? .null).kindName)
  }
}
