/// The fields of `UserRole`.
package final class UserRoleFields: WireFields {
  package static let shared = UserRoleFields()
  private init() {}

  package let uuid = Field<WaldurUUID>("uuid")
  package let created = Field<WaldurTime>("created")
  package let expirationTime = Field<WaldurTime>("expiration_time")
  package let roleName = Field<String>("role_name")
  package let roleUUID = Field<WaldurUUID>("role_uuid")
  package let userEmail = Field<String>("user_email")
  package let userFullName = Field<String>("user_full_name")
  package let userUsername = Field<String>("user_username")
  package let userUUID = Field<WaldurUUID>("user_uuid")
  package let userImage = Field<String>("user_image")
  package let createdByFullName = Field<String>("created_by_full_name")
  package let createdByUUID = Field<WaldurUUID>("created_by_uuid")

  // Of newer servers.
  package let source = Field<String>("source")
}

/// A role that a user has in a project, an organization or an offering.
package typealias UserRole = WireObject<UserRoleFields>
