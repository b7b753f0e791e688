/// The fields of `Permission`.
package final class PermissionFields: WireFields {
  package static let shared = PermissionFields()
  private init() {}

  package let userUUID = Field<WaldurUUID>("user_uuid")
  package let userName = Field<String>("user_name")
  package let userSlug = Field<String>("user_slug")
  package let created = Field<WaldurTime>("created")
  package let expirationTime = Field<WaldurTime>("expiration_time")
  package let createdByFullName = Field<String>("created_by_full_name")
  package let createdByUsername = Field<String>("created_by_username")
  package let roleName = Field<String>("role_name")
  package let roleDescription = Field<String>("role_description")
  package let roleUUID = Field<WaldurUUID>("role_uuid")
  package let scopeType = Field<String>("scope_type")
  package let scopeUUID = Field<WaldurUUID>("scope_uuid")
  package let scopeName = Field<String>("scope_name")
  package let customerUUID = Field<WaldurUUID>("customer_uuid")
  package let customerName = Field<String>("customer_name")

  // Of newer servers.
  package let projectUUID = Field<WaldurUUID>("project_uuid")
  package let resourceUUID = Field<WaldurUUID>("resource_uuid")
  package let uuid = Field<WaldurUUID>("uuid")
  package let userUsername = Field<String>("user_username")
  package let userEmail = Field<String>("user_email")
  package let isActive = Field<Bool>("is_active")
  package let revokedByFullName = Field<String>("revoked_by_full_name")
  package let revokedByUsername = Field<String>("revoked_by_username")
  package let revokeReason = Field<String>("revoke_reason")
  package let source = Field<String>("source")
  package let scopeIsRemoved = Field<Bool>("scope_is_removed")
}

/// A role that a user has somewhere, as the user's own object lists it.
package typealias Permission = WireObject<PermissionFields>
