/// The fields of `ComponentUserUsage`.
package final class ComponentUserUsageFields: WireFields {
  package static let shared = ComponentUserUsageFields()
  private init() {}

  package let uuid = Field<WaldurUUID>("uuid")
  package let user = Field<String>("user")
  package let username = Field<String>("username")
  package let componentUsage = Field<String>("component_usage")
  package let usage = Field<WireDecimal>("usage")
  package let measuredUnit = Field<String>("measured_unit")
  package let description = Field<String>("description")
  package let created = Field<WaldurTime>("created")
  package let modified = Field<WaldurTime>("modified")
  package let backendID = Field<String>("backend_id")

  // Of newer servers.
  package let resourceName = Field<String>("resource_name")
  package let resourceUUID = Field<WaldurUUID>("resource_uuid")
  package let offeringName = Field<String>("offering_name")
  package let offeringUUID = Field<WaldurUUID>("offering_uuid")
  package let projectName = Field<String>("project_name")
  package let projectUUID = Field<WaldurUUID>("project_uuid")
  package let customerName = Field<String>("customer_name")
  package let customerUUID = Field<WaldurUUID>("customer_uuid")
  package let componentType = Field<String>("component_type")
  package let date = Field<WaldurTime>("date")
  package let billingPeriod = Field<WaldurDate>("billing_period")
}

/// The part one user has in the usage of a component.
package typealias ComponentUserUsage = WireObject<ComponentUserUsageFields>
