import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists what is counted and paid for in an offering, or what it costs in each plan.
///
/// Source: Waldur `marketplace-provider-offerings` (`components`), `marketplace-plan-components`.
struct ListComponents: Command {
  static let name = "components"
  static let namesElsewhere = ["marketplace-plan-components-list"]
  static let group = CommandGroup.provider
  static let summary = "List the components of an offering"
  static let details = """
    A component has a type, which usage is reported under, and a name, which people see; offsh \
    takes both. --prices lists what each costs in each plan.
    """
  static let result = ResultShape.records(
    OfferingComponentFields.names
      + PlanComponentFields.names.filter { !OfferingComponentFields.names.contains($0) })
  static let examples: [Example] = [#"components "HPC Allocation""#]

  @Argument("The offering") var offering: OfferingName
  @Switch("What they cost in each plan") var prices = false

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let name = offering.text
    let found = try context.find("offering") { (session) throws(Diagnostic) in
      try session.findOffering(name)
    }
    let uuid = try found.uuid.required(of: "an offering")
    if prices {
      return .records(
        try context.rows(
          RowRequest(
            Lists.planComponents.path, of: PlanComponentFields.self,
            shown: [
              "plan_name", "component_name", "billing_type", "amount", "price", "plan_unit",
              "measured_unit",
            ], query: ["offering_uuid": "\(uuid)"], isSelectable: false)))
    }
    let shown = [
      "type", "name", "billing_type", "measured_unit", "limit_period", "limit_amount",
    ]
    let kind = RecordKind(
      names: OfferingComponentFields.names, shown: shown,
      decimals: OfferingComponentFields.decimalNames)
    let components = found.components ?? []
    return .records(ValueStream(components.map { kind.value(of: $0.json) }, columns: shown))
  }
}
