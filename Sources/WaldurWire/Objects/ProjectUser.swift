/// The fields of `ProjectUser`.
package final class ProjectUserFields: WireFields {
  package static let shared = ProjectUserFields()
  private init() {}

  package let url = Field<String>("url")
  package let uuid = Field<WaldurUUID>("uuid")
  package let username = Field<String>("username")
  package let fullName = Field<String>("full_name")
  package let email = Field<String>("email")
  package let role = Field<String>("role")
  package let expirationTime = Field<WaldurTime>("expiration_time")
  package let offeringUserUsername = Field<String>("offering_user_username")

  // Of newer servers.
  package let offeringUserState = Field<OfferingUserState>("offering_user_state")
}

/// A member of the team of a resource.
package typealias ProjectUser = WireObject<ProjectUserFields>
