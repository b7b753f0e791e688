import CommandKit
import Diagnostics
import Values

/// Numbers items.
struct Enumerate: Command {
  static let name = "enumerate"
  static let group = CommandGroup.records
  static let summary = "Number the items"
  static let details = "Gives records of index and item. The first number is 0, or that of --from."
  static let result = ResultShape.records(["index", "item"])
  static let input = InputUse.required
  static let examples: [Example] = [
    "['a', 'b'] | enumerate", #"['a', 'b'] | enumerate --from 1 | each { "${.index}. ${.item}" }"#,
  ]

  @Flag("The first number", defaultText: "0") var from = 0

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let stream = try context.inputStream()
    let interruption = context.runtime.interruption
    let shape = Shape(["index", "item"])
    var number = from
    var isPast = false
    return .records(
      ValueStream(columns: ["index", "item"], close: { stream.finish() }) {
        () throws(Diagnostic) -> Batch? in
        try interruption.check()
        guard let batch = try stream.next() else { return nil }
        var values: [Value] = []
        values.reserveCapacity(batch.count * 2)
        try batch.forEach { (item) throws(Diagnostic) in
          guard !isPast else {
            throw Diagnostic(
              ValueDiagnostic.overflow, "the numbers end at \(Int.max)",
              at: context.call.span(of: "from"), hint: "begin with a smaller one")
          }
          values.append(.int(number))
          values.append(item)
          // Only the number of an item that comes has to be one.
          (number, isPast) = number.addingReportingOverflow(1)
        }
        return .records(ValueRows(shape, values), selection: nil)
      })
  }
}
