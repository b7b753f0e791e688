import WaldurWire

/// The roles that every Waldur has, with the rights they come with.
enum ShippedRoles {
  private struct Role {
    let name: String
    let description: String
    let scope: String
    var isActive = true
    let permissions: [Permission]
  }

  private static let teams: [Permission] = [
    .projectCreatePermission, .projectUpdatePermission, .projectDeletePermission,
  ]

  private static let consumer: [Permission] = [
    .orderCancel, .orderDestroy, .orderApprovePrivate, .resourceTerminate, .resourceSetLimits,
    .resourceSetPlan,
  ]

  private static let all: [Role] = [
    Role(
      name: "CUSTOMER.OWNER", description: "Organization owner", scope: "customer",
      permissions: consumer + teams + [
        .orderList, .orderApprove, .orderReject, .resourceSetBackendID,
        .resourceSetBackendMetadata, .resourceSubmitReport, .resourceSetUsage,
        .resourceSetEndDate, .resourceSetState, .resourceUpdateOptions, .offeringCreateUser,
        .offeringUpdateUser, .offeringDeleteUser, .offeringUserUpdateRestriction, .offeringPause,
        .offeringUnpause, .offeringArchive, .offeringCreatePermission, .offeringUpdatePermission,
        .offeringDeletePermission,
      ]),
    Role(
      name: "CUSTOMER.MANAGER", description: "Organization manager", scope: "customer",
      isActive: false,
      permissions: [
        .resourceSetBackendID, .resourceSetBackendMetadata, .resourceSubmitReport,
        .resourceSetEndDate, .offeringUserUpdateRestriction,
      ]),
    Role(
      name: "CUSTOMER.SUPPORT", description: "Organization support", scope: "customer",
      isActive: false, permissions: []),
    Role(
      name: "PROJECT.ADMIN", description: "Project administrator", scope: "project",
      permissions: consumer),
    Role(
      name: "PROJECT.MANAGER", description: "Project manager", scope: "project",
      permissions: consumer + teams),
    Role(
      name: "PROJECT.MEMBER", description: "", scope: "project", permissions: []),
    Role(
      name: "OFFERING.MANAGER", description: "Offering manager", scope: "offering",
      permissions: [.resourceSetBackendID, .resourceSetBackendMetadata, .resourceSetUsage]),
    Role(
      name: "CALL.REVIEWER", description: "Call reviewer", scope: "call", permissions: []),
    Role(name: "CALL.MANAGER", description: "Call manager", scope: "call", permissions: []),
    Role(
      name: "PROPOSAL.MEMBER", description: "Proposal member", scope: "proposal",
      permissions: []),
    Role(
      name: "PROPOSAL.MANAGER", description: "Proposal manager", scope: "proposal",
      permissions: []),
  ]

  static func add(to state: WaldurState) throws {
    for role in all {
      try state.database.insert(
        """
        INSERT INTO waldur_role(uuid, name, description, scope_type, is_active, permissions)
        VALUES (?, ?, ?, ?, ?, ?)
        """, state.newUUID(), role.name, role.description, role.scope, role.isActive,
        Cell.list(role.permissions.map { .string($0.rawValue) }).text)
    }
  }
}
