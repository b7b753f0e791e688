package import JSON

/// The fields of `Plan`.
package final class PlanFields: WireFields {
  package static let shared = PlanFields()
  private init() {}

  package let url = Field<String>("url")
  package let uuid = Field<WaldurUUID>("uuid")
  package let name = Field<String>("name")
  package let description = Field<String>("description")
  package let articleCode = Field<String>("article_code")
  package let maxAmount = Field<WireDecimal>("max_amount")
  package let archived = Field<Bool>("archived")
  package let isActive = Field<Bool>("is_active")
  package let unitPrice = Field<WireDecimal>("unit_price")
  package let unit = Field<BillingUnit>("unit")
  package let initPrice = Field<WireDecimal>("init_price")
  package let switchPrice = Field<WireDecimal>("switch_price")
  package let backendID = Field<String>("backend_id")
  package let organizationGroups = Field<RawJSON>("organization_groups")
  package let prices = Field<JSONObject<WireDecimal>>("prices")
  package let futurePrices = Field<JSONObject<WireDecimal>>("future_prices")
  package let quotas = Field<JSONObject<WireDecimal>>("quotas")
  package let resourcesCount = Field<Int>("resources_count")
  package let planType = Field<String>("plan_type")
  package let minimalPrice = Field<WireDecimal>("minimal_price")

  // Of newer servers.
  package let billingMode = Field<String>("billing_mode")
  package let components = Field<RawJSON>("components")
}

/// A price list of an offering.
package typealias Plan = WireObject<PlanFields>
