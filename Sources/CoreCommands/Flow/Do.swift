import CommandKit
import Diagnostics
import Values

/// Calls a block.
struct Do: Command {
  static let name = "do"
  static let group = CommandGroup.flow
  static let summary = "Call a block"
  static let details = """
    The arguments are the block's parameters, as many as it names; a block without parameters \
    takes one at most, as $it. What is piped in is the block's pipe input. Words that are \
    numbers, durations, true, false or null count as that; in quotes they are text.
    """
  static let input = InputUse.optional
  static let examples: [Example] = [
    "let double = { |n| $n * 2 }\ndo $double 21", "do { 1 + 1 }",
  ]

  @Argument("The block") var block: BlockValue
  @Argument("Its parameters", atLeast: 0) var arguments: [LiteralValue]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let block = block.block
    let count = block.parameterCount
    guard arguments.count == count ?? min(arguments.count, 1) else {
      let wanted = count ?? 0
      throw Diagnostic(
        RecordDiagnostic.wrongBlock,
        "the block takes \(wanted) argument\(wanted == 1 ? "" : "s") and got \(arguments.count)",
        at: context.call.span,
        hint: count == nil ? "{ |a b| … } names parameters" : nil)
    }
    var values: [Value] = []
    for argument in arguments { values.append(try argument.value.settled()) }
    return Output(try block.call(values, input: context.input ?? .null))
  }
}
