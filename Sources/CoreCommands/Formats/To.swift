import CommandKit
package import Diagnostics
package import Values

/// The formats that `to` writes.
package enum WriteFormat: String, ChoiceParameter {
  case json, ndjson, yaml, csv, tsv, markdown, table, text
  package static var typeName: String { "write-format" }
}

/// Writes data as text.
struct To: Command {
  static let name = "to"
  static let group = CommandGroup.formats
  static let summary = "Write data as text in a format"
  static let details = """
    The text is made as it is read, so a stream of any length goes into a file in constant \
    memory.
    json is one indented document, ndjson one compact document a line. yaml is in the style Juju \
    prints. csv and tsv follow RFC 4180 with line feeds (--crlf for those with carriage \
    returns); null is an empty cell, an empty text "", lists and records in cells are JSON. The \
    columns of csv, tsv and markdown are those of the first records; one that comes later is an \
    error. table is what the prompt shows, without a limit on its width. text is plain: values \
    one to a line, the fields of a record with tabs between them.
    Secrets are refused by all of them.
    """
  static let result = ResultShape.text
  static let input = InputUse.required
  static let examples: [Example] = [
    "[[a: 1], [a: 2]] | to ndjson", "[name: 'mysql', endpoints: ['db']] | to yaml",
    "[[name: 'mysql', note: 'old, slow']] | to csv", "[[name: 'mysql', units: 3]] | to markdown",
  ]

  @Argument("The format") var format: WriteFormat
  @Switch("json: everything on one line") var compact = false
  @Switch("csv, tsv: end lines with carriage return and line feed") var crlf = false

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    if compact, format != .json { throw misplaced("compact", "json", call) }
    if crlf, format != .csv, format != .tsv { throw misplaced("crlf", "csv and tsv", call) }
  }

  private func misplaced(_ flag: String, _ owner: String, _ call: CallSite) -> Diagnostic {
    Diagnostic(
      CommandDiagnostic.unknownFlag, "--\(flag) does not belong to \(format.rawValue)",
      at: call.span(of: flag),
      hint: "it is for \(owner)")
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(context.call, in: context.runtime)
    let span = context.call.span
    do throws(Diagnostic) {
      let text = try format.text(
        of: context.input ?? .null, isCompact: compact, usesCarriageReturns: crlf)
      return Output(
        .bytes(
          ByteStream(name: text.name, isText: true) { (space) throws(Diagnostic) in
            do throws(Diagnostic) {
              return try text.read(into: space)
            } catch {
              throw error.located(at: span)
            }
          }))
    } catch {
      throw error.located(at: span)
    }
  }
}

extension WriteFormat {
  /// Returns a value as text in the format, made as it is read.
  package func text(
    of value: Value, isCompact: Bool = false, usesCarriageReturns: Bool = false
  ) throws(Diagnostic) -> ByteStream {
    switch self {
    case .json: try JSONWriting.document(value, isCompact: isCompact)
    case .ndjson: try JSONWriting.lines(value)
    case .yaml: try TextWriting.yaml(value)
    case .csv:
      TextWriting.delimited(
        value, format: "csv", delimiter: UInt8(ascii: ","),
        usesCarriageReturns: usesCarriageReturns)
    case .tsv:
      TextWriting.delimited(
        value, format: "tsv", delimiter: UInt8(ascii: "\t"),
        usesCarriageReturns: usesCarriageReturns)
    case .markdown: TextWriting.markdown(value)
    case .table: try TextWriting.table(value)
    case .text: try TextWriting.plain(value)
    }
  }
}
