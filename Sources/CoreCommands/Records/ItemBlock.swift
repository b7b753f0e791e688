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
    if let problem = Self.problem(of: block, name: call.name) {
      throw Diagnostic(
        RecordDiagnostic.wrongBlock, problem.message, at: call.span(of: parameter),
        hint: problem.hint)
    }
    self.block = block
    takesNumber = block.parameterCount == 2
  }

  /// What is wrong with a block that the command `name` is to call, or nil.
  static func problem(of block: Callable, name: String) -> ParameterError? {
    let count = block.parameterCount ?? 0
    guard count > 2 else { return nil }
    return ParameterError(
      "the block takes \(count) values, and \(name) gives it an item and its number",
      hint: "{ |item| … } or { |item number| … }")
  }

  /// Returns what the block makes of item number `number` (from 0); streams as lists.
  @inline(__always)
  func value(_ item: Value, _ number: Int) throws(Diagnostic) -> Value {
    if takesNumber { return try block.call([item, .int(number)], input: item).settled() }
    return try block.call([], input: item).settled()
  }
}
