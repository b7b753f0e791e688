import CommandKit
import Diagnostics
import Values

/// Joins its arguments.
struct Echo: Command {
  static let name = "echo"
  static let group = CommandGroup.shell
  static let summary = "Give the arguments as one text, with blanks between them"
  static let details = "The text is the command's value; 'print' shows something right away."
  static let result = ResultShape.text
  static let examples: [Example] = ["echo hello world", #"let who = "world"; echo "hello, $who""#]

  @Argument("What to join", label: "value", atLeast: 0) var values: [AnyValue]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    .text(try AnyValue.joined(values))
  }
}

extension AnyValue {
  /// The texts of values with blanks between them.
  static func joined(_ values: [AnyValue]) throws(Diagnostic) -> String {
    var texts: [String] = []
    for value in values { texts.append(try value.value.settled().text) }
    return texts.joined(separator: " ")
  }
}
