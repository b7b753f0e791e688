import CommandKit
import Diagnostics
import Values

/// Runs a block for every item.
struct Each: Command {
  static let name = "each"
  static let group = CommandGroup.records
  static let summary = "Run a block for every item, and give what it gives"
  static let details = """
    Without parameters the item is $it, its fields .name, and it is piped into the block's first \
    command; { |item| … } names it, { |item number| … } also its number from 0. One value comes \
    out for every item, in their order; a stream in a block becomes a list. Items are read and \
    handed on as they come.
    With --parallel N up to N blocks run at the same time, for calls that wait on a server; the \
    order of the results is kept. A failing block ends the whole: those under way are waited \
    for, no new one begins.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    "[1, 2, 3] | each { $it * 10 }",
    #"[[name: 'mysql'], [name: 'db']] | each { |app n| "$n: ${app.name}" }"#,
    Example("range 4 | each --parallel 2 { $it * $it }", "two at the same time"),
  ]

  @Argument("What to do with an item") var block: EachBlock
  @Flag(
    "How many to run at the same time", short: "p", label: "count", defaultText: "1",
    role: .runsInParallel)
  var parallel = WorkerCount(count: 1)

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let stream = try context.inputStream()
    let block = try ItemBlock(block.block, context.call, parameter: "block")
    return .records(
      parallel.count > 1
        ? try ParallelCalls.results(
          of: block, over: stream, workers: parallel.count, in: context)
        : PacedCalls.results(of: block, over: stream, context.runtime))
  }
}

/// A block that is called with one item after another, and takes no more than `each` gives it.
struct EachBlock: BlockParameter {
  let block: Callable

  static func problem(of block: Callable) -> ParameterError? {
    ItemBlock.problem(of: block, name: Each.name)
  }
}

/// How many blocks run at the same time.
struct WorkerCount: ParameterValue {
  static let most = 64
  let count: Int

  var value: Value { .int(count) }

  static var typeName: String { "worker-count" }
  static var expectation: String { "a whole number from 1 to \(most)" }

  static func parse(_ text: String) throws(ParameterError) -> WorkerCount {
    try checked(Int.parse(text))
  }

  static func convert(_ value: Value) throws(ParameterError) -> WorkerCount {
    try checked(Int.convert(value))
  }

  private static func checked(_ number: Int) throws(ParameterError) -> WorkerCount {
    guard (1...most).contains(number) else {
      throw ParameterError("\(number) is not \(expectation)")
    }
    return WorkerCount(count: number)
  }
}
