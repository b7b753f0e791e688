import CommandKit
import Diagnostics
import EffectGate
import Values

/// The forms a command can print its result in. Chooses only the view: what a pipe gets is always
/// the same records.
protocol ViewFormat: ChoiceParameter {
  /// The one used when none is named.
  static var standard: Self { get }
  /// Set for the forms that are a whole document.
  var document: Document? { get }
}

extension ViewFormat {
  static var typeName: String { "format" }

  static func parse(_ text: String) throws(ParameterError) -> Self {
    if let format = Self(rawValue: text) { return format }
    throw ParameterError(
      "unknown format \"\(text)\"",
      hint: Suggestion.hint(for: text, among: choices) ?? "write \(expectation)")
  }
}

enum TableFormat: String, ViewFormat {
  case tabular, yaml, json

  static let standard = tabular

  var document: Document? {
    switch self {
    case .tabular: nil
    case .yaml: .yaml
    case .json: .json
    }
  }
}

enum OffersFormat: String, ViewFormat {
  case tabular, summary, yaml, json

  static let standard = tabular

  var document: Document? {
    switch self {
    case .tabular, .summary: nil
    case .yaml: .yaml
    case .json: .json
    }
  }
}

/// For results that Juju prints as YAML when not told otherwise.
enum DocumentFormat: String, ViewFormat {
  case yaml, json

  static let standard = yaml

  var document: Document? { self == .yaml ? .yaml : .json }
}

enum StatusFormat: String, ViewFormat {
  case tabular, yaml, json, line, oneline, short, summary

  static let standard = tabular

  var document: Document? {
    switch self {
    case .yaml: .yaml
    case .json: .json
    case .tabular, .line, .oneline, .short, .summary: nil
    }
  }
}

/// In which form a result is printed, and where to.
struct OutputOption<Format: ViewFormat>: ParameterGroup {
  @Flag("The form to print the result in; a pipe gets the same records for all", name: "format")
  var format: Format = .standard
  @Flag("Write what would be printed to a file", short: "o", name: "output", label: "FILE")
  var file: OutputPath?

  /// Returns the result of a command: records for the pipe, `document` and `table` for the eye.
  ///
  /// With a file named, what would be printed goes there and nothing is left to print. `flowing`
  /// names the fields whose lists stand in one line of YAML.
  func output(
    _ records: Value, in context: CommandContext, flowing: Set<String> = [],
    document: @escaping @Sendable () throws(Diagnostic) -> Value,
    table: @escaping @Sendable (Format, ViewContext) throws(Diagnostic) -> String
  ) throws(Diagnostic) -> Output {
    let format = format
    let view: @Sendable (ViewContext) throws(Diagnostic) -> String = {
      (view) throws(Diagnostic) in
      guard let kind = format.document else { return try table(format, view) }
      let text = try kind.text(document(), flowing: flowing)
      return view.width == nil ? text : TerminalText.escaped(text)
    }
    guard let file else { return Output(records, view: view) }
    let text = try view(ViewContext(usesColour: false, width: nil))
    let request = EffectRequest.file(
      file.path, call: context.call.name, body: "--output (replacing what is there)")
    let interruption = context.runtime.interruption
    do throws(Diagnostic) {
      _ = try context.runtime.gate.write(request) { (passage) throws(Diagnostic) in
        try passage.leave { () throws(Diagnostic) in
          let replacement = try FileReplacement(of: file.path, overwrites: true) {
            () throws(Diagnostic) in try interruption.check()
          }
          try replacement.write(text)
          try replacement.commit()
        }
      }
    } catch {
      throw error.located(at: context.call.span(of: "output"))
    }
    return .nothing
  }

  /// The same for one `Encodable` that is both records and document.
  func output(
    _ view: some Encodable & Sendable, columns: [String]? = nil, in context: CommandContext,
    table: @escaping @Sendable (Format, ViewContext) throws(Diagnostic) -> String
  ) throws(Diagnostic) -> Output {
    var records = try ValueEncoder(.records).encode(view)
    if case .list(let list) = records {
      records = .stream(ValueStream(batches: list.batches, columns: columns))
    }
    return try output(
      records, in: context,
      document: { () throws(Diagnostic) in try ValueEncoder(.document).encode(view) }, table: table)
  }
}

extension Output {
  /// A result that prints nothing, because Juju prints nothing, and that a pipe can still use.
  static func silent(_ value: Value) -> Output {
    Output(value) { (_) throws(Diagnostic) in "" }
  }
}

/// The path of a file to write.
struct OutputPath: ParameterValue {
  let path: String

  static let typeName = "path"
  static let expectation = "the path of a file"
  static var candidates: CandidateSource? { .file }

  static func parse(_ text: String) throws(ParameterError) -> OutputPath {
    guard !text.isEmpty else { throw ParameterError("the path of a file is empty") }
    return OutputPath(path: text)
  }

  var value: Value { .string(path) }
}
