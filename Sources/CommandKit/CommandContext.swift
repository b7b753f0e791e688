package import Diagnostics
package import EffectGate
package import Values

/// What a command gets besides its parameters.
package struct CommandContext: Sendable {
  /// The pipe's value; nil when nothing was piped in.
  package let input: Value?
  package let runtime: Runtime
  /// Where the call stands: the whole of it, and its parts by parameter name.
  package let call: CallSite
  /// The questions of a call that is one of several, one for each item of a pipe.
  private let questions: ConfirmationSeries?

  package init(
    input: Value?, runtime: Runtime, call: CallSite, questions: ConfirmationSeries? = nil
  ) {
    self.input = input
    self.runtime = runtime
    self.call = call
    self.questions = questions
  }

  /// Returns the consent to take something away; asks for it where it must. See `EffectGate.confirm`.
  package func confirm(
    _ details: () throws(Diagnostic) -> Confirmation
  ) throws(Diagnostic) -> Consent {
    try runtime.gate.confirm(in: questions, details)
  }

  /// Says something that is not the result, on standard error; silent with `--quiet`.
  package func report(_ line: String) { runtime.report(line) }

  /// The pipe's value as bytes: those of an opened file, or of a text.
  package func inputBytes() throws(Diagnostic) -> ByteStream {
    switch input {
    case .bytes(let bytes)?: return bytes
    case .string(let text)?: return ByteStream(name: "the text", Array(text.utf8))
    case let other?:
      throw Diagnostic(
        CommandDiagnostic.wrongInput,
        "\(call.name) reads text or an opened file, not \(other.kindPhrase)", at: call.span,
        hint: "open FILE | \(call.name) …")
    case nil:
      throw Diagnostic(
        CommandDiagnostic.noInput, "\(call.name) needs text or a file piped into it",
        at: call.span, hint: "open FILE | \(call.name) …")
    }
  }

  /// The pipe's value as a stream; throws when there is none or it is no list, stream or record.
  package func inputStream() throws(Diagnostic) -> ValueStream {
    guard let input else {
      throw Diagnostic(
        CommandDiagnostic.noInput, "\(call.name) needs something piped into it", at: call.span,
        hint: "for example: offers | \(call.name) …")
    }
    guard let stream = input.asStream else {
      throw Diagnostic(
        CommandDiagnostic.wrongInput,
        "\(call.name) works on lists and records, and \(input.kindPhrase) was piped in",
        at: call.span, hint: Self.listHint(for: input))
    }
    return stream
  }

  /// What to do with a value that is no list, where one is needed.
  package static func listHint(for value: Value) -> String {
    switch value {
    case .bytes(let bytes) where !bytes.isText:
      "say what is in the file: … | from json | …, or 'lines'"
    case .string, .bytes: "'lines' and 'split-by' make a list of text, 'from json' reads data"
    case .null: "'??' gives something else for null: ($x ?? []) | …"
    default: "for a list of one write [$x]"
    }
  }
}

/// The places of one call, for errors found while it runs.
package struct CallSite: Sendable {
  package let name: String
  package let span: SourceSpan?
  private let parameters: [(name: String, span: SourceSpan)]

  package init(
    name: String, span: SourceSpan?, parameters: [(name: String, span: SourceSpan)] = []
  ) {
    self.name = name
    self.span = span
    self.parameters = parameters
  }

  /// Where the value of a parameter stands (its `index`th, for those that repeat); else the call.
  package func span(of parameter: String, _ index: Int = 0) -> SourceSpan? {
    let spans = parameters.filter { $0.name == parameter }
    return index < spans.count ? spans[index].span : span
  }
}
