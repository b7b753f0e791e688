import CommandKit
import Diagnostics
import Values

/// Tells whether there is something.
struct Exists: Command {
  static let name = "exists"
  static let group = CommandGroup.records
  static let summary = "Tell whether something is there"
  static let details = "The opposite of is-empty: true unless null or something empty comes in."
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[name: 'db'], [name: 'web']] | where .name == 'web' | exists"
  ]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    Output(.bool(try !context.inputIsEmpty()))
  }
}
