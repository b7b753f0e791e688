import CommandKit
import Diagnostics
import Values

/// The formats that `from` reads.
enum ReadFormat: String, ChoiceParameter {
  case json, ndjson, yaml, csv, tsv, lines
  static var typeName: String { "read-format" }
}

/// Reads text or bytes as data.
struct From: Command {
  static let name = "from"
  static let group = CommandGroup.formats
  static let summary = "Read text or a file as data"
  static let details = """
    ndjson, csv, tsv and lines are read as they are needed, in constant memory. In ndjson one \
    document stands on a line, or just one behind the other. Numbers that are not calculated \
    with are written again as they were read.
    csv and tsv follow RFC 4180. The first row names the columns, unless --no-header calls them \
    column-1, column-2 …; every row has as many cells as the first. A cell is text, null when it \
    is empty without quotes, and with --numbers a number when it is written as JSON writes one.
    yaml is one document; --all reads several behind '---' as a list. Words mean what they mean \
    to Juju: yes, no, on and off are true and false, dates are text. 'lines' is the command \
    lines.
    """
  static let input = InputUse.required
  static let examples: [Example] = [
    #"'[{"name": "mysql", "units": 3}]' | from json"#,
    #""name,cost\nmysql,1.50\n" | from csv --numbers"#,
    #""name: mysql\nunits: 3\n" | from yaml"#,
  ]

  @Argument("The format of the text") var format: ReadFormat
  @Switch("csv, tsv: the first row is data too") var noHeader = false
  @Switch("csv, tsv: read cells that are numbers as numbers") var numbers = false
  @Flag("csv: what stands between cells, in place of a comma", label: "character")
  var delimiter: DelimiterCharacter?
  @Switch("yaml: read all documents, as a list") var all = false

  func check(_ call: CallSite, in runtime: Runtime) throws(Diagnostic) {
    try refuse("no-header", noHeader, unless: [.csv, .tsv], call)
    try refuse("numbers", numbers, unless: [.csv, .tsv], call)
    try refuse("delimiter", delimiter != nil, unless: [.csv], call)
    try refuse("all", all, unless: [.yaml], call)
  }

  private func refuse(
    _ flag: String, _ isGiven: Bool, unless formats: [ReadFormat], _ call: CallSite
  ) throws(Diagnostic) {
    guard isGiven, !formats.contains(format) else { return }
    throw Diagnostic(
      CommandDiagnostic.unknownFlag, "--\(flag) does not belong to \(format.rawValue)",
      at: call.span(of: flag),
      hint: "it is for \(formats.map(\.rawValue).joined(separator: " and "))")
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(context.call, in: context.runtime)
    let bytes = try context.inputBytes()
    switch format {
    case .ndjson: return .records(JSONReading.stream(of: bytes, context))
    case .json: return Output(try JSONReading.document(in: bytes, context.call))
    case .lines: return .records(LineReading.stream(of: bytes, context))
    case .csv: return try delimited(bytes, delimiter?.byte ?? UInt8(ascii: ","), context)
    case .tsv: return try delimited(bytes, UInt8(ascii: "\t"), context)
    case .yaml: return Output(try YAMLReading.value(of: bytes, readsAll: all, context))
    }
  }

  private func delimited(
    _ bytes: ByteStream, _ delimiter: UInt8, _ context: CommandContext
  ) throws(Diagnostic) -> Output {
    .records(
      try DelimitedReading.stream(
        of: bytes, delimiter: delimiter, hasHeader: !noHeader, readsNumbers: numbers, context))
  }
}

/// One ASCII character that separates cells.
struct DelimiterCharacter: ParameterValue {
  let byte: UInt8

  var value: Value { .string(String(UnicodeScalar(byte))) }

  static var typeName: String { "delimiter" }
  static var expectation: String { "one character such as ';'" }

  static func parse(_ text: String) throws(ParameterError) -> DelimiterCharacter {
    guard let byte = text.utf8.first, text.utf8.count == 1, byte >= 0x20, byte < 0x7F,
      byte != UInt8(ascii: "\"")
    else {
      throw ParameterError("\"\(text)\" is not \(expectation)", hint: "for tabs the format is tsv")
    }
    return DelimiterCharacter(byte: byte)
  }
}
