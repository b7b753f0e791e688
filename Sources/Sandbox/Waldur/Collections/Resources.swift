import JSON
import WaldurWire

/// `marketplace-resources` and `marketplace-provider-resources`: the same rows, seen by those who use
/// them and by those who provide them.
enum Resources {
  static let consumer = listing { viewer, call in
    guard let viewer else { return .nothing }
    if viewer.seesAll { return .everything }
    return .tallied(.among("project", try call.connectedProjects(viewer)))
  }

  static let provider = listing { viewer, call in
    guard let viewer else { return .nothing }
    if viewer.seesAll { return .everything }
    return .tallied(.among("offering", try call.providedOfferings(viewer)))
  }

  private static func listing(
    _ visible: @escaping @Sendable (Viewer?, WaldurCall) throws -> Sight
  ) -> Listing<WaldurResource> {
    Listing(
      visible: visible, filters: filters,
      orderings: [
        ("name", "waldur_resource.name"), ("created", "waldur_resource.created"),
        ("state", "waldur_resource.state"), ("backend_id", "waldur_resource.backend_id"),
        ("end_date", "waldur_resource.end_date"),
        ("offering_name", name("waldur_offering", "offering")),
        ("project_name", name("waldur_project", "project")),
        ("plan_name", name("waldur_plan", "plan")),
        (
          "customer_name",
          """
          (SELECT c.name FROM waldur_project AS p JOIN waldur_customer AS c ON c.id = p.customer
            WHERE p.id = waldur_resource.project)
          """
        ),
      ],
      recentOrderings: [
        "state", "backend_id", "end_date", "offering_name", "project_name", "plan_name",
        "customer_name",
      ],
      defaultOrder: "waldur_resource.created, waldur_resource.id",
      representation: representation,
      tally: Tally(
        table: "waldur_resource_tally",
        walks: ["waldur_resource.created": "waldur_resource_walk"]))
  }

  /// The name of what a column leads to, as something to order by.
  private static func name(_ table: String, _ column: String) -> String {
    "(SELECT name FROM \(table) WHERE \(table).id = waldur_resource.\(column))"
  }

  private static let filters: [Filter] =
    OfferedFilters.project + OfferedFilters.offering + [
      .choice("state", ResourceState.known.map(\.rawValue)) { .states($0) },
      .last("name") { value, call in
        .rows(try NameSearch.resources.condition(value, call))
      },
      .exact("name_exact", "waldur_resource.name"),
      Filter.exact("slug", "waldur_resource.slug").recent(),
      .exact("backend_id", "waldur_resource.backend_id"),
      .last("query", Self.query),
      .last("project_name") { value, _ in
        .projects(
          OfferedFilters.within("waldur_project", SQLCondition("name = ?", value), "project"))
      },
      .url("customer", "customers") { uuid in
        .projects(
          OfferedFilters.within(
            "waldur_project",
            SQLCondition("customer IN (SELECT id FROM waldur_customer WHERE uuid = ?)", uuid),
            "project"))
      },
      Filter.uuid("plan_uuid", "plan IN (SELECT id FROM waldur_plan WHERE uuid = ?)").recent(),
      .bool("downscaled", "waldur_resource.downscaled"),
      .bool("paused", "waldur_resource.paused"),
      .bool("restrict_member_access", "waldur_resource.restrict_member_access"),
      // What the provider wrote about the state of what is behind the resource.
      .exact(
        "runtime_state", "json_extract(waldur_resource.backend_metadata, '$.runtime_state')"),
      .last("lexis_links_supported") { value, _ in
        guard let value = Filter.boolean(value) else { return .unfiltered }
        return .offerings(
          OfferedFilters.within(
            "waldur_offering",
            SQLCondition("(json_type(plugin_options, '$.heappe_url') IS NOT NULL) = ?", value),
            "offering"))
      },
      Filter.last("has_terminate_date") { value, _ in
        guard let value = Filter.boolean(value) else { return .unfiltered }
        return .rows(SQLCondition("(waldur_resource.end_date IS NOT NULL) = ?", value))
      }.recent(),
      .last("visible_to_username") { value, _ in .rows(Self.visible(to: value)) },
      Filter.last("order_state") { value, _ in
        .rows(
          SQLCondition(
            "waldur_resource.id IN (SELECT resource FROM waldur_order WHERE state = ?)", value))
      }.recent(),
      Filter.last("limit_based") { Self.based($0, "limit", $1) }.recent(),
      Filter.last("usage_based") { Self.based($0, "usage", $1) }.recent(),
      .time("created", "waldur_resource.created"),
      .time("modified", "waldur_resource.modified"),
      Filter.time("created_before", "waldur_resource.created", "<=").recent(),
      Filter.time("modified_before", "waldur_resource.modified", "<=").recent(),
    ]

  private static func query(_ value: String, _ call: WaldurCall) throws -> Filter.Outcome {
    var ways: [SQLCondition] = [
      try NameSearch.resources.condition(value, call),
      SQLCondition("waldur_resource.backend_id = ? COLLATE NOCASE", value),
      SQLCondition("waldur_resource.effective_id = ? COLLATE NOCASE", value),
    ]
    ways += addresses.map { name in
      .contains("json_extract(waldur_resource.backend_metadata, '$.\(name)')", value)
    }
    if let uuid = WaldurUUID(value) {
      ways.append(SQLCondition("waldur_resource.uuid = ?", uuid.description))
    }
    return .rows(.any(ways))
  }

  /// Where the provider's notes have addresses.
  private static let addresses = [
    "external_ips", "internal_ips", "hypervisor_hostname", "router_fixed_ips", "external_address",
  ]

  private static func visible(to username: String) -> SQLCondition {
    SQLCondition(
      """
      project IN (SELECT p.id FROM waldur_project AS p JOIN waldur_grant AS g
        ON (g.scope_type = 'project' AND g.scope = p.id)
          OR (g.scope_type = 'customer' AND g.scope = p.customer)
        JOIN waldur_user AS u ON u.id = g.user WHERE u.username = ?)
      """, username)
  }

  private static func based(_ value: String, _ type: String, _ call: WaldurCall)
    -> Filter.Outcome
  {
    guard let value = Filter.boolean(value) else { return .unfiltered }
    return .offerings(
      SQLCondition(
        """
        (offering IN (SELECT offering FROM waldur_component WHERE billing_type = ?)) = ?
        """, type, value))
  }

  // MARK: Fields

  static let representation = Representation<WaldurResource>(
    Shown.offered + identity + surroundings + state + details)

  private static let identity: [Shown<WaldurResource>] = [
    // Also the provider's view names the consumer's address.
    Shown(\ResourceFields.url) { $1.url("marketplace-resources", $0.uuid) },
    Shown(\ResourceFields.scope) { _, _ in .null },
    Shown(\ResourceFields.description) { resource, _ in .string(resource.description) },
    Shown(\ResourceFields.state) { resource, _ in .string(resource.state.rawValue) },
    Shown(\ResourceFields.resourceUUID) { _, _ in .null },
    Shown(\ResourceFields.backendID) { resource, _ in .string(resource.backendID) },
    Shown(\ResourceFields.effectiveID) { resource, _ in .string(resource.effectiveID) },
    Shown(\ResourceFields.resourceType) { _, _ in .null },
  ]

  private static let surroundings: [Shown<WaldurResource>] = [
    Shown(\ResourceFields.project) { $1.url("projects", try $1.project(of: $0).uuid) },
    Shown(\ResourceFields.projectUUID) { .string(try $1.project(of: $0).uuid) },
    Shown(\ResourceFields.projectName) { .string(try $1.project(of: $0).name) },
    Shown(\ResourceFields.projectSlug, .present) { .string(try $1.project(of: $0).slug) },
    Shown(\ResourceFields.projectDescription) { .string(try $1.project(of: $0).description) },
    Shown(\ResourceFields.projectEndDate) { .optional(try $1.project(of: $0).endDate) },
    Shown(\ResourceFields.projectEndDateRequestedBy) { _, _ in .null },
    Shown(\ResourceFields.customerUUID) { .string(try $1.customer(of: $0).uuid) },
    Shown(\ResourceFields.customerName) { .string(try $1.customer(of: $0).name) },
    Shown(\ResourceFields.customerSlug, .present) { .string(try $1.customer(of: $0).slug) },
    Shown(\ResourceFields.offeringSlug, .present) { .string(try $1.offering(of: $0).slug) },
    Shown(\ResourceFields.offeringState, .present) { .string(try $1.offering(of: $0).state) },
    Shown(\ResourceFields.parentUUID) {
      .present(try $1.optional(WaldurResource.self, $0.parent)?.uuid)
    },
    Shown(\ResourceFields.parentName) {
      .present(try $1.optional(WaldurResource.self, $0.parent)?.name)
    },
  ]

  private static let state: [Shown<WaldurResource>] = [
    Shown(\ResourceFields.backendMetadata) { resource, _ in .json(resource.backendMetadata) },
    Shown(\ResourceFields.isUsageBased) { resource, call in
      .bool(try call.components(of: resource.offering).contains(where: \.isUsageBased))
    },
    Shown(\ResourceFields.isLimitBased) { resource, call in
      .bool(try call.components(of: resource.offering).contains(where: \.isLimitBased))
    },
    Shown(\ResourceFields.name) { resource, _ in .string(resource.name) },
    Shown(\ResourceFields.slug) { resource, _ in .string(resource.slug) },
    Shown(\ResourceFields.currentUsages) { resource, _ in .json(resource.currentUsages) },
    Shown(\ResourceFields.canTerminate) { .bool(try ResourceActions.canTerminate($0, $1)) },
    Shown(\ResourceFields.report) { resource, _ in .json(resource.report ?? "null") },
    Shown(\ResourceFields.endDate) { resource, _ in .optional(resource.endDate) },
    Shown(\ResourceFields.endDateRequestedBy) { resource, call in
      guard let user = try call.optional(WaldurUser.self, resource.endDateRequestedBy) else {
        return .null
      }
      return call.url("users", user.uuid)
    },
    Shown(\ResourceFields.username) { resource, call in
      guard let viewer = call.viewer else { return .null }
      return .optional(
        try call.offeringUser(of: viewer.user.id, at: resource.offering)?.username)
    },
    Shown(\ResourceFields.limitUsage) { try limitUsage($0, $1) },
    Shown(\ResourceFields.lastSync, .present) { resource, _ in .time(resource.lastSync) },
  ]

  private static let details: [Shown<WaldurResource>] = [
    Shown(\ResourceFields.downscaled) { resource, _ in .bool(resource.isDownscaled) },
    Shown(\ResourceFields.restrictMemberAccess) { resource, _ in
      .bool(resource.restrictsMemberAccess)
    },
    Shown(\ResourceFields.paused) { resource, _ in .bool(resource.isPaused) },
    Shown(\ResourceFields.endpoints) { resource, _ in .json(resource.endpoints) },
    Shown(\ResourceFields.errorMessage) { resource, _ in .string(resource.errorMessage) },
    Shown(\ResourceFields.errorTraceback) { resource, _ in .string(resource.errorTraceback) },
    Shown(\ResourceFields.offeringCustomerUUID) { .string(try $1.provider(of: $0).uuid) },
    Shown(\ResourceFields.options) { resource, _ in .json(resource.options ?? "null") },
    Shown(\ResourceFields.availableActions) { _, _ in .list([]) },
    Shown(\ResourceFields.orderInProgress, .detail) { resource, call in
      let open = OrderState.open.map(\.rawValue)
      return try order(of: resource, .among("state", open), call)
    },
    Shown(\ResourceFields.creationOrder, .detail) { resource, call in
      try order(of: resource, SQLCondition("type = ?", OrderType.create.rawValue), call)
    },
  ]

  private static func order(
    of resource: WaldurResource, _ condition: SQLCondition, _ call: WaldurCall
  ) throws -> Cell {
    let found = try call.state.first(
      WaldurOrder.self, .every([SQLCondition("resource = ?", resource.id), condition]),
      order: "created, id")
    guard let found else { return .null }
    return try Orders.representation.cell(found, for: call)
  }

  /// What was used of each limit of the plan: in the last report, or in the year or ever. An empty
  /// object where nothing has a limit, since clients of today cannot read the null that the server of
  /// 2024 sends.
  private static func limitUsage(_ resource: WaldurResource, _ call: WaldurCall) throws -> Cell {
    let limited = try call.components(of: resource.offering).filter(\.isLimitBased)
    guard let plan = resource.plan, !limited.isEmpty else {
      return call.release == .october2024 ? .null : .object([])
    }
    let parts = try call.related(WaldurPlanComponent.self, "plan", plan).map(\.component)
    let reported = try JSONBuffer.parse(resource.currentUsages).root
    return .object(
      try limited.filter { parts.contains($0.id) }.map { component in
        guard let period = component.limitPeriod, period != LimitPeriod.month.rawValue else {
          return (
            component.type, reported.member(component.type).map { Cell.json($0.rawText) } ?? .null
          )
        }
        let used = try call.state.used(resource, component, since: period)
        return (component.type, used.map { Cell.double($0.double) } ?? .null)
      })
  }
}

extension WaldurCall {
  /// Returns the components of an offering.
  func components(of offering: Int64) throws -> [WaldurComponent] {
    try related(WaldurComponent.self, "offering", offering, order: "name, id")
  }

  func plans(of offering: Int64) throws -> [WaldurPlan] {
    try related(WaldurPlan.self, "offering", offering, order: "name, id")
  }

  func offeringUser(of user: Int64, at offering: Int64) throws -> WaldurOfferingUser? {
    try related(WaldurOfferingUser.self, "user", user).first { $0.offering == offering }
  }
}
