import CommandKit
import Diagnostics
import EffectGate
import Values
import WaldurClient
import WaldurWire

/// Tells the users of a resource what they need to know.
///
/// Source: Waldur `marketplace-provider-resources`, `submit_report`.
struct SubmitReportCommand: Command {
  static let name = "submit-report"
  static let namesElsewhere = [
    "marketplace-provider-resources-submit-report",
    "marketplace-resource-submit-report",
  ]
  static let group = CommandGroup.allocations
  static let summary = "Tell the users of a resource what they need to know"
  static let details = """
    Each section is HEADER=BODY. Together they replace what was told before.
    """
  static let effect = Effect.write
  static let result = ResultShape.text
  static let examples: [Example] = [
    #"submit-report genome-assembly Login="ssh hpc.example.org" Queue=long"#
  ]

  @Argument("The resource") var resource: ResourceName
  @Argument("The sections, each HEADER=BODY", label: "section") var sections: [ReportSectionText]

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let path = Lists.providerResources.path(try resource.find(in: context), "submit_report")
    return try context.waldur.post(
      path,
      { body in
        body.put(list: SubmitReportFields.shared.report) { list in
          for section in sections {
            list.object(.all) { out in
              out.put(ReportSectionFields.shared.header, section.header)
              out.put(ReportSectionFields.shared.body, section.body)
            }
          }
        }
      }, reading: { (answer) throws(Diagnostic) in try answer.status(path) }) ?? .nothing
  }
}

/// A section of a report, `HEADER=BODY`.
struct ReportSectionText: ParameterValue {
  let header: String
  let body: String

  static let typeName = "section"
  static let expectation = "HEADER=BODY"

  static func parse(_ text: String) throws(ParameterError) -> ReportSectionText {
    guard let mark = text.firstIndex(of: "="), mark > text.startIndex else {
      throw ParameterError(
        "\"\(text)\" has no \(text.hasPrefix("=") ? "header" : "body")",
        hint: #"write HEADER=BODY: Login="ssh hpc.example.org""#)
    }
    return ReportSectionText(
      header: String(text[..<mark]), body: String(text[text.index(after: mark)...]))
  }

  /// A record `[header: …, body: …]` is a section, too.
  static func convert(_ value: Value) throws(ParameterError) -> ReportSectionText {
    if case .record(let record) = value, let header = record["header"], let body = record["body"] {
      return ReportSectionText(header: header.text, body: body.text)
    }
    return try parse(value.text)
  }

  var value: Value { .string("\(header)=\(body)") }
}
