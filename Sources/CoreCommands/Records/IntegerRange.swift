import CommandKit
import Diagnostics
import Values

/// Counts from one number to another.
struct IntegerRange: Command {
  static let name = "range"
  static let group = CommandGroup.records
  static let summary = "Give the whole numbers of a range"
  static let details = """
    'range N' is 0 … N-1, 'range A B' is A … B-1; the numbers are made as they are read. --by is \
    the step; a negative one counts down.
    """
  static let examples: [Example] = ["range 3", "range 2 5", "range 10 0 --by=-5"]

  @Argument("How many, or the first number", label: "int") var first: Int
  @Argument("Where to stop, itself left out", label: "int") var end: Int?
  @Flag("The step", label: "int", defaultText: "1") var by = 1

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    if by == 0 {
      throw Diagnostic(
        CommandDiagnostic.badArgument, "a range with step 0 never ends", at: call.span(of: "by"),
        hint: "--by takes a number other than 0")
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(context.call, in: context.runtime)
    let (start, stop, step) = (end == nil ? 0 : first, end ?? first, by)
    let interruption = context.runtime.interruption
    var next: Int? = start
    return .records(
      ValueStream { () throws(Diagnostic) -> Batch? in
        try interruption.check()
        var values: [Value] = []
        values.reserveCapacity(1_024)
        while let number = next, step > 0 ? number < stop : number > stop, values.count < 1_024 {
          values.append(.int(number))
          let (sum, overflow) = number.addingReportingOverflow(step)
          next = overflow ? nil : sum
        }
        return values.isEmpty ? nil : .values(values)
      })
  }
}
