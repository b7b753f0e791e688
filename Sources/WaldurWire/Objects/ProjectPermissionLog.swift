/// The fields of `ProjectPermissionLog`.
package final class ProjectPermissionLogFields: WireFields {
  package static let shared = ProjectPermissionLogFields()
  private init() {}

  package let role = Field<String>("role")
  package let created = Field<WaldurTime>("created")
  package let expirationTime = Field<WaldurTime>("expiration_time")
  package let createdBy = Field<String>("created_by")
  package let project = Field<String>("project")
  package let projectUUID = Field<WaldurUUID>("project_uuid")
  package let projectName = Field<String>("project_name")
  package let projectCreated = Field<WaldurTime>("project_created")
  package let projectEndDate = Field<WaldurTime>("project_end_date")
  package let customerUUID = Field<WaldurUUID>("customer_uuid")
  package let customerName = Field<String>("customer_name")
  package let user = Field<String>("user")
  package let userFullName = Field<String>("user_full_name")
  package let userNativeName = Field<String>("user_native_name")
  package let userUsername = Field<String>("user_username")
  package let userUUID = Field<WaldurUUID>("user_uuid")
  package let userEmail = Field<String>("user_email")

  // Of newer servers.
  package let createdByFullName = Field<String>("created_by_full_name")
  package let createdByUsername = Field<String>("created_by_username")
  package let roleName = Field<String>("role_name")
}

/// A role in a project that has resources of a provider.
package typealias ProjectPermissionLog = WireObject<ProjectPermissionLogFields>
