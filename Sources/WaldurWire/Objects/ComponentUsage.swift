package import JSON

/// The fields of `ComponentUsage`.
package final class ComponentUsageFields: WireFields {
  package static let shared = ComponentUsageFields()
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
  package let resourceName = Field<String>("resource_name")
  package let resourceUUID = Field<WaldurUUID>("resource_uuid")
  package let offeringName = Field<String>("offering_name")
  package let offeringUUID = Field<WaldurUUID>("offering_uuid")
  package let projectName = Field<String>("project_name")
  package let projectUUID = Field<String>("project_uuid")
  package let customerName = Field<String>("customer_name")
  package let customerUUID = Field<String>("customer_uuid")
  package let billingPeriod = Field<WaldurDate>("billing_period")
  package let modifiedBy = Field<RawJSON>("modified_by")

  // Of newer servers.
  package let missingUsagePolicy = Field<String>("missing_usage_policy")
}

/// The usage of a component of a resource in a month.
package typealias ComponentUsage = WireObject<ComponentUsageFields>
