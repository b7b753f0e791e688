import CommandKit
import Diagnostics
import Values

/// A block that is called with one item after another.
struct ItemBlock: Sendable {
  private let block: Callable
  /// Whether the block also names the number of the item.
  private let takesNumber: Bool

  /// Throws when the block names more parameters than an item and its number.
  init(_ block: Callable, _ call: CallSite, parameter: String) throws(Diagnostic) {
    let count = block.parameterCount ?? 0
    guard count <= 2 else {
      throw Diagnostic(
        RecordDiagnostic.wrongBlock,
        "the block takes \(count) values, and \(call.name) gives it an item and its number",
        at: call.span(of: parameter), hint: "{ |item| … } or { |item number| … }")
    }
    self.block = block
    takesNumber = count == 2
  }

  /// Returns what the block makes of item number `number` (from 0); streams as lists.
  @inline(__always)
  func value(_ item: Value, _ number: Int) throws(Diagnostic) -> Value {
    if takesNumber { return try block.call([item, .int(number)], input: item).settled() }
    return try block.call([], input: item).settled()
  }
}
