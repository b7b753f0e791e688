import WaldurWire

/// `projects`: those one has to do with.
enum Projects {
  static let listing = Listing<WaldurProject>(
    visible: { viewer, call in
      guard let viewer else { return .nothing }
      if viewer.seesAll { return .everything }
      return .rows(.among("waldur_project.id", try call.connectedProjects(viewer)))
    },
    filters: filters, orderings: orderings,
    defaultOrder: "waldur_project.name, waldur_project.id", representation: representation,
    joins: joins)

  /// The same without a look at who asks: for lists that are somebody's own.
  static let all = Listing<WaldurProject>(
    visible: { _, _ in .everything }, filters: filters, orderings: orderings,
    defaultOrder: "waldur_project.name, waldur_project.id", representation: representation,
    joins: joins)

  private static let joins =
    "JOIN waldur_customer ON waldur_customer.id = waldur_project.customer"

  private static let filters: [Filter] = [
    .contains("name", "waldur_project.name"), .exact("name_exact", "waldur_project.name"),
    Filter.exact("slug", "waldur_project.slug").recent(),
    Filter("customer") { values, _ in
      let given = values.flatMap { $0.split(separator: ",").map(String.init) }
      let uuids = try given.map { text in
        guard let uuid = WaldurUUID(text) else {
          throw WaldurFault.invalid("customer", "Enter a valid UUID.")
        }
        return uuid.description
      }
      return uuids.isEmpty ? .unfiltered : .rows(.among("waldur_customer.uuid", uuids))
    },
    .contains("customer_name", "waldur_customer.name"),
    .contains("customer_native_name", "waldur_customer.native_name"),
    .contains("customer_abbreviation", "waldur_customer.abbreviation"),
    .contains("description", "waldur_project.description"),
    .exact("backend_id", "waldur_project.backend_id"),
    .last("created") { value, call in
      guard call.release == .october2024 else {
        return try Filter.time("created", "waldur_project.created").outcome([value], call)
      }
      // The very moment, in the server of 2024.
      guard let moment = Moment(value) ?? CalendarDate(value)?.start else {
        throw WaldurFault.invalid("created", "Enter a valid date/time.")
      }
      return .rows(SQLCondition("waldur_project.created = ?", moment.microseconds))
    },
    Filter.time("modified", "waldur_project.created").recent(),
    .last("query", Self.query),
    .last("can_manage") { try held($0, ["PROJECT.MANAGER", "CUSTOMER.OWNER"], $1) },
    .last("can_admin") { try held($0, ["PROJECT.ADMIN"], $1) },
    // What somebody else sees of the list.
    .last("user_uuid") { text, call in
      guard let viewer = try call.viewer(named: text) else { return .rows(.none) }
      if viewer.seesAll { return .unfiltered }
      return .rows(.among("waldur_project.id", try call.connectedProjects(viewer)))
    },
  ]

  private static func query(_ value: String, _ call: WaldurCall) -> Filter.Outcome {
    var ways: [SQLCondition] = [
      .contains("waldur_project.name", value),
      SQLCondition(
        """
        waldur_project.id IN (SELECT project FROM waldur_resource
          WHERE name = ? OR backend_id = ? OR effective_id = ?)
        """, value, value, value),
    ]
    if let uuid = WaldurUUID(value) {
      ways.append(SQLCondition("waldur_project.uuid = ?", uuid.description))
    }
    return .rows(.any(ways))
  }

  /// Projects on which the viewer holds one of some roles.
  private static func held(_ value: String, _ roles: [String], _ call: WaldurCall) throws
    -> Filter.Outcome
  {
    guard Filter.boolean(value) == true, let viewer = call.viewer, !viewer.isStaff else {
      return .unfiltered
    }
    let grants = viewer.grants.filter { roles.contains(viewer.roles[$0.role]?.name ?? "") }
    return .rows(
      .any([
        .among(
          "waldur_project.id", Set(grants.filter { $0.scopeType == .project }.map(\.scope))),
        .among(
          "waldur_project.customer",
          Set(grants.filter { $0.scopeType == .customer }.map(\.scope))),
      ]))
  }

  private static let orderings: [(key: String, column: String)] = [
    ("name", "waldur_project.name"), ("created", "waldur_project.created"),
    ("customer_name", "waldur_customer.name"),
    ("customer_native_name", "waldur_customer.native_name"),
    ("customer_abbreviation", "waldur_customer.abbreviation"),
    ("estimated_cost", "waldur_project.id"), ("end_date", "waldur_project.end_date"),
    ("start_date", "waldur_project.start_date"),
  ]

  static let representation = Representation<WaldurProject>(identity + rest)

  private static let identity: [Shown<WaldurProject>] = [
    Shown(\ProjectFields.url) { $1.url("projects", $0.uuid) },
    Shown(\ProjectFields.uuid) { project, _ in .string(project.uuid) },
    Shown(\ProjectFields.name) { project, _ in .string(project.name) },
    Shown(\ProjectFields.slug) { project, _ in .string(project.slug) },
    Shown(\ProjectFields.customer) { $1.url("customers", try $1.customer(of: $0).uuid) },
    Shown(\ProjectFields.customerUUID) { .string(try $1.customer(of: $0).uuid) },
    Shown(\ProjectFields.customerName) { .string(try $1.customer(of: $0).name) },
    Shown(\ProjectFields.customerSlug) { .string(try $1.customer(of: $0).slug) },
    Shown(\ProjectFields.customerNativeName) { .string(try $1.customer(of: $0).nativeName) },
    Shown(\ProjectFields.customerAbbreviation) { .string(try $1.customer(of: $0).abbreviation) },
    Shown(\ProjectFields.description) { project, _ in .string(project.description) },
    Shown(\ProjectFields.created) { project, _ in .time(project.created) },
  ]

  private static let rest: [Shown<WaldurProject>] = [
    Shown(\ProjectFields.type) { _, _ in .null },
    Shown(\ProjectFields.backendID) { project, _ in .string(project.backendID) },
    Shown(\ProjectFields.startDate) { project, _ in .optional(project.startDate) },
    Shown(\ProjectFields.endDate) { project, _ in .optional(project.endDate) },
    Shown(\ProjectFields.endDateRequestedBy) { _, _ in .null },
    Shown(\ProjectFields.oecdFos2007Code) { _, _ in .null },
    Shown(\ProjectFields.oecdFos2007Label) { _, _ in .null },
    Shown(\ProjectFields.isIndustry) { _, _ in .bool(false) },
    Shown(\ProjectFields.image) { _, _ in .null },
    Shown(\ProjectFields.resourcesCount) { project, call in
      .int(try call.state.liveCount(of: project))
    },
    Shown(\ProjectFields.billingPriceEstimate) { project, call in
      try call.state.bill(SQLCondition("r.project = ?", project.id)).projectCell
    },
    Shown(\ProjectFields.marketplaceResourceCount) { project, call in
      let counts: [(String, Int)] = try call.database.rows(
        """
        SELECT c.uuid, sum(t.n) FROM waldur_resource_tally AS t
        JOIN waldur_offering AS o ON o.id = t.offering JOIN waldur_category AS c ON c.id = o.category
        WHERE t.project = ? AND t.state = 'OK' AND t.n > 0 GROUP BY c.uuid ORDER BY c.uuid
        """, project.id, read: { ($0.text(0), $0.integer(1)) })
      return .object(counts.map { ($0.0, .int($0.1)) })
    },
  ]

  static let one: Route.Handler = { call in
    try representation.response(listing.one(call), for: call)
  }

  /// People the viewer knows who are not in a project yet.
  static let otherUsers: Route.Handler = { call in
    let project = try listing.one(call)
    return try Users.listing.list(
      call,
      within: SQLCondition(
        """
        waldur_user.id NOT IN (SELECT user FROM waldur_grant
          WHERE scope_type = 'project' AND scope = ?)
        """, project.id))
  }
}

extension WaldurCall {
  func customer(of project: WaldurProject) throws -> WaldurCustomer {
    try record(WaldurCustomer.self, project.customer)
  }
}

extension WaldurState {
  /// Returns how many resources of a project are in use.
  func liveCount(of project: WaldurProject) throws -> Int {
    try number(
      """
      SELECT coalesce(sum(n), 0) FROM waldur_resource_tally WHERE project = ? AND state = 'OK'
      """, project.id)
  }
}
