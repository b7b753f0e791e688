/// The fields of `PlanComponent`.
package final class PlanComponentFields: WireFields {
  package static let shared = PlanComponentFields()
  private init() {}

  package let offeringName = Field<String>("offering_name")
  package let planName = Field<String>("plan_name")
  package let planUnit = Field<BillingUnit>("plan_unit")
  package let componentName = Field<String>("component_name")
  package let measuredUnit = Field<String>("measured_unit")
  package let billingType = Field<BillingType>("billing_type")
  package let amount = Field<WireDecimal>("amount")
  package let price = Field<WireDecimal>("price")
  package let futurePrice = Field<WireDecimal>("future_price")

  // Of newer servers.
  package let offeringUUID = Field<WaldurUUID>("offering_uuid")
  package let planUUID = Field<WaldurUUID>("plan_uuid")
  package let discountFormula = Field<String>("discount_formula")
  package let discountAggregation = Field<String>("discount_aggregation")
}

/// The price of a component in a plan. Rows of 2024 servers have neither UUIDs nor types.
package typealias PlanComponent = WireObject<PlanComponentFields>
