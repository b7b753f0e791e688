import CommandKit
import Diagnostics
import Values
import WaldurClient
import WaldurWire

/// Lists the times for which a resource had a plan.
///
/// Source: Waldur `marketplace-provider-resources`, `plan_periods`.
struct ListPlanPeriods: Command {
  static let name = "plan-periods"
  static let namesElsewhere = [
    "marketplace-resources-plan-periods-list",
    "marketplace-resource-get-plan-periods",
  ]
  static let group = CommandGroup.usage
  static let summary = "List a resource's plan periods that are open or ended this month"
  static let result = ResultShape.records(PlanPeriodFields.names)
  static let examples: [Example] = [#"plan-periods genome-assembly"#]

  @Argument("The resource") var resource: ResourceName

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let uuid = try resource.find(in: context)
    return .records(
      try context.rows(
        RowRequest(
          Lists.providerResources.path(uuid, "plan_periods"), of: PlanPeriodFields.self,
          shown: ["plan_name", "start", "end", "uuid"], isSelectable: false)))
  }
}
