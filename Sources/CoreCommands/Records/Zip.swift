import CommandKit
import Diagnostics
import Values

/// Pairs the items of two streams.
struct Zip: Command {
  static let name = "zip"
  static let group = CommandGroup.records
  static let summary = "Pair the items of two streams in their order"
  static let details = """
    Each pair is a list of two. The shorter stream decides how many there are. 'join' brings \
    records together by a key instead.
    """
  static let input = InputUse.required
  static let examples: [Example] = ["['a', 'b', 'c'] | zip (range 2)"]

  @Argument("The other items") var other: ItemsValue

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let (stream, other) = (try context.inputStream(), other.stream)
    let interruption = context.runtime.interruption
    var left: [Value] = []
    var right: [Value] = []
    return .records(
      ValueStream(
        close: {
          stream.finish()
          other.finish()
        },
        pull: { () throws(Diagnostic) -> Batch? in
          try interruption.check()
          if left.isEmpty {
            guard let batch = try stream.next() else { return nil }
            left = batch.items
          }
          if right.isEmpty {
            guard let batch = try other.next() else { return nil }
            right = batch.items
          }
          let count = min(left.count, right.count)
          let pairs = (0..<count).map { Value.list(List([left[$0], right[$0]])) }
          left.removeFirst(count)
          right.removeFirst(count)
          return .values(pairs)
        }))
  }
}
