import WaldurWire

/// `customers`: organizations one has to do with.
enum Customers {
  static let listing = Listing<WaldurCustomer>(
    visible: { viewer, call in
      guard let viewer else { return .nothing }
      if viewer.seesAll { return .everything }
      return .rows(.among("waldur_customer.id", try call.connectedCustomers(viewer)))
    },
    filters: filters,
    orderings: [
      ("abbreviation", "waldur_customer.abbreviation"),
      ("accounting_start_date", "waldur_customer.created"),
      ("agreement_number", "waldur_customer.agreement_number"),
      ("contact_details", "waldur_customer.contact_details"),
      ("created", "waldur_customer.created"), ("name", "waldur_customer.name"),
      ("native_name", "waldur_customer.native_name"),
      ("registration_code", "waldur_customer.registration_code"),
    ], ignoresUnknownOrderings: true,
    defaultOrder: "waldur_customer.name, waldur_customer.id", representation: representation)

  private static let filters: [Filter] = [
    .contains("name", "waldur_customer.name"), .exact("name_exact", "waldur_customer.name"),
    Filter.exact("slug", "waldur_customer.slug").recent(),
    .contains(
      "query", "waldur_customer.name", "waldur_customer.native_name",
      "waldur_customer.abbreviation", "waldur_customer.uuid",
      "waldur_customer.registration_code", "waldur_customer.agreement_number"),
    .contains("native_name", "waldur_customer.native_name"),
    .contains("abbreviation", "waldur_customer.abbreviation"),
    .contains("contact_details", "waldur_customer.contact_details"),
    .exact("registration_code", "waldur_customer.registration_code"),
    .exact("agreement_number", "waldur_customer.agreement_number"),
    .exact("backend_id", "waldur_customer.backend_id"),
    .bool("archived", "waldur_customer.archived"),
    .uuid("organization_group_uuid") { _, _ in .rows(.none) },
    .last("organization_group_name") { _, _ in .rows(.none) },
    // What somebody else sees of the list.
    .last("user_uuid") { text, call in
      guard let viewer = try call.viewer(named: text) else { return .rows(.none) }
      if viewer.seesAll { return .unfiltered }
      return .rows(.among("waldur_customer.id", try call.connectedCustomers(viewer)))
    },
    .last("owned_by_current_user") { value, call in
      guard Filter.boolean(value) == true, let viewer = call.viewer else { return .unfiltered }
      let owned = viewer.grants.filter {
        $0.scopeType == .customer
          && viewer.roles[$0.role]?.name == WaldurRole.Name.customerOwner
      }
      return .rows(.among("waldur_customer.id", Set(owned.map(\.scope))))
    },
    Filter.last("current_user_has_role") { value, call in
      guard let value = Filter.boolean(value), let viewer = call.viewer else {
        return .unfiltered
      }
      var own = SQLCondition.among("waldur_customer.id", viewer.scopes(.customer))
      if !value { own.sql = "NOT (\(own.sql))" }
      return .rows(own)
    }.recent(),
    .last("is_service_provider") { value, _ in
      Filter.boolean(value) == true
        ? .rows(
          SQLCondition("waldur_customer.id IN (SELECT customer FROM waldur_service_provider)"))
        : .unfiltered
    },
    // Takes the organization of the provider, whatever it is called.
    .uuid(
      "service_provider_uuid",
      """
      waldur_customer.id IN (SELECT p.customer FROM waldur_project AS p
        JOIN waldur_resource_tally AS t ON t.project = p.id
        JOIN waldur_offering AS o ON o.id = t.offering
        JOIN waldur_customer AS c ON c.id = o.customer WHERE c.uuid = ? AND t.n > 0)
      """),
    .last("has_resources") { value, _ in
      guard let value = Filter.boolean(value) else { return .unfiltered }
      return .rows(
        SQLCondition(
          """
          (waldur_customer.id IN (SELECT p.customer FROM waldur_project AS p
            JOIN waldur_resource_tally AS t ON t.project = p.id WHERE t.n > 0)) = ?
          """, value))
    },
    .last("accounting_is_running") { value, _ in
      Filter.boolean(value) == false ? .rows(.none) : .unfiltered
    },
  ]

  static let representation = Representation<WaldurCustomer>(identity + contact + role)

  private static let identity: [Shown<WaldurCustomer>] = [
    Shown(\CustomerFields.url) { $1.url("customers", $0.uuid) },
    Shown(\CustomerFields.uuid) { customer, _ in .string(customer.uuid) },
    Shown(\CustomerFields.created) { customer, _ in .time(customer.created) },
    Shown(\CustomerFields.displayName) { customer, _ in .string(customer.displayName) },
    Shown(\CustomerFields.backendID) { customer, _ in .string(customer.backendID) },
    Shown(\CustomerFields.image) { _, _ in .null },
    Shown(\CustomerFields.blocked) { customer, _ in .bool(customer.isBlocked) },
    Shown(\CustomerFields.archived) { customer, _ in .bool(customer.isArchived) },
    Shown(\CustomerFields.accountingStartDate) { customer, _ in .time(customer.created) },
    Shown(\CustomerFields.projectsCount) { customer, call in
      .int(
        try call.state.number(
          "SELECT count(*) FROM waldur_project WHERE customer = ?", customer.id))
    },
    Shown(\CustomerFields.usersCount) { customer, call in
      .int(try call.state.peopleCount(of: customer))
    },
    Shown(\CustomerFields.countryName) { customer, _ in .string(customer.countryName) },
    Shown(\CustomerFields.name) { customer, _ in .string(customer.name) },
    Shown(\CustomerFields.slug) { customer, _ in .string(customer.slug) },
    Shown(\CustomerFields.nativeName) { customer, _ in .string(customer.nativeName) },
    Shown(\CustomerFields.abbreviation) { customer, _ in .string(customer.abbreviation) },
  ]

  private static let contact: [Shown<WaldurCustomer>] = [
    Shown(\CustomerFields.contactDetails) { customer, _ in .string(customer.contactDetails) },
    Shown(\CustomerFields.agreementNumber) { customer, _ in .string(customer.agreementNumber) },
    Shown(\CustomerFields.email) { customer, _ in .string(customer.email) },
    Shown(\CustomerFields.phoneNumber) { customer, _ in .string(customer.phoneNumber) },
    Shown(\CustomerFields.registrationCode) { customer, _ in
      .string(customer.registrationCode)
    },
    Shown(\CustomerFields.country) { customer, _ in .string(customer.country) },
  ]

  private static let role: [Shown<WaldurCustomer>] = [
    Shown(\CustomerFields.isServiceProvider) { customer, call in
      .bool(try call.serviceProvider(of: customer) != nil)
    },
    Shown(\CustomerFields.serviceProvider) { customer, call in
      guard let provider = try call.serviceProvider(of: customer) else { return .null }
      return call.url("marketplace-service-providers", provider.uuid)
    },
    Shown(\CustomerFields.serviceProviderUUID) {
      .optional(try $1.serviceProvider(of: $0)?.uuid)
    },
    Shown(\CustomerFields.billingPriceEstimate) { customer, call in
      try call.state.bill(
        SQLCondition(
          "r.project IN (SELECT id FROM waldur_project WHERE customer = ?)", customer.id)
      ).projectCell
    },
  ]

  static let one: Route.Handler = { call in
    try representation.response(listing.one(call), for: call)
  }

  /// The people of an organization and of its projects; for its owners.
  static let users: Route.Handler = { call in
    let customer = try listing.one(call)
    let viewer = try call.user()
    guard viewer.owns(customer: customer.id) || viewer.user.isSupport else {
      throw WaldurFault.notPermitted
    }
    let (people, headers) = try Users.all.page(
      call,
      within: SQLCondition(
        """
        waldur_user.id IN (SELECT user FROM waldur_grant WHERE (expires IS NULL OR expires > ?)
          AND (scope_type = 'customer' AND scope = ? OR scope_type = 'project'
            AND scope IN (SELECT id FROM waldur_project WHERE customer = ?)))
        """, call.now.microseconds, customer.id, customer.id))
    return try Paging.response(people, member(of: customer), for: call, headers: headers)
  }

  private static func member(of customer: WaldurCustomer) -> Representation<WaldurUser> {
    let grant: @Sendable (WaldurUser, WaldurCall) throws -> WaldurGrant? = { user, call in
      try call.related(WaldurGrant.self, "user", user.id).first {
        $0.scopeType == .customer && $0.scope == customer.id
      }
    }
    return Representation([
      Shown(\CustomerUserFields.url) { $1.url("users", $0.uuid) },
      Shown(\CustomerUserFields.uuid) { user, _ in .string(user.uuid) },
      Shown(\CustomerUserFields.username) { user, _ in .string(user.username) },
      Shown(\CustomerUserFields.fullName) { user, _ in .string(user.fullName) },
      Shown(\CustomerUserFields.email) { user, _ in .string(user.email) },
      Shown(\CustomerUserFields.role) { user, call in
        .optional(try grant(user, call).flatMap { try call.role(of: $0).oldName })
      },
      Shown(\CustomerUserFields.roleName) { user, call in
        .optional(try grant(user, call).map { try call.role(of: $0).name })
      },
      Shown(\CustomerUserFields.projects) { user, call in
        let grants = try call.related(WaldurGrant.self, "user", user.id).filter {
          $0.scopeType == .project
        }
        return .list(
          try grants.compactMap { grant -> Cell? in
            let project = try call.record(WaldurProject.self, grant.scope)
            guard project.customer == customer.id else { return nil }
            return .object([
              ("url", call.url("projects", project.uuid)), ("uuid", .string(project.uuid)),
              ("name", .string(project.name)),
              ("role", .optional(try call.role(of: grant).oldName)),
              ("role_name", .string(try call.role(of: grant).name)),
              ("expiration_time", .time(grant.expires)),
            ])
          })
      },
      Shown(\CustomerUserFields.expirationTime) { .time(try grant($0, $1)?.expires) },
      Shown(\CustomerUserFields.image) { _, _ in .null },
    ])
  }
}

extension WaldurCall {
  /// Returns somebody by the UUID that a parameter has.
  func viewer(named text: String) throws -> Viewer? {
    guard let uuid = WaldurUUID(text)?.description,
      let user = try state.find(WaldurUser.self, uuid: uuid)
    else { return nil }
    return try Authentication(state: state).viewer(user)
  }
}

extension WaldurCustomer {
  var displayName: String { abbreviation.isEmpty ? name : "\(name) (\(abbreviation))" }

  /// The country in words, of those around the Baltic Sea and their neighbours.
  var countryName: String {
    let names = [
      "DE": "Germany", "DK": "Denmark", "EE": "Estonia", "FI": "Finland", "IS": "Iceland",
      "LT": "Lithuania", "LV": "Latvia", "NO": "Norway", "PL": "Poland", "SE": "Sweden",
    ]
    return names[country] ?? ""
  }
}

extension WaldurCall {
  func serviceProvider(of customer: WaldurCustomer) throws -> WaldurServiceProvider? {
    try related(WaldurServiceProvider.self, "customer", customer.id).first
  }
}

extension WaldurState {
  /// Returns how many people an organization and its projects have.
  func peopleCount(of customer: WaldurCustomer) throws -> Int {
    try number(
      """
      SELECT count(DISTINCT user) FROM waldur_grant WHERE (expires IS NULL OR expires > ?)
        AND (scope_type = 'customer' AND scope = ? OR scope_type = 'project'
          AND scope IN (SELECT id FROM waldur_project WHERE customer = ?))
      """, now.microseconds, customer.id, customer.id)
  }
}
