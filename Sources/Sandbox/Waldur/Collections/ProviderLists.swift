import JSON
import WaldurWire

/// The lists below a service provider: the people, projects and organizations that have something of
/// its shared offerings.
enum ProviderLists {
  /// A condition on the projects that a provider serves.
  private static func served(_ column: String, _ provider: WaldurServiceProvider) -> SQLCondition {
    SQLCondition(
      "\(column) IN (\(ProvidedProjects.ofCustomers))", "[\(provider.customer)]")
  }

  /// A condition on the people of these projects.
  private static func team(
    _ column: String, _ provider: WaldurServiceProvider, _ call: WaldurCall
  ) -> SQLCondition {
    var condition = served("scope", provider)
    condition.sql = """
      \(column) IN (SELECT user FROM waldur_grant WHERE scope_type = 'project'
        AND (expires IS NULL OR expires > ?) AND \(condition.sql))
      """
    condition.values.insert(call.now.microseconds, at: 0)
    return condition
  }

  // MARK: For the owners

  static let users: Route.Handler = { call in
    let provider = try ServiceProviders.owned(call)
    let (rows, headers) = try Users.all.page(
      call,
      within: .every([
        SQLCondition("waldur_user.is_active = 1"), team("waldur_user.id", provider, call),
      ]))
    return try Paging.response(
      rows, user(of: provider), for: call, selects: false, headers: headers)
  }

  static let keys: Route.Handler = { call in
    let provider = try ServiceProviders.owned(call)
    let keys = try call.state.all(
      WaldurKey.self, team("user", provider, call), order: "waldur_key.name, waldur_key.id")
    return try Paging.response(keys, Keys.representation, for: call, selects: false)
  }

  static let projects: Route.Handler = { call in
    let provider = try ServiceProviders.owned(call)
    let projects = try call.state.all(
      WaldurProject.self, served("waldur_project.id", provider),
      order: "waldur_project.name, waldur_project.id")
    return try Paging.response(projects, Projects.representation, for: call)
  }

  static let projectPermissions: Route.Handler = { call in
    let provider = try ServiceProviders.owned(call)
    let grants = try call.state.all(
      WaldurGrant.self,
      .every([
        SQLCondition(
          "scope_type = 'project' AND (expires IS NULL OR expires > ?)", call.now.microseconds),
        served("scope", provider),
      ]), order: "created, id")
    return try Paging.response(grants, permission, for: call, selects: false)
  }

  private static func user(of provider: WaldurServiceProvider) -> Representation<WaldurUser> {
    Representation([
      Shown(\ProviderUserFields.uuid) { user, _ in .string(user.uuid) },
      Shown(\ProviderUserFields.username) { user, _ in .string(user.username) },
      Shown(\ProviderUserFields.fullName) { user, _ in .string(user.fullName) },
      Shown(\ProviderUserFields.firstName) { user, _ in .string(user.firstName) },
      Shown(\ProviderUserFields.lastName) { user, _ in .string(user.lastName) },
      Shown(\ProviderUserFields.organization) { user, _ in .string(user.organization) },
      Shown(\ProviderUserFields.email) { user, _ in .string(user.email) },
      Shown(\ProviderUserFields.phoneNumber) { user, _ in .string(user.phoneNumber) },
      Shown(\ProviderUserFields.projectsCount) { user, call in
        var condition = served("scope", provider)
        condition.values.insert(user.id, at: 0)
        return .int(
          try call.database.first(
            """
            SELECT count(DISTINCT scope) FROM waldur_grant
            WHERE scope_type = 'project' AND user = ? AND \(condition.sql)
            """, values: condition.values, read: { $0.integer(0) }) ?? 0)
      },
      Shown(\ProviderUserFields.registrationMethod) { user, _ in
        .string(user.registrationMethod)
      },
      Shown(\ProviderUserFields.affiliations) { _, _ in .list([]) },
      Shown(\ProviderUserFields.isActive) { $1.staffOnly(.bool($0.isActive)) },
    ])
  }

  private static let permission = Representation<WaldurGrant>([
    Shown(\ProjectPermissionLogFields.role) { .optional(try $1.role(of: $0).oldName) },
    Shown(\ProjectPermissionLogFields.created) { grant, _ in .time(grant.created) },
    Shown(\ProjectPermissionLogFields.expirationTime) { grant, _ in .time(grant.expires) },
    Shown(\ProjectPermissionLogFields.createdBy) { grant, call in
      guard let user = try call.optional(WaldurUser.self, grant.createdBy) else { return .null }
      return call.url("users", user.uuid)
    },
    Shown(\ProjectPermissionLogFields.createdByFullName) {
      .present(try $1.optional(WaldurUser.self, $0.createdBy)?.fullName)
    },
    Shown(\ProjectPermissionLogFields.createdByUsername) {
      .present(try $1.optional(WaldurUser.self, $0.createdBy)?.username)
    },
    Shown(\ProjectPermissionLogFields.project) { $1.url("projects", try project($0, $1).uuid) },
    Shown(\ProjectPermissionLogFields.projectUUID) { .string(try project($0, $1).uuid) },
    Shown(\ProjectPermissionLogFields.projectName) { .string(try project($0, $1).name) },
    Shown(\ProjectPermissionLogFields.projectCreated) { .time(try project($0, $1).created) },
    Shown(\ProjectPermissionLogFields.projectEndDate) {
      .optional(try project($0, $1).endDate)
    },
    Shown(\ProjectPermissionLogFields.customerUUID) {
      .string(try $1.customer(of: project($0, $1)).uuid)
    },
    Shown(\ProjectPermissionLogFields.customerName) {
      .string(try $1.customer(of: project($0, $1)).name)
    },
    Shown(\ProjectPermissionLogFields.user) { $1.url("users", try $1.user(of: $0).uuid) },
    Shown(\ProjectPermissionLogFields.userFullName) { .string(try $1.user(of: $0).fullName) },
    Shown(\ProjectPermissionLogFields.userNativeName) {
      .string(try $1.user(of: $0).nativeName)
    },
    Shown(\ProjectPermissionLogFields.userUsername) { .string(try $1.user(of: $0).username) },
    Shown(\ProjectPermissionLogFields.userUUID) { .string(try $1.user(of: $0).uuid) },
    Shown(\ProjectPermissionLogFields.userEmail) { .string(try $1.user(of: $0).email) },
    Shown(\ProjectPermissionLogFields.roleName, .present) {
      .string(try $1.role(of: $0).name)
    },
  ])

  private static func project(_ grant: WaldurGrant, _ call: WaldurCall) throws -> WaldurProject {
    try call.record(WaldurProject.self, grant.scope)
  }

  // MARK: For everybody who is signed in

  static let customers: Route.Handler = { call in
    let provider = try ServiceProviders.listing.one(call)
    return try list(customersOf(provider, call), provider, call)
  }

  /// The organizations somebody belongs to through the projects a provider serves.
  static let userCustomers: Route.Handler = { call in
    let provider = try ServiceProviders.listing.one(call)
    guard let asked = call.query["user_uuid"], let uuid = WaldurUUID(asked),
      let user = try call.state.find(WaldurUser.self, uuid: uuid.description)
    else { return try list([], provider, call) }
    let grants = try call.related(WaldurGrant.self, "user", user.id)
    let own = try Set(
      grants.compactMap { grant -> Int64? in
        switch grant.scopeType {
        case .customer: grant.scope
        case .project: try call.record(WaldurProject.self, grant.scope).customer
        case .offering: nil
        }
      })
    return try list(customersOf(provider, call).filter { own.contains($0.id) }, provider, call)
  }

  private static func customersOf(
    _ provider: WaldurServiceProvider, _ call: WaldurCall
  ) throws -> [WaldurCustomer] {
    var condition = served("id", provider)
    condition.sql =
      "waldur_customer.id IN (SELECT customer FROM waldur_project WHERE \(condition.sql))"
    return try call.state.all(
      WaldurCustomer.self, condition, order: "waldur_customer.name, waldur_customer.id")
  }

  private static func list(
    _ customers: [WaldurCustomer], _ provider: WaldurServiceProvider, _ call: WaldurCall
  ) throws -> HTTPResponse {
    try Paging.response(customers, customer(of: provider), for: call, selects: false)
  }

  /// How many projects and people an organization shows of itself.
  private static let shownCount = 5

  private static func customer(of provider: WaldurServiceProvider) -> Representation<
    WaldurCustomer
  > {
    let projects: @Sendable (WaldurCustomer, WaldurCall) throws -> [WaldurProject] = {
      customer, call in
      try call.state.all(
        WaldurProject.self,
        .every([SQLCondition("customer = ?", customer.id), served("waldur_project.id", provider)]
        ), order: "waldur_project.name, waldur_project.id")
    }
    let people: @Sendable (WaldurCustomer, WaldurCall) throws -> [WaldurUser] = {
      customer, call in
      try call.state.team(of: try projects(customer, call).map(\.id))
    }
    return Representation([
      Shown(\ProviderCustomerFields.uuid) { customer, _ in .string(customer.uuid) },
      Shown(\ProviderCustomerFields.name) { customer, _ in .string(customer.name) },
      Shown(\ProviderCustomerFields.slug, .present) { customer, _ in .string(customer.slug) },
      Shown(\ProviderCustomerFields.abbreviation) { customer, _ in
        .string(customer.abbreviation)
      },
      Shown(\ProviderCustomerFields.phoneNumber) { customer, _ in
        .string(customer.phoneNumber)
      },
      Shown(\ProviderCustomerFields.email) { customer, _ in .string(customer.email) },
      Shown(\ProviderCustomerFields.paymentProfiles) { _, _ in .null },
      Shown(\ProviderCustomerFields.billingPriceEstimate) { customer, call in
        try call.state.bill(
          live(provider, SQLCondition("p.customer = ?", customer.id))
        ).providerCell
      },
      Shown(\ProviderCustomerFields.projectsCount) { .int(try projects($0, $1).count) },
      Shown(\ProviderCustomerFields.usersCount) { .int(try people($0, $1).count) },
      Shown(\ProviderCustomerFields.projects) { customer, call in
        .list(
          try projects(customer, call).prefix(shownCount).map {
            .object([
              ("uuid", .string($0.uuid)), ("name", .string($0.name)), ("image", .null),
            ])
          })
      },
      Shown(\ProviderCustomerFields.users) { customer, call in
        .list(
          try people(customer, call).prefix(shownCount).map {
            .object([
              ("uuid", .string($0.uuid)), ("full_name", .string($0.fullName)),
              ("email", .string($0.email)), ("image", .null),
            ])
          })
      },
    ])
  }

  /// Resources of a provider's shared offerings that are not over, in projects that meet a condition.
  private static func live(
    _ provider: WaldurServiceProvider, _ projects: SQLCondition
  ) -> SQLCondition {
    var condition = projects
    condition.sql = """
      r.state <> 'Terminated'
      AND r.project IN (SELECT p.id FROM waldur_project AS p WHERE \(projects.sql))
      AND r.offering IN (SELECT id FROM waldur_offering WHERE shared = 1 AND customer = ?)
      """
    condition.values.append(provider.customer)
    return condition
  }

  /// The projects of one organization; without one a server of 2024 breaks.
  static let customerProjects: Route.Handler = { call in
    let provider = try ServiceProviders.listing.one(call)
    guard let asked = call.query["project_customer_uuid"] else { throw WaldurFault.serverError }
    let uuid = WaldurUUID(asked)?.description ?? ""
    let projects = try call.state.all(
      WaldurProject.self,
      .every([
        SQLCondition("customer IN (SELECT id FROM waldur_customer WHERE uuid = ?)", uuid),
        served("waldur_project.id", provider),
      ]), order: "waldur_project.name, waldur_project.id")
    return try Paging.response(projects, project(of: provider), for: call, selects: false)
  }

  private static func project(of provider: WaldurServiceProvider) -> Representation<
    WaldurProject
  > {
    Representation([
      Shown(\ProviderCustomerProjectFields.uuid) { project, _ in .string(project.uuid) },
      Shown(\ProviderCustomerProjectFields.name) { project, _ in .string(project.name) },
      Shown(\ProviderCustomerProjectFields.description) { project, _ in
        .string(project.description)
      },
      Shown(\ProviderCustomerProjectFields.endDate) { project, _ in .optional(project.endDate) },
      Shown(\ProviderCustomerProjectFields.resourcesCount) { project, call in
        .int(
          try call.state.number(
            """
            SELECT coalesce(sum(n), 0) FROM waldur_resource_tally
            WHERE project = ? AND state <> 'Terminated'
              AND offering IN (SELECT id FROM waldur_offering WHERE shared = 1 AND customer = ?)
            """, project.id, provider.customer))
      },
      Shown(\ProviderCustomerProjectFields.usersCount) { project, call in
        .int(try call.state.team(of: [project.id]).count)
      },
      Shown(\ProviderCustomerProjectFields.billingPriceEstimate) { project, call in
        try call.state.bill(live(provider, SQLCondition("p.id = ?", project.id))).providerCell
      },
    ])
  }

  /// What a provider offers to everybody for money.
  static let offerings: Route.Handler = { call in
    let provider = try ServiceProviders.listing.one(call)
    let listing = Listing<WaldurOffering>(
      visible: { _, _ in .everything }, filters: Offerings.filters,
      orderings: [
        ("name", "waldur_offering.name"), ("created", "waldur_offering.created"),
        ("type", "waldur_offering.type"), ("state", "waldur_offering.state"),
        ("total_customers", "waldur_offering.id"), ("total_cost", "waldur_offering.id"),
        ("total_cost_estimated", "waldur_offering.id"),
      ], defaultOrder: "waldur_offering.name, waldur_offering.id", representation: offering)
    let (rows, headers) = try listing.page(
      call,
      within: SQLCondition(
        """
        waldur_offering.customer = ? AND waldur_offering.shared = 1
        AND waldur_offering.billable = 1
        """, provider.customer))
    return try Paging.response(rows, offering, for: call, selects: false, headers: headers)
  }

  private static let offering = Representation<WaldurOffering>([
    Shown(\ProviderOfferingFields.uuid) { offering, _ in .string(offering.uuid) },
    Shown(\ProviderOfferingFields.name) { offering, _ in .string(offering.name) },
    Shown(\ProviderOfferingFields.slug) { offering, _ in .string(offering.slug) },
    Shown(\ProviderOfferingFields.categoryTitle) {
      .string(try $1.record(WaldurCategory.self, $0.category).title)
    },
    Shown(\ProviderOfferingFields.type) { offering, _ in .string(offering.type.rawValue) },
    Shown(\ProviderOfferingFields.state) { offering, _ in .string(offering.state) },
    Shown(\ProviderOfferingFields.resourcesCount) { offering, call in
      .int(
        try call.state.number(
          """
          SELECT coalesce(sum(n), 0) FROM waldur_resource_tally
          WHERE offering = ? AND state <> 'Terminated'
          """, offering.id))
    },
    Shown(\ProviderOfferingFields.billingPriceEstimate) { offering, call in
      try call.state.bill(
        SQLCondition("r.offering = ? AND r.state <> 'Terminated'", offering.id)
      ).providerCell
    },
    Shown(\ProviderOfferingFields.components) { offering, call in
      .list(
        try call.components(of: offering.id).map {
          try Components.representation.cell($0, for: call)
        })
    },
    Shown(\ProviderOfferingFields.plans) { offering, call in
      .list(try call.plans(of: offering.id).map { try Plans.ofProvider.cell($0, for: call) })
    },
    Shown(\ProviderOfferingFields.options) { offering, _ in .json(offering.options) },
    Shown(\ProviderOfferingFields.resourceOptions) { offering, _ in
      .json(offering.resourceOptions)
    },
    Shown(\ProviderOfferingFields.secretOptions) { offering, call in
      call.viewer?.provides(offering) == true ? .json(offering.secretOptions) : .absent
    },
  ])
}

extension WaldurState {
  /// Returns the people who hold a role on one of some projects, each once, by their names.
  func team(of projects: [Int64]) throws -> [WaldurUser] {
    try all(
      WaldurUser.self,
      SQLCondition(
        """
        waldur_user.is_active = 1 AND waldur_user.id IN (SELECT user FROM waldur_grant
          WHERE scope_type = 'project' AND scope IN (SELECT value FROM json_each(?))
            AND (expires IS NULL OR expires > ?))
        """, JSONList.text(projects), now.microseconds), order: "waldur_user.username")
  }
}
