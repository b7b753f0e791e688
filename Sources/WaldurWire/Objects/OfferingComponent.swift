/// The fields of `OfferingComponent`.
package final class OfferingComponentFields: WireFields {
  package static let shared = OfferingComponentFields()
  private init() {}

  package let uuid = Field<WaldurUUID>("uuid")
  package let billingType = Field<BillingType>("billing_type")
  package let type = Field<String>("type")
  package let name = Field<String>("name")
  package let description = Field<String>("description")
  package let measuredUnit = Field<String>("measured_unit")
  package let limitPeriod = Field<LimitPeriod>("limit_period")
  package let limitAmount = Field<WireDecimal>("limit_amount")
  package let articleCode = Field<String>("article_code")
  package let maxValue = Field<WireDecimal>("max_value")
  package let minValue = Field<WireDecimal>("min_value")
  package let maxAvailableLimit = Field<WireDecimal>("max_available_limit")
  package let isBoolean = Field<Bool>("is_boolean")
  package let defaultLimit = Field<WireDecimal>("default_limit")
  package let factor = Field<WireDecimal>("factor")
  package let isBuiltin = Field<Bool>("is_builtin")

  // Of newer servers.
  package let offeringUUID = Field<WaldurUUID>("offering_uuid")
  package let unitFactor = Field<Int>("unit_factor")
  package let limitDecimalPlaces = Field<Int>("limit_decimal_places")
  package let isPrepaid = Field<Bool>("is_prepaid")
  package let overageComponent = Field<WaldurUUID>("overage_component")
  package let minPrepaidDuration = Field<Int>("min_prepaid_duration")
  package let maxPrepaidDuration = Field<Int>("max_prepaid_duration")
  package let prepaidDurationStep = Field<Int>("prepaid_duration_step")
  package let minRenewalDuration = Field<Int>("min_renewal_duration")
  package let maxRenewalDuration = Field<Int>("max_renewal_duration")
  package let renewalDurationStep = Field<Int>("renewal_duration_step")
}

/// What is counted and paid for in an offering: CPU hours, storage.
package typealias OfferingComponent = WireObject<OfferingComponentFields>
