import WaldurWire

/// `users`: people, as far as one may know of them.
enum Users {
  static let listing = Listing<WaldurUser>(
    visible: { viewer, call in
      guard let viewer else { return .nothing }
      if viewer.seesAll { return .everything }
      return .rows(
        .every([
          SQLCondition("waldur_user.is_staff = 0 AND waldur_user.is_active = 1"),
          .any([
            SQLCondition("waldur_user.id = ?", viewer.user.id),
            try acquaintances(of: viewer, call),
          ]),
        ]))
    },
    filters: filters, orderings: orderings,
    defaultOrder: "waldur_user.username, waldur_user.id", representation: representation)

  /// The same without a look at who asks: for lists that are somebody's own.
  static let all = Listing<WaldurUser>(
    visible: { _, _ in .everything }, filters: filters, orderings: orderings,
    defaultOrder: "waldur_user.username, waldur_user.id", representation: representation)

  /// People of the viewer's own projects and organizations; and of those projects that have something
  /// of the viewer's shared offerings.
  private static func acquaintances(of viewer: Viewer, _ call: WaldurCall) throws -> SQLCondition {
    let managed = Set(
      viewer.grants.filter { grant in
        grant.scopeType == .customer
          && [WaldurRole.Name.customerOwner, WaldurRole.Name.customerManager]
            .contains(viewer.roles[grant.role]?.name ?? "")
      }.map(\.scope))
    return SQLCondition(
      """
      waldur_user.id IN (SELECT user FROM waldur_grant WHERE
        (expires IS NULL OR expires > ?) AND
        (scope_type = 'customer' AND scope IN (SELECT value FROM json_each(?))
        OR scope_type = 'project' AND (scope IN (SELECT value FROM json_each(?))
          OR scope IN (\(ProvidedProjects.ofCustomers)))))
      """, call.now.microseconds, JSONList.text(try call.connectedCustomers(viewer)),
      JSONList.text(try call.connectedProjects(viewer)), JSONList.text(managed))
  }

  static let filters: [Filter] = [
    .exact("username", "waldur_user.username"),
    .contains("email", "waldur_user.email"),
    .contains("organization", "waldur_user.organization"),
    .contains("job_title", "waldur_user.job_title"),
    .contains("native_name", "waldur_user.native_name"),
    .contains("full_name", fullName),
    .contains(
      "query", "waldur_user.first_name", "waldur_user.last_name",
      "coalesce(waldur_user.civil_number, '')", "waldur_user.username", "waldur_user.email"),
    .contains("user_keyword", fullName, "waldur_user.username", "waldur_user.email"),
    .contains("phone_number", "waldur_user.phone_number"),
    .exact("civil_number", "waldur_user.civil_number"),
    .contains("description", "waldur_user.description"),
    .exact("registration_method", "waldur_user.registration_method"),
    .bool("is_active", "waldur_user.is_active"), .bool("is_staff", "waldur_user.is_staff"),
    .bool("is_support", "waldur_user.is_support"),
    .last("customer_uuid") { text, call in
      guard let uuid = WaldurUUID(text)?.description else { return .rows(.none) }
      return .rows(
        .any([
          holders("customer", "waldur_customer", "uuid = ?", uuid, call),
          holders(
            "project", "waldur_project",
            "customer IN (SELECT id FROM waldur_customer WHERE uuid = ?)", uuid, call),
        ]))
    },
    .last("project_uuid") { text, call in
      guard let uuid = WaldurUUID(text)?.description else { return .rows(.none) }
      return .rows(holders("project", "waldur_project", "uuid = ?", uuid, call))
    },
    Filter("username_list") { values, _ in
      let names = values.flatMap { $0.split(separator: ",").map(String.init) }
      return names.isEmpty ? .unfiltered : .rows(.among("waldur_user.username", names))
    }.recent(),
    Filter.time("date_joined", "waldur_user.date_joined").recent(),
  ]

  private static func holders(
    _ scope: String, _ table: String, _ condition: String, _ uuid: String, _ call: WaldurCall
  ) -> SQLCondition {
    SQLCondition(
      """
      waldur_user.id IN (SELECT user FROM waldur_grant WHERE scope_type = '\(scope)'
        AND (expires IS NULL OR expires > ?)
        AND scope IN (SELECT id FROM \(table) WHERE \(condition)))
      """, call.now.microseconds, uuid)
  }

  private static let fullName = "waldur_user.first_name || ' ' || waldur_user.last_name"

  static let orderings: [(key: String, column: String)] = [
    ("full_name", fullName), ("concatenated_name", fullName),
    ("native_name", "waldur_user.native_name"), ("email", "waldur_user.email"),
    ("phone_number", "waldur_user.phone_number"), ("description", "waldur_user.description"),
    ("organization", "waldur_user.organization"), ("job_title", "waldur_user.job_title"),
    ("username", "waldur_user.username"), ("is_active", "waldur_user.is_active"),
    ("registration_method", "waldur_user.registration_method"),
    ("is_staff", "waldur_user.is_staff"), ("is_support", "waldur_user.is_support"),
  ]

  // MARK: Fields

  static let representation = Representation<WaldurUser>(identity + flags + details)

  private static let identity: [Shown<WaldurUser>] = [
    Shown(\UserFields.url) { $1.url("users", $0.uuid) },
    Shown(\UserFields.uuid) { user, _ in .string(user.uuid) },
    Shown(\UserFields.username) { user, _ in .string(user.username) },
    Shown(\UserFields.slug) { user, _ in .string(user.slug) },
    Shown(\UserFields.fullName) { user, _ in .string(user.fullName) },
    Shown(\UserFields.nativeName) { user, _ in .string(user.nativeName) },
    Shown(\UserFields.jobTitle) { user, _ in .string(user.jobTitle) },
    Shown(\UserFields.email) { user, _ in .string(user.email) },
    Shown(\UserFields.phoneNumber) { user, _ in .string(user.phoneNumber) },
    Shown(\UserFields.organization) { user, _ in .string(user.organization) },
    Shown(\UserFields.civilNumber) { user, _ in .optional(user.civilNumber) },
  ]

  /// What only staff see, and what only oneself sees.
  private static let flags: [Shown<WaldurUser>] = [
    Shown(\UserFields.description) { $1.staffOnly(.string($0.description)) },
    Shown(\UserFields.isStaff) { $1.staffOnly(.bool($0.isStaff)) },
    Shown(\UserFields.isActive) { $1.staffOnly(.bool($0.isActive)) },
    Shown(\UserFields.isSupport) { $1.staffOnly(.bool($0.isSupport)) },
    Shown(\UserFields.token) { user, call in
      call.showsSecrets(of: user) ? .optional(user.token) : .absent
    },
    Shown(\UserFields.tokenLifetime) { user, call in
      call.showsSecrets(of: user) ? .optional(user.tokenLifetime) : .absent
    },
    Shown(\UserFields.registrationMethod) { user, _ in .string(user.registrationMethod) },
    Shown(\UserFields.dateJoined) { user, _ in .time(user.dateJoined) },
    Shown(\UserFields.agreementDate) { _, _ in .null },
    Shown(\UserFields.preferredLanguage) { _, _ in .string("") },
  ]

  private static let details: [Shown<WaldurUser>] = [
    Shown(\UserFields.permissions) { user, call in
      let grants = try call.state.all(
        WaldurGrant.self,
        SQLCondition(
          "user = ? AND (expires IS NULL OR expires > ?)", user.id, call.now.microseconds))
      return .list(try grants.map { try permission.cell($0, for: call) })
    },
    Shown(\UserFields.requestedEmail) { _, _ in .null },
    Shown(\UserFields.affiliations) { _, _ in .list([]) },
    Shown(\UserFields.firstName) { user, _ in .string(user.firstName) },
    Shown(\UserFields.lastName) { user, _ in .string(user.lastName) },
    Shown(\UserFields.identityProviderName) { _, _ in .string("Local DB") },
    Shown(\UserFields.identityProviderLabel) { _, _ in .string("Local DB") },
    Shown(\UserFields.identityProviderManagementURL) { _, _ in .string("") },
    Shown(\UserFields.identityProviderFields) { _, _ in .list([]) },
    Shown(\UserFields.image) { _, _ in .null },
    Shown(\UserFields.identitySource) { _, _ in .string("") },
    Shown(\UserFields.hasActiveSession, .present) { user, _ in .bool(user.token != nil) },
  ]

  private static let permission = Representation<WaldurGrant>([
    Shown(\PermissionFields.userUUID) { .string(try $1.user(of: $0).uuid) },
    Shown(\PermissionFields.userName) { .string(try $1.user(of: $0).fullName) },
    Shown(\PermissionFields.userSlug) { .string(try $1.user(of: $0).slug) },
    Shown(\PermissionFields.created) { grant, _ in .time(grant.created) },
    Shown(\PermissionFields.expirationTime) { grant, _ in .time(grant.expires) },
    Shown(\PermissionFields.createdByFullName) {
      .present(try $1.optional(WaldurUser.self, $0.createdBy)?.fullName)
    },
    Shown(\PermissionFields.createdByUsername) {
      .present(try $1.optional(WaldurUser.self, $0.createdBy)?.username)
    },
    Shown(\PermissionFields.roleName) { .string(try $1.role(of: $0).name) },
    Shown(\PermissionFields.roleDescription) { .string(try $1.role(of: $0).description) },
    Shown(\PermissionFields.roleUUID) { .string(try $1.role(of: $0).uuid) },
    Shown(\PermissionFields.scopeType) { grant, _ in .string(grant.scopeType.rawValue) },
    Shown(\PermissionFields.scopeUUID) { .string(try $1.scope(of: $0).uuid) },
    Shown(\PermissionFields.scopeName) { .string(try $1.scope(of: $0).name) },
    Shown(\PermissionFields.customerUUID) { .present(try $1.scope(of: $0).customer?.uuid) },
    Shown(\PermissionFields.customerName) { .present(try $1.scope(of: $0).customer?.name) },
  ])

  // MARK: Single people

  static let me: Route.Handler = { call in
    try representation.response(call.user().user, for: call)
  }

  static let one: Route.Handler = { call in
    try representation.response(listing.one(call), for: call)
  }

  /// Of present-day servers: the token stands at an address of its own.
  static let token: Route.Handler = { call in
    let user = try listing.one(call)
    guard try call.user().user.id == user.id || call.user().isStaff else {
      throw WaldurFault.notPermitted
    }
    return answer(user, call)
  }

  static let refreshToken: Route.Handler = { call in
    let user = try listing.one(call)
    guard try call.user().user.id == user.id || call.user().isStaff else {
      throw WaldurFault.notPermitted
    }
    try call.database.run(
      "UPDATE waldur_user SET token = ?, token_used = ? WHERE id = ?",
      call.state.identifiers.hex(bytes: 20), call.now.microseconds, user.id)
    guard let renewed = try call.state.find(WaldurUser.self, id: user.id) else {
      throw WaldurFault.serverError
    }
    return answer(renewed, call)
  }

  private static func answer(_ user: WaldurUser, _ call: WaldurCall) -> HTTPResponse {
    .json(
      200,
      .object([
        ("token", .optional(user.token)), ("created", .time(user.tokenUsed)),
        ("user_first_name", .string(user.firstName)), ("user_last_name", .string(user.lastName)),
        ("user_username", .string(user.username)),
      ]))
  }
}

extension WaldurCall {
  func user(of grant: WaldurGrant) throws -> WaldurUser { try record(WaldurUser.self, grant.user) }
  func role(of grant: WaldurGrant) throws -> WaldurRole { try record(WaldurRole.self, grant.role) }

  /// Returns what a role is held on; an organization is nobody's part.
  func scope(of grant: WaldurGrant) throws -> (
    uuid: String, name: String, customer: WaldurCustomer?
  ) {
    switch grant.scopeType {
    case .customer:
      let customer = try record(WaldurCustomer.self, grant.scope)
      return (customer.uuid, customer.name, nil)
    case .project:
      let project = try record(WaldurProject.self, grant.scope)
      return (project.uuid, project.name, try record(WaldurCustomer.self, project.customer))
    case .offering:
      let offering = try record(WaldurOffering.self, grant.scope)
      return (offering.uuid, offering.name, try record(WaldurCustomer.self, offering.customer))
    }
  }

  /// Returns what only staff and support see.
  func staffOnly(_ cell: Cell) -> Cell { viewer?.seesAll == true ? cell : .absent }
}

/// The projects that have something of somebody's shared offerings that is not over.
enum ProvidedProjects {
  /// A query of project ids, of organizations given as a JSON list of ids.
  static let ofCustomers = """
    SELECT t.project FROM waldur_resource_tally AS t JOIN waldur_offering AS o ON o.id = t.offering
    WHERE o.shared = 1 AND t.n > 0 AND t.state <> 'Terminated'
      AND o.customer IN (SELECT value FROM json_each(?))
    """
}

extension WaldurCall {
  /// Whether the token of a user is shown: to nobody else, and only where nobody else stands beside.
  fileprivate func showsSecrets(of user: WaldurUser) -> Bool {
    viewer?.user.id == user.id && rowCount == 1
  }
}
