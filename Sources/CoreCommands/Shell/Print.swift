import CommandKit
import Diagnostics
import Values

/// Shows something now.
struct Print: Command {
  static let name = "print"
  static let group = CommandGroup.shell
  static let summary = "Show a value now, wherever this stands"
  static let details = """
    One argument is shown as the prompt shows it, several as one text with blanks between them; \
    without any, what is piped in. Nothing is handed on.
    """
  static let result = ResultShape.nothing
  static let input = InputUse.optional
  static let examples: [Example] = [
    "for n in [1, 2] { print $n }", "[[name: 'mysql', units: 3]] | print",
  ]

  @Argument("What to show", label: "value", atLeast: 0) var values: [AnyValue]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    switch values.count {
    case 0: try context.runtime.render(Output(context.input ?? .null))
    case 1: try context.runtime.render(Output(values[0].value))
    default: try context.runtime.render(.text(AnyValue.joined(values)))
    }
    return .nothing
  }
}
