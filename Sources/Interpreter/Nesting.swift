import Diagnostics
import Values

/// Keeps a loop from putting values into one another without end: whatever walks through a value
/// (writing, comparing, freeing it) goes as deep as it does.
enum Nesting {
  /// Deeper than any data is, and far from what the stack has room for.
  private static let limit = 1_000
  /// How many parts of a value are looked at for one that has parts itself.
  private static let looked = 8

  /// Throws `run.too-deep` when a value made of `parts` would be nested too deeply. Follows two ways
  /// down, the first parts and the last ones, so it costs little where nothing is deep.
  static func check(_ parts: [Value], at span: SourceSpan) throws(Diagnostic) {
    for isForward in [true, false] {
      var depth = 0
      var inner = container(parts.count, isForward) { parts[$0] }
      while let value = inner {
        depth += 1
        if depth > limit { throw tooDeep(span) }
        inner =
          switch value {
          case .list(let list): container(list.count, isForward) { list[$0] }
          case .record(let record): container(record.count, isForward) { record[$0] }
          default: nil
          }
      }
    }
  }

  /// Returns the first part that has parts itself, from one end or the other.
  @inline(__always)
  private static func container(
    _ count: Int, _ isForward: Bool, _ part: (Int) -> Value
  ) -> Value? {
    for index in 0..<min(count, looked) {
      let value = part(isForward ? index : count - 1 - index)
      if value.hasParts { return value }
    }
    return nil
  }

  private static func tooDeep(_ span: SourceSpan) -> Diagnostic {
    Diagnostic(
      InterpreterDiagnostic.depth, "lists and records lie more than \(limit) deep in one another",
      at: span,
      hint: "a loop probably puts a value into itself; 'set x = $x + [value]' adds to a list")
  }
}

extension Value {
  fileprivate var hasParts: Bool {
    switch self {
    case .list, .record: true
    default: false
    }
  }
}
