import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Shows an offering with its components and plans.
///
/// Source: Waldur `marketplace-provider-offerings`.
struct ShowOffering: Command {
  static let name = "show-offering"
  static let namesElsewhere = [
    "marketplace-public-offerings-retrieve",
    "marketplace-provider-offerings-retrieve",
    "get-marketplace-offering",
  ]
  static let group = CommandGroup.provider
  static let summary = "Show an offering with its components and plans"
  static let result = ResultShape.record(OfferingFields.names)
  static let examples: [Example] = [#"show-offering "HPC Allocation" | get components"#]

  @Argument("The offering") var offering: OfferingName

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let name = offering.text
    do throws(Diagnostic) {
      let found = try context.find("offering") { (session) throws(Diagnostic) in
        try session.findOffering(name)
      }
      return Output(
        Self.masked(try context.waldur.record(Lists.providerOfferings, found.uuid)))
    } catch {
      // One of somebody else's, which everybody may see.
      guard error.id == WaldurDiagnostic.notFound, let uuid = WaldurUUID(name) else { throw error }
      return Output(try context.waldur.record(Lists.publicOfferings, uuid))
    }
  }
  /// An offering's secret options say what its provider may do, and hold passwords: every text
  /// in them is shown as dots.
  static func masked(_ offering: Value) -> Value {
    guard case .record(let record) = offering,
      let options = record[ListOfferings.secret]
    else { return offering }
    return .record(record.setting(.of(ListOfferings.secret), to: hidden(options)))
  }

  /// The same value with dots for every text in it, however deep.
  private static func hidden(_ value: Value) -> Value {
    switch value {
    case .string(let text) where !text.isEmpty: return .string("•••")
    case .list(let list): return .list(List(list.values.map(hidden)))
    case .record(let record):
      let fields = record.fields
      return .record(Record(Shape(fields.map(\.name)), fields.map { hidden($0.value) }))
    default: return value
    }
  }
}
