/// The fields of `PlanPeriod`.
package final class PlanPeriodFields: WireFields {
  package static let shared = PlanPeriodFields()
  private init() {}

  package let uuid = Field<WaldurUUID>("uuid")
  package let planName = Field<String>("plan_name")
  package let planUUID = Field<WaldurUUID>("plan_uuid")
  package let start = Field<WaldurTime>("start")
  package let end = Field<WaldurTime>("end")
  package let components = Field<[WireObject<PlanPeriodComponentFields>]>("components")
}

/// A time for which a resource has a plan.
package typealias PlanPeriod = WireObject<PlanPeriodFields>
