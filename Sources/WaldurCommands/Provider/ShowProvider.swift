import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Shows a service provider with its counters.
///
/// Source: Waldur `marketplace-service-providers`, `stat`.
struct ShowProvider: Command {
  static let name = "show-provider"
  static let namesElsewhere = ["marketplace-service-providers-retrieve"]
  static let group = CommandGroup.provider
  static let summary = "Show a service provider and what there is to do"
  static let details = "The counters are those of the server: pending orders, erred resources."
  static let result = ResultShape.record(
    ServiceProviderFields.names + ServiceProviderStatisticsFields.names)
  static let examples: [Example] = ["show-provider", "show-provider | get pending_orders"]

  @Argument("The provider; the current one when left away") var provider: ProviderName?

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let name = provider?.text
    let found = try context.find("provider") { (session) throws(Diagnostic) in
      try session.provider(name)
    }
    let session = try context.waldur
    guard
      case .record(var record) = try session.record(Lists.serviceProviders, found.uuid),
      case .record(let counters) = try session.connection().record(
        at: Lists.serviceProviders.path(found.uuid, "stat"),
        RecordKind(names: [], shown: [], decimals: []))
    else { return .nothing }
    for (name, value) in counters.fields { record = record.setting(name, to: value) }
    return Output(.record(record))
  }
}
