/// The fields of `IntegrationStatus`.
package final class IntegrationStatusFields: WireFields {
  package static let shared = IntegrationStatusFields()
  private init() {}

  package let agentType = Field<String>("agent_type")
  package let status = Field<String>("status")
  package let lastRequestTimestamp = Field<WaldurTime>("last_request_timestamp")
  package let offering = Field<String>("offering")
  package let url = Field<String>("url")
}

/// When an agent of an offering was last heard of.
package typealias IntegrationStatus = WireObject<IntegrationStatusFields>
