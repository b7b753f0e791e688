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
  static let group = CommandGroup.provider
  static let summary = "Show an offering with its components and plans"
  static let result = ResultShape.record(OfferingFields.names)
  static let examples: [Example] = ["offerings | first | get (show-offering) name"]

  @Argument("The offering") var offering: OfferingName

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let name = offering.text
    let found = try context.find("offering") { (session) throws(Diagnostic) in
      try session.findOffering(name)
    }
    return Output(try context.waldur.record(Lists.providerOfferings, found.uuid))
  }
}
