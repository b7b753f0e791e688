package import JSON

/// The fields of `ProviderCustomerProject`.
package final class ProviderCustomerProjectFields: WireFields {
  package static let shared = ProviderCustomerProjectFields()
  private init() {}

  package let uuid = Field<WaldurUUID>("uuid")
  package let name = Field<String>("name")
  package let description = Field<String>("description")
  package let endDate = Field<WaldurDate>("end_date")
  package let resourcesCount = Field<Int>("resources_count")
  package let usersCount = Field<Int>("users_count")
  package let billingPriceEstimate = Field<RawJSON>("billing_price_estimate")
}

/// A project of an organization with resources of a provider.
package typealias ProviderCustomerProject = WireObject<ProviderCustomerProjectFields>
