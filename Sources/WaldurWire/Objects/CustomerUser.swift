package import JSON

/// The fields of `CustomerUser`.
package final class CustomerUserFields: WireFields {
  package static let shared = CustomerUserFields()
  private init() {}

  package let url = Field<String>("url")
  package let uuid = Field<WaldurUUID>("uuid")
  package let username = Field<String>("username")
  package let fullName = Field<String>("full_name")
  package let email = Field<String>("email")
  package let role = Field<String>("role")
  package let roleName = Field<String>("role_name")
  package let projects = Field<RawJSON>("projects")
  package let expirationTime = Field<WaldurTime>("expiration_time")
  package let image = Field<String>("image")
}

/// A person with a role in an organization.
package typealias CustomerUser = WireObject<CustomerUserFields>
