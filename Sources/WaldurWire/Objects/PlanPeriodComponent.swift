/// The fields of `PlanPeriodComponent`.
package final class PlanPeriodComponentFields: WireFields {
  package static let shared = PlanPeriodComponentFields()
  private init() {}

  package let uuid = Field<WaldurUUID>("uuid")
  package let created = Field<WaldurTime>("created")
  package let description = Field<String>("description")
  package let type = Field<String>("type")
  package let name = Field<String>("name")
  package let measuredUnit = Field<String>("measured_unit")
  package let usage = Field<WireDecimal>("usage")
  package let date = Field<WaldurTime>("date")
  package let recurring = Field<Bool>("recurring")

  // Of newer servers.
  package let missingUsagePolicy = Field<String>("missing_usage_policy")
}

/// The usage of a component in the current month of a plan period.
package typealias PlanPeriodComponent = WireObject<PlanPeriodComponentFields>
