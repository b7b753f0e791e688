import JSON
import WaldurWire

/// Who holds which role on a project, an organization or an offering: the same four calls for each.
struct Teams: Sendable {
  /// What the calls are about.
  private struct Subject {
    let scope: Scope
    let customer: WaldurCustomer
    let offering: WaldurOffering?
  }

  private let subject: @Sendable (WaldurCall) throws -> Subject
  private let permissions: (create: Permission, update: Permission, delete: Permission)

  static let projects = Teams(
    subject: { call in
      let project = try Projects.listing.one(call)
      return Subject(
        scope: .project(project.id), customer: try call.customer(of: project), offering: nil)
    },
    permissions: (
      .projectCreatePermission, .projectUpdatePermission, .projectDeletePermission
    ))

  static let customers = Teams(
    subject: { call in
      let customer = try Customers.listing.one(call)
      return Subject(
        scope: .customer(customer.id), customer: customer, offering: nil)
    },
    permissions: (
      .customerCreatePermission, .customerUpdatePermission, .customerDeletePermission
    ))

  static let offerings = Teams(
    subject: { call in
      let offering = try Offerings.provided.one(call)
      return Subject(
        scope: .offering(offering.id),
        customer: try call.record(WaldurCustomer.self, offering.customer), offering: offering)
    },
    permissions: (
      .offeringCreatePermission, .offeringUpdatePermission, .offeringDeletePermission
    ))

  // MARK: Calls

  var list: Route.Handler {
    { call in
      let subject = try subject(call)
      return try Self.roles.list(
        call,
        within: SQLCondition(
          """
          waldur_grant.scope_type = ? AND waldur_grant.scope = ?
          AND (waldur_grant.expires IS NULL OR waldur_grant.expires > ?)
          """, subject.scope.type.rawValue, subject.scope.id, call.now.microseconds))
    }
  }

  var add: Route.Handler {
    { call in
      let subject = try subject(call)
      let wanted = try Wanted(call)
      try require(permissions.create, subject, wanted, call)
      if let held = try call.state.grant(wanted, subject.scope), held.covers(wanted.expires) {
        throw WaldurFault.nonField("User has already the same role in this scope.")
      }
      if wanted.role.scopeType != subject.scope.type.rawValue {
        throw WaldurFault.nonField("Role is not valid for this scope.")
      }
      if !wanted.role.isActive { throw WaldurFault.nonField("Role is not active.") }
      try call.state.addGrant(wanted, subject.scope, by: call.user().user.id)
      if let offering = subject.offering { try addManager(wanted.user, of: offering, call) }
      if subject.scope.type == .project {
        try call.state.addOfferingUsers(project: subject.scope.id)
      }
      return wanted.answer(201)
    }
  }

  var update: Route.Handler {
    { call in
      let subject = try subject(call)
      let wanted = try Wanted(call)
      try require(permissions.update, subject, wanted, call)
      // A server of 2024 breaks where there is nothing to change.
      guard let grant = try call.state.grant(wanted, subject.scope) else {
        throw WaldurFault.serverError
      }
      try call.database.run(
        "UPDATE waldur_grant SET expires = ? WHERE id = ?", wanted.expires?.microseconds,
        grant.id)
      return wanted.answer(200)
    }
  }

  var delete: Route.Handler {
    { call in
      let subject = try subject(call)
      let wanted = try Wanted(call)
      try require(permissions.delete, subject, wanted, call)
      try call.database.run(
        "DELETE FROM waldur_grant WHERE user = ? AND role = ? AND scope_type = ? AND scope = ?",
        wanted.user.id, wanted.role.id, subject.scope.type.rawValue, subject.scope.id)
      return .empty(200)
    }
  }

  /// Whether the viewer may change the team. Real servers look only after they have read the body; and
  /// who holds the permission on the organization may change the own role too.
  private func require(
    _ permission: Permission, _ subject: Subject, _ wanted: Wanted, _ call: WaldurCall
  ) throws {
    if let offering = subject.offering, !offering.isShared {
      throw WaldurFault.nonField("Offering is not available.")
    }
    if subject.customer.isBlocked || subject.customer.isArchived {
      throw WaldurFault.nonField("Customer is not available.")
    }
    let viewer = try call.user()
    if viewer.may(permission, on: .customer(subject.customer.id)) { return }
    guard viewer.may(permission, on: subject.scope) else { throw WaldurFault.notPermitted }
    if viewer.user.id == wanted.user.id {
      throw WaldurFault.nonField("User can not manage own role.")
    }
  }

  /// Who manages an offering belongs to its organization too.
  private func addManager(
    _ user: WaldurUser, of offering: WaldurOffering, _ call: WaldurCall
  ) throws {
    guard
      let role = try call.state.first(
        WaldurRole.self, SQLCondition("name = ?", WaldurRole.Name.customerManager))
    else { return }
    try call.database.run(
      """
      INSERT OR IGNORE INTO waldur_grant(uuid, user, role, scope_type, scope, created, created_by)
      VALUES (?, ?, ?, 'customer', ?, ?, ?)
      """, call.state.newUUID(), user.id, role.id, offering.customer, call.now.microseconds,
      call.viewer?.user.id)
  }

  /// Who is to hold which role, and until when.
  fileprivate struct Wanted {
    let user: WaldurUser
    let role: WaldurRole
    let expires: Moment?

    init(_ call: WaldurCall) throws {
      var form = try BodyForm(call)
      let fields = UserRoleRequestFields.shared
      let roleName = form.text(fields.role, required: true)
      let userUUID = form.uuid(fields.user, required: true)
      let expires = form.moment(fields.expirationTime)
      if let expires, expires <= call.now {
        form.refuse(
          fields.expirationTime, "Expiration time should be greater than current time.")
      }
      let role = try roleName.flatMap { name in
        try call.state.first(
          WaldurRole.self,
          .any([
            SQLCondition("name = ?", name),
            SQLCondition("uuid = ?", WaldurUUID(name)?.description),
          ]))
      }
      let user = try userUUID.flatMap { try call.state.find(WaldurUser.self, uuid: $0) }
      if roleName != nil, role == nil { form.refuse(fields.role, "Role is not found.") }
      if userUUID != nil, user == nil { form.refuse(fields.user, "User is not found.") }
      try form.finish()
      guard let role, let user else { throw WaldurFault.serverError }
      self.role = role
      self.user = user
      self.expires = expires
    }

    func answer(_ status: Int) -> HTTPResponse {
      .json(
        status, .object([(ExpirationAnswerFields.shared.expirationTime.name, .time(expires))]))
    }
  }

  // MARK: Fields

  private static let roles = Listing<WaldurGrant>(
    visible: { _, _ in .everything },
    filters: [
      // Somebody nobody knows does not filter.
      .last("user") { value, call in
        guard let uuid = WaldurUUID(value),
          let user = try call.state.find(WaldurUser.self, uuid: uuid.description)
        else { return .unfiltered }
        return .rows(SQLCondition("waldur_grant.user = ?", user.id))
      },
      .last("role") { value, _ in
        .rows(
          SQLCondition(
            "waldur_role.name = ? OR waldur_role.uuid = ?", value,
            WaldurUUID(value)?.description ?? value))
      },
      .contains(
        "search_string", "waldur_user.first_name", "waldur_user.last_name",
        "waldur_user.email"),
      Filter.exact("username", "waldur_user.username").recent(),
      Filter.contains("full_name", "waldur_user.first_name || ' ' || waldur_user.last_name")
        .recent(),
    ],
    orderings: [
      ("created", "waldur_grant.created"), ("expiration_time", "waldur_grant.expires"),
      ("role", "waldur_role.name"), ("username", "waldur_user.username"),
      ("email", "waldur_user.email"), ("native_name", "waldur_user.native_name"),
      ("full_name", "waldur_user.first_name || ' ' || waldur_user.last_name"),
    ],
    recentOrderings: [
      "created", "expiration_time", "role", "username", "email", "native_name", "full_name",
    ],
    defaultOrder: "waldur_grant.created, waldur_grant.id", representation: representation,
    joins: """
      JOIN waldur_user ON waldur_user.id = waldur_grant.user
      JOIN waldur_role ON waldur_role.id = waldur_grant.role
      """)

  private static let representation = Representation<WaldurGrant>([
    Shown(\UserRoleFields.uuid) { grant, _ in .string(grant.uuid) },
    Shown(\UserRoleFields.created) { grant, _ in .time(grant.created) },
    Shown(\UserRoleFields.expirationTime) { grant, _ in .time(grant.expires) },
    Shown(\UserRoleFields.roleName) { .string(try $1.role(of: $0).name) },
    Shown(\UserRoleFields.roleUUID) { .string(try $1.role(of: $0).uuid) },
    Shown(\UserRoleFields.userEmail) { .string(try $1.user(of: $0).email) },
    Shown(\UserRoleFields.userFullName) { .string(try $1.user(of: $0).fullName) },
    Shown(\UserRoleFields.userUsername) { .string(try $1.user(of: $0).username) },
    Shown(\UserRoleFields.userUUID) { .string(try $1.user(of: $0).uuid) },
    Shown(\UserRoleFields.userImage) { _, _ in .null },
    Shown(\UserRoleFields.createdByFullName) {
      .present(try $1.optional(WaldurUser.self, $0.createdBy)?.fullName)
    },
    Shown(\UserRoleFields.createdByUUID) {
      .present(try $1.optional(WaldurUser.self, $0.createdBy)?.uuid)
    },
  ])
}

extension WaldurGrant {
  /// Whether the role lasts as long as somebody wants it to; nil is for ever.
  fileprivate func covers(_ wanted: Moment?) -> Bool {
    guard let expires else { return true }
    return wanted.map { $0 <= expires } ?? false
  }
}

extension WaldurState {
  /// Returns the role somebody holds already, in force or not.
  fileprivate func grant(_ wanted: Teams.Wanted, _ scope: Scope) throws -> WaldurGrant? {
    try first(
      WaldurGrant.self,
      SQLCondition(
        """
        user = ? AND role = ? AND scope_type = ? AND scope = ?
        AND (expires IS NULL OR expires > ?)
        """, wanted.user.id, wanted.role.id, scope.type.rawValue, scope.id, now.microseconds))
  }

  fileprivate func addGrant(_ wanted: Teams.Wanted, _ scope: Scope, by user: Int64) throws {
    // One that has run out makes room.
    try database.run(
      "DELETE FROM waldur_grant WHERE user = ? AND role = ? AND scope_type = ? AND scope = ?",
      wanted.user.id, wanted.role.id, scope.type.rawValue, scope.id)
    try database.insert(
      """
      INSERT INTO waldur_grant(uuid, user, role, scope_type, scope, created, created_by, expires)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, newUUID(), wanted.user.id, wanted.role.id, scope.type.rawValue, scope.id,
      now.microseconds, user, wanted.expires?.microseconds)
  }
}

/// `roles`: what people can be, and what that allows.
enum Roles {
  static let listing = Listing<WaldurRole>(
    visible: { viewer, _ in viewer == nil ? .nothing : .everything },
    filters: [
      .bool("is_active", "waldur_role.is_active"),
      Filter.exact("name", "waldur_role.name").recent(),
      Filter.contains("query", "waldur_role.name", "waldur_role.description").recent(),
      Filter.exact("content_type", "waldur_role.scope_type").recent(),
    ], orderings: [("name", "waldur_role.name")], defaultOrder: "waldur_role.name",
    representation: representation)

  private static let representation = Representation<WaldurRole>([
    Shown(\RoleFields.uuid) { role, _ in .string(role.uuid) },
    Shown(\RoleFields.name) { role, _ in .string(role.name) },
    Shown(\RoleFields.description) { role, _ in .string(role.description) },
    Shown(\RoleFields.permissions) { role, _ in .list(role.permissions.map { .string($0) }) },
    Shown(\RoleFields.isSystemRole) { role, _ in .bool(role.isSystem) },
    Shown(\RoleFields.isActive) { role, _ in .bool(role.isActive) },
    Shown(\RoleFields.usersCount) { role, call in
      call.staffOnly(
        .int(
          try call.state.number(
            "SELECT count(DISTINCT user) FROM waldur_grant WHERE role = ?", role.id)))
    },
    Shown(\RoleFields.contentType) { role, _ in .string(role.scopeType) },
  ])

  static let one: Route.Handler = { call in
    try representation.response(listing.one(call), for: call)
  }
}
