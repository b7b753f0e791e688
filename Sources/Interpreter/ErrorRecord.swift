import Diagnostics
import Values

/// Errors as scripts see them: records with `id message span hint cause status retryable`.
enum ErrorRecord {
  private static let shape = Shape([
    "id", "message", "span", "hint", "cause", "status", "retryable",
  ])

  /// Returns what `catch` binds.
  static func value(of diagnostic: Diagnostic) -> Value {
    let place = diagnostic.span.map { span -> Value in
      let (line, column) = span.source.position(of: span.range.lowerBound)
      return .record(
        Record([
          "source": .string(span.source.name), "line": .int(line), "column": .int(column),
          "text": .string(span.text),
        ]))
    }
    let rows = ValueRows(
      shape,
      [
        .string(diagnostic.id.name), .string(diagnostic.message), place ?? .null,
        text(diagnostic.hint), text(diagnostic.cause), status(diagnostic.status),
        .bool(diagnostic.isRetryable),
      ], attachment: diagnostic)
    return .record(Record(rows: rows, row: 0))
  }

  /// The server's own code: a number over HTTP, a word from Juju.
  private static func status(_ code: String?) -> Value {
    code.flatMap(Int.init).map { .int($0) } ?? text(code)
  }

  private static func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }

  /// What travels like an error and is none: nobody throws it by its name.
  private static let jumps: Set<String> = Set(
    [ValueDiagnostic.exit, ValueDiagnostic.interrupted, InterpreterDiagnostic.control].map(\.name))

  /// Returns the error for `throw value`: a text is its message; a record (one that was caught,
  /// or one made by hand) gives its fields.
  static func diagnostic(thrown value: Value, at span: SourceSpan) -> Diagnostic {
    guard case .record(let record) = value else {
      return Diagnostic(InterpreterDiagnostic.thrown, value.text, at: span)
    }
    // An error that was caught and is thrown again keeps its place and exit status.
    if let caught = (record.rows as? ValueRows)?.attachment as? Diagnostic { return caught }
    func field(_ name: String) -> String? {
      guard let value = record[name], !value.isNull else { return nil }
      return value.text
    }
    let id = field("id").flatMap { name in
      jumps.contains(name)
        ? nil : DiagnosticID(name, .failure, InterpreterDiagnostic.thrown.explanation)
    }
    var isRetryable = false
    if case .bool(let flag)? = record["retryable"] { isRetryable = flag }
    return Diagnostic(
      id ?? InterpreterDiagnostic.thrown, field("message") ?? value.text, at: span,
      hint: field("hint"), status: field("status"), isRetryable: isRetryable, cause: field("cause"))
  }
}
