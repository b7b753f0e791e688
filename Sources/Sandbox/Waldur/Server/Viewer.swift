import JSON

/// Somebody who is signed in, with the roles that are in force.
struct Viewer {
  let user: WaldurUser
  let grants: [WaldurGrant]
  let roles: [Int64: WaldurRole]

  var isStaff: Bool { user.isStaff }
  /// Staff and support see everything.
  var seesAll: Bool { user.isStaff || user.isSupport }

  /// The ids of the objects of a kind on which the user holds a role, whichever.
  func scopes(_ type: ScopeType) -> Set<Int64> {
    Set(grants.lazy.filter { $0.scopeType == type }.map(\.scope))
  }

  /// Whether the user holds a permission on one of some objects; staff hold all of them.
  func may(_ permission: Permission, on scopes: Scope...) -> Bool {
    isStaff
      || grants.contains { grant in
        scopes.contains { $0.type == grant.scopeType && $0.id == grant.scope }
          && roles[grant.role]?.permissions.contains(permission.rawValue) == true
      }
  }

  /// Whether the user holds a role on an object.
  func holds(_ role: String, on scope: Scope) -> Bool {
    grants.contains { grant in
      grant.scopeType == scope.type && grant.scope == scope.id && roles[grant.role]?.name == role
    }
  }

  /// Whether the user owns an organization, or is staff.
  func owns(customer: Int64) -> Bool {
    isStaff || holds(WaldurRole.Name.customerOwner, on: .customer(customer))
  }
}

/// What a role can be held on.
enum ScopeType: String {
  case customer, project, offering
}

/// An object on which roles are held.
struct Scope {
  let type: ScopeType
  let id: Int64

  static func customer(_ id: Int64) -> Scope { Scope(type: .customer, id: id) }
  static func project(_ id: Int64) -> Scope { Scope(type: .project, id: id) }
  static func offering(_ id: Int64) -> Scope { Scope(type: .offering, id: id) }
}

/// What a role allows; the names are Waldur's own.
enum Permission: String {
  case orderList = "ORDER.LIST"
  case orderApprove = "ORDER.APPROVE"
  case orderApprovePrivate = "ORDER.APPROVE_PRIVATE"
  case orderReject = "ORDER.REJECT"
  case orderCancel = "ORDER.CANCEL"
  case orderDestroy = "ORDER.DESTROY"
  case resourceTerminate = "RESOURCE.TERMINATE"
  case resourceSetLimits = "RESOURCE.SET_LIMITS"
  case resourceSetPlan = "RESOURCE.SET_PLAN"
  case resourceSetEndDate = "RESOURCE.SET_END_DATE"
  case resourceSetUsage = "RESOURCE.SET_USAGE"
  case resourceSetBackendID = "RESOURCE.SET_BACKEND_ID"
  case resourceSetBackendMetadata = "RESOURCE.SET_BACKEND_METADATA"
  case resourceSetState = "RESOURCE.SET_STATE"
  case resourceSubmitReport = "RESOURCE.SUBMIT_REPORT"
  case resourceUpdateOptions = "RESOURCE.UPDATE_OPTIONS"
  case offeringCreateUser = "OFFERING.CREATE_USER"
  case offeringUpdateUser = "OFFERING.UPDATE_USER"
  case offeringDeleteUser = "OFFERING.DELETE_USER"
  case offeringUserUpdateRestriction = "OFFERINGUSER.UPDATE_RESTRICTION"
  case offeringPause = "OFFERING.PAUSE"
  case offeringUnpause = "OFFERING.UNPAUSE"
  case offeringArchive = "OFFERING.ARCHIVE"
  case projectCreatePermission = "PROJECT.CREATE_PERMISSION"
  case projectUpdatePermission = "PROJECT.UPDATE_PERMISSION"
  case projectDeletePermission = "PROJECT.DELETE_PERMISSION"
  case customerCreatePermission = "CUSTOMER.CREATE_PERMISSION"
  case customerUpdatePermission = "CUSTOMER.UPDATE_PERMISSION"
  case customerDeletePermission = "CUSTOMER.DELETE_PERMISSION"
  case offeringCreatePermission = "OFFERING.CREATE_PERMISSION"
  case offeringUpdatePermission = "OFFERING.UPDATE_PERMISSION"
  case offeringDeletePermission = "OFFERING.DELETE_PERMISSION"
}
