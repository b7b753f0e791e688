package import JSON

/// The fields of `ProviderCustomer`.
package final class ProviderCustomerFields: WireFields {
  package static let shared = ProviderCustomerFields()
  private init() {}

  package let uuid = Field<WaldurUUID>("uuid")
  package let name = Field<String>("name")
  package let abbreviation = Field<String>("abbreviation")
  package let phoneNumber = Field<String>("phone_number")
  package let email = Field<String>("email")
  package let paymentProfiles = Field<RawJSON>("payment_profiles")
  package let billingPriceEstimate = Field<RawJSON>("billing_price_estimate")
  package let projectsCount = Field<Int>("projects_count")
  package let usersCount = Field<Int>("users_count")
  package let projects = Field<RawJSON>("projects")
  package let users = Field<RawJSON>("users")

  // Of newer servers.
  package let slug = Field<String>("slug")
}

/// An organization that has resources of a provider.
package typealias ProviderCustomer = WireObject<ProviderCustomerFields>
