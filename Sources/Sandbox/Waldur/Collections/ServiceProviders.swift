import JSON
import WaldurWire

/// `marketplace-service-providers`: who offers something; open to everybody.
enum ServiceProviders {
  static let listing = Listing<WaldurServiceProvider>(
    visible: { _, _ in .everything },
    filters: [
      .uuid("customer_uuid", "waldur_customer.uuid = ?"),
      .url("customer", "customers", "waldur_customer.uuid = ?"),
      .contains(
        "customer_keyword", "waldur_customer.name", "waldur_customer.abbreviation",
        "waldur_customer.native_name"),
    ],
    orderings: [("customer_name", "waldur_customer.name")],
    defaultOrder: "waldur_customer.name, waldur_service_provider.id",
    representation: representation,
    joins: "JOIN waldur_customer ON waldur_customer.id = waldur_service_provider.customer")

  private static let representation = Representation<WaldurServiceProvider>([
    Shown(\ServiceProviderFields.url) { $1.url("marketplace-service-providers", $0.uuid) },
    Shown(\ServiceProviderFields.uuid) { provider, _ in .string(provider.uuid) },
    Shown(\ServiceProviderFields.created) { provider, _ in .time(provider.created) },
    Shown(\ServiceProviderFields.description) { provider, _ in .string(provider.description) },
    Shown(\ServiceProviderFields.enableNotifications) { provider, call in
      call.viewer == nil ? .absent : .bool(provider.enableNotifications)
    },
    Shown(\ServiceProviderFields.customer) {
      $1.url("customers", try $1.customer(of: $0).uuid)
    },
    Shown(\ServiceProviderFields.customerName) { .string(try $1.customer(of: $0).name) },
    Shown(\ServiceProviderFields.customerUUID) { .string(try $1.customer(of: $0).uuid) },
    Shown(\ServiceProviderFields.customerImage) { _, _ in .null },
    Shown(\ServiceProviderFields.customerAbbreviation) {
      .string(try $1.customer(of: $0).abbreviation)
    },
    Shown(\ServiceProviderFields.customerNativeName) {
      .string(try $1.customer(of: $0).nativeName)
    },
    Shown(\ServiceProviderFields.customerCountry) { .string(try $1.customer(of: $0).country) },
    Shown(\ServiceProviderFields.customerSlug, .present) {
      .string(try $1.customer(of: $0).slug)
    },
    Shown(\ServiceProviderFields.image) { _, _ in .null },
    Shown(\ServiceProviderFields.organizationGroup) { _, _ in .null },
    Shown(\ServiceProviderFields.organizationGroups, .present) { _, _ in .list([]) },
    Shown(\ServiceProviderFields.offeringCount) { provider, call in
      .int(
        try call.state.number(
          """
          SELECT count(*) FROM waldur_offering
          WHERE customer = ? AND shared = 1 AND state IN ('Active', 'Paused')
          """, provider.customer))
    },
  ])

  /// Servers of 2024 show all fields of a provider, whichever are asked for.
  private static func selects(_ call: WaldurCall) -> Bool { call.generation == .present }

  static let list: Route.Handler = { call in
    let (rows, headers) = try listing.page(call)
    return try Paging.response(
      rows, representation, for: call, selects: selects(call), headers: headers)
  }

  static let one: Route.Handler = { call in
    try representation.response(listing.one(call), for: call, named: selects(call))
  }

  /// Returns the provider of the path; throws unless the viewer owns its organization.
  static func owned(_ call: WaldurCall) throws -> WaldurServiceProvider {
    let provider = try listing.one(call)
    guard try call.user().owns(customer: provider.customer) else {
      throw WaldurFault.notPermitted
    }
    return provider
  }

  // MARK: Work

  static let setOfferingsUsername: Route.Handler = { call in
    let provider = try owned(call)
    var form = try BodyForm(call)
    let fields = SetOfferingsUsernameFields.shared
    let uuid = form.uuid(fields.userUUID, required: true)
    let username = form.text(fields.username, required: true)
    try form.finish()
    guard let uuid, let username else { throw WaldurFault.serverError }
    guard let user = try call.state.find(WaldurUser.self, uuid: uuid), user.isActive else {
      throw WaldurFault.invalid(
        "A user with the uuid [\(call.hyphenated(uuid))] is not found.")
    }
    try call.state.setUsername(username, of: user, provider: provider.customer)
    return .json(201, ErrorDetail.detail("Offering users have been set.").body)
  }

  static let stat: Route.Handler = { call in
    let provider = try listing.one(call)
    let fields = ServiceProviderStatisticsFields.shared
    let state = call.state
    let own = "offering IN (SELECT id FROM waldur_offering WHERE customer = ?)"
    let counters: [(String, Int)] = [
      (fields.activeCampaigns.name, 0),
      (
        fields.currentCustomers.name,
        try state.number(
          """
          SELECT count(DISTINCT p.customer) FROM waldur_resource_tally AS t
          JOIN waldur_project AS p ON p.id = t.project
          WHERE t.\(own) AND t.n > 0 AND t.state <> 'Terminated'
          """, provider.customer)
      ),
      (fields.customersNumberChange.name, 0),
      (
        fields.activeResources.name,
        try state.number(
          """
          SELECT coalesce(sum(n), 0) FROM waldur_resource_tally
          WHERE \(own) AND state <> 'Terminated'
          """, provider.customer)
      ),
      (fields.resourcesNumberChange.name, 0),
      (
        fields.activeAndPausedOfferings.name,
        try state.number(
          "SELECT count(*) FROM waldur_offering WHERE customer = ? AND state IN ('Active', 'Paused')",
          provider.customer)
      ),
      (fields.unresolvedTickets.name, 0),
      (
        fields.pendingOrders.name,
        try state.number(
          """
          SELECT coalesce(sum(n), 0) FROM waldur_order_tally
          WHERE \(own) AND state = 'pending-provider'
          """, provider.customer)
      ),
      (
        fields.erredResources.name,
        try state.number(
          "SELECT coalesce(sum(n), 0) FROM waldur_resource_tally WHERE \(own) AND state = 'Erred'",
          provider.customer)
      ),
    ]
    return .json(200, .object(counters.map { ($0.0, .int($0.1)) }))
  }
}

extension WaldurCall {
  func customer(of provider: WaldurServiceProvider) throws -> WaldurCustomer {
    try record(WaldurCustomer.self, provider.customer)
  }

  /// Returns a UUID with hyphens, as Python prints it.
  func hyphenated(_ uuid: String) -> String {
    var text = ""
    for (place, character) in uuid.enumerated() {
      if [8, 12, 16, 20].contains(place) { text.append("-") }
      text.append(character)
    }
    return text
  }
}

extension WaldurState {
  /// Names somebody's account with every offering of a provider of which a project of theirs has
  /// something; makes those that are missing.
  fileprivate func setUsername(_ username: String, of user: WaldurUser, provider: Int64) throws {
    let offerings: [Int64] = try database.rows(
      """
      SELECT DISTINCT t.offering FROM waldur_resource_tally AS t
      JOIN waldur_offering AS o ON o.id = t.offering
      JOIN waldur_grant AS g ON g.scope_type = 'project' AND g.scope = t.project
      WHERE o.customer = ? AND g.user = ? AND t.n > 0 AND t.state <> 'Terminated'
        AND (g.expires IS NULL OR g.expires > ?) ORDER BY t.offering
      """, provider, user.id, now.microseconds, read: { $0.id(0) })
    for offering in offerings {
      try database.run(
        """
        INSERT INTO waldur_offering_user(uuid, offering, user, username, state, created, modified)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (offering, user) DO UPDATE SET username = excluded.username,
          state = excluded.state, modified = excluded.modified
        """, newUUID(), offering, user.id, username, OfferingUserState.ok.rawValue,
        now.microseconds, now.microseconds)
    }
  }
}
