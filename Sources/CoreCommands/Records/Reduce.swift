import CommandKit
import Diagnostics
import Values

/// Puts items together into one value.
struct Reduce: Command {
  static let name = "reduce"
  static let group = CommandGroup.records
  static let summary = "Put all items together with a block of two parameters"
  static let details = """
    The block gets what was put together so far and the next item, and gives the new whole. The \
    first item is the beginning, unless --initial gives one; nothing to put together and no \
    beginning is an error.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "[1, 2, 3, 4] | reduce { |product n| $product * $n }",
    #"['a', 'b'] | reduce --initial '' { |text part| "<${part}>$text" }"#,
  ]

  @Argument("Puts the whole so far and an item together") var block: FoldBlock
  @Flag("What to begin with", short: "i") var initial: LiteralValue?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let block = block.block
    var whole = initial?.value
    let interruption = context.runtime.interruption
    try context.inputStream().forEach { (item) throws(Diagnostic) in
      try interruption.check()
      guard let before = whole else {
        whole = item
        return
      }
      whole = try block.call([before, item]).settled()
    }
    if let whole { return Output(whole) }
    throw Diagnostic(
      RecordDiagnostic.nothingThere, "there is nothing to reduce: no item came in",
      at: context.call.span, hint: "'--initial VALUE' gives it something to begin with")
  }
}

/// A block that puts two values together.
struct FoldBlock: BlockParameter {
  let block: Callable

  static let itemPosition = 1

  static func problem(of block: Callable) -> ParameterError? {
    if block.parameterCount == 2 { return nil }
    return ParameterError("reduce needs a block with two parameters", hint: "{ |whole item| … }")
  }
}
