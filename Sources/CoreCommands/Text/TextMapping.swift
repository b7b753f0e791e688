import CommandKit
import Diagnostics
import Values

extension CommandContext {
  /// Returns what `transform` makes of the pipe's text; of a list or stream of texts, what it makes
  /// of each. Nil leaves an item of a list out and stands for null where there is one text.
  func mappedText(
    _ transform: @escaping (String) throws(Diagnostic) -> Value?
  ) throws(Diagnostic) -> Output {
    switch input {
    case .list?, .stream?:
      let stream = try inputStream()
      let (call, interruption) = (call, runtime.interruption)
      return .records(
        ValueStream(close: { stream.finish() }) { () throws(Diagnostic) -> Batch? in
          try interruption.check()
          guard let batch = try stream.next() else { return nil }
          var results: [Value] = []
          try batch.forEach { (item) throws(Diagnostic) in
            if let result = try transform(call.text(of: item)) { results.append(result) }
          }
          return Batch(items: results)
        })
    case let value?: return Output(try transform(call.text(of: value.settled())) ?? .null)
    case nil:
      throw Diagnostic(
        CommandDiagnostic.noInput, "\(call.name) needs text piped into it", at: call.span)
    }
  }
}

extension CallSite {
  /// Returns the text of a plain value; throws for what is none.
  fileprivate func text(of value: Value) throws(Diagnostic) -> String {
    switch value {
    case .string(let text): return text
    case .int, .float, .number, .decimal, .bool, .duration, .timestamp: return value.text
    default:
      throw Diagnostic(
        CommandDiagnostic.wrongInput, "\(name) works on text, not on \(value.kindPhrase)", at: span,
        hint: "'get COLUMN' takes text out of records")
    }
  }
}
