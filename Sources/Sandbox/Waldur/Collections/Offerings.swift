import JSON
import WaldurWire

/// `marketplace-provider-offerings` and `marketplace-public-offerings`: what the team behind an
/// offering sees, and what everybody sees.
enum Offerings {
  static let provided = listing(provider) { viewer, call in
    guard let viewer else { return .nothing }
    if viewer.seesAll { return .everything }
    return .rows(.among("waldur_offering.id", try connected(viewer, call)))
  }

  /// Active and paused ones: shared ones for everybody, others for those who have to do with them.
  static let visible = listing(publicFields) { viewer, call in
    let open = SQLCondition.among(
      "waldur_offering.state", [OfferingState.active.rawValue, OfferingState.paused.rawValue])
    guard let viewer else {
      return .rows(.every([open, SQLCondition("waldur_offering.shared = 1")]))
    }
    if viewer.seesAll { return .rows(open) }
    return .rows(
      .every([
        open,
        .any([
          SQLCondition("waldur_offering.shared = 1"),
          .among("waldur_offering.id", try connected(viewer, call)),
          .among("waldur_offering.project", try call.connectedProjects(viewer)),
        ]),
      ]))
  }

  private static func connected(_ viewer: Viewer, _ call: WaldurCall) throws -> Set<Int64> {
    let own: [Int64] = try call.database.rows(
      "SELECT id FROM waldur_offering WHERE project IN (SELECT value FROM json_each(?))",
      JSONList.text(viewer.scopes(.project)), read: { $0.id(0) })
    return try call.providedOfferings(viewer).union(own)
  }

  private static func listing(
    _ representation: Representation<WaldurOffering>,
    _ visible: @escaping @Sendable (Viewer?, WaldurCall) throws -> Sight
  ) -> Listing<WaldurOffering> {
    Listing(
      visible: visible, filters: filters,
      orderings: [
        ("name", "waldur_offering.name"), ("created", "waldur_offering.created"),
        ("type", "waldur_offering.type"), ("state", "waldur_offering.state"),
        ("total_customers", totalCustomers), ("total_cost", "0"), ("total_cost_estimated", "0"),
      ], defaultOrder: "waldur_offering.name, waldur_offering.id", representation: representation)
  }

  private static let totalCustomers = """
    (SELECT count(DISTINCT p.customer) FROM waldur_resource_tally AS t
      JOIN waldur_project AS p ON p.id = t.project
      WHERE t.offering = waldur_offering.id AND t.n > 0 AND t.state <> 'Terminated')
    """

  static let filters: [Filter] = [
    .contains("name", "waldur_offering.name"),
    .exact("name_exact", "waldur_offering.name"),
    Filter.exact("slug", "waldur_offering.slug").recent(),
    .contains("description", "waldur_offering.description"),
    .uuid("customer_uuid", customer("uuid = ?")),
    .url("customer", "customers", customer("uuid = ?")),
    .uuid("allowed_customer_uuid") { _, _ in .rows(SQLCondition("waldur_offering.shared = 1")) },
    .uuid("project_uuid", "project IN (SELECT id FROM waldur_project WHERE uuid = ?)"),
    .uuid("category_uuid", "category IN (SELECT id FROM waldur_category WHERE uuid = ?)"),
    .uuid("category_group_uuid") { _, _ in .rows(.none) },
    .uuid("organization_group_uuid") { _, _ in .rows(.none) },
    .uuid("parent_uuid") { _, _ in .rows(.none) },
    .uuid("scope_uuid") { _, _ in .rows(.none) },
    .uuid(
      "service_manager_uuid",
      """
      shared = 1 AND waldur_offering.id IN (SELECT g.scope FROM waldur_grant AS g
        JOIN waldur_user AS u ON u.id = g.user WHERE u.uuid = ? AND g.scope_type = 'offering')
      """),
    .choice("state", OfferingState.known.map(\.rawValue)) {
      .rows(.among("waldur_offering.state", $0))
    },
    Filter("type") { values, _ in
      let types = values.filter { !$0.isEmpty }
      return types.isEmpty ? .unfiltered : .rows(.among("waldur_offering.type", types))
    },
    .bool("billable", "waldur_offering.billable"), .bool("shared", "waldur_offering.shared"),
    .last("keyword") { value, _ in
      .rows(
        .any([
          .contains("waldur_offering.name", value), .contains("waldur_offering.description", value),
          OfferedFilters.within(
            "waldur_customer",
            .any([
              .contains("name", value), .contains("abbreviation", value),
              .contains("native_name", value),
            ]), "waldur_offering.customer"),
        ]))
    },
    Filter.last("query") { value, _ in
      .rows(
        .any([
          .contains("waldur_offering.name", value), .contains("waldur_offering.slug", value),
        ]))
    }.recent(),
    .last("attributes", Self.attributes),
  ]

  private static func customer(_ condition: String) -> String {
    "waldur_offering.customer IN (SELECT id FROM waldur_customer WHERE \(condition))"
  }

  /// An object in text: every member must stand in the offering's attributes alike.
  private static func attributes(_ value: String, _ call: WaldurCall) throws -> Filter.Outcome {
    guard let wanted = try? JSONBuffer.parse(value).root else {
      throw WaldurFault.invalid("Filter attribute is not valid json.")
    }
    guard wanted.kind == .object else {
      throw WaldurFault.invalid("Filter attribute should be an dict.")
    }
    // One condition however many members there are.
    return .rows(
      SQLCondition(
        """
        NOT EXISTS (SELECT 1 FROM json_each(?) AS wanted WHERE NOT EXISTS
          (SELECT 1 FROM json_each(waldur_offering.attributes) AS held
            WHERE held.key = wanted.key AND held.value IS wanted.value))
        """, wanted.rawText))
  }

  // MARK: Fields

  static let providerFields = Representation<WaldurOffering>(
    fields(view: "marketplace-provider-offerings"))
  static let publicFields = Representation<WaldurOffering>(
    fields(view: "marketplace-public-offerings"))
  private static var provider: Representation<WaldurOffering> { providerFields }

  /// Returns the fields in their order; the team's view has some that the public one lacks.
  private static func fields(view: String) -> [Shown<WaldurOffering>] {
    let isProvider = view == "marketplace-provider-offerings"
    let inside: [Shown<WaldurOffering>] =
      isProvider
      ? [
        Shown(\OfferingFields.secretOptions) { offering, call in
          call.viewer?.provides(offering) == true ? .json(offering.secretOptions) : .absent
        },
        Shown(\OfferingFields.serviceAttributes) { offering, call in
          call.viewer?.provides(offering) == true ? .object([]) : .absent
        },
      ] : []
    let numbers: [Shown<WaldurOffering>] =
      isProvider
      ? [
        Shown(\OfferingFields.totalCustomers, .detail) { offering, call in
          .int(try call.state.customerCount(of: offering))
        },
        Shown(\OfferingFields.totalCost, .detail) { _, _ in .int(0) },
        Shown(\OfferingFields.totalCostEstimated, .detail) { offering, call in
          .int(try call.state.bill(SQLCondition("r.offering = ?", offering.id)).wholeTotal)
        },
      ] : []
    let integration: [Shown<WaldurOffering>] =
      isProvider ? [Shown(\OfferingFields.integrationStatus) { _, _ in .list([]) }] : []
    let campaigns: [Shown<WaldurOffering>] =
      isProvider ? [] : [Shown(\OfferingFields.promotionCampaigns) { _, _ in .list([]) }]
    return identity(view) + texts + parts + inside + more + plans(isProvider) + kind
      + numbers + [Shown(\OfferingFields.backendMetadata) { _, _ in .object([]) }] + integration
      + [
        Shown(\OfferingFields.googleCalendarIsPublic) { _, _ in .null },
        Shown(\OfferingFields.googleCalendarLink) { _, _ in .null },
      ] + campaigns
  }

  private static func identity(_ view: String) -> [Shown<WaldurOffering>] {
    [
      Shown(\OfferingFields.url) { $1.url(view, $0.uuid) },
      Shown(\OfferingFields.uuid) { offering, _ in .string(offering.uuid) },
      Shown(\OfferingFields.created) { offering, _ in .time(offering.created) },
      Shown(\OfferingFields.name) { offering, _ in .string(offering.name) },
      Shown(\OfferingFields.slug) { offering, _ in .string(offering.slug) },
      Shown(\OfferingFields.description) { offering, _ in .string(offering.description) },
    ]
  }

  private static let texts: [Shown<WaldurOffering>] = [
    Shown(\OfferingFields.fullDescription) { _, _ in .string("") },
    Shown(\OfferingFields.termsOfService) { offering, _ in .string(offering.termsOfService) },
    Shown(\OfferingFields.termsOfServiceLink) { _, _ in .string("") },
    Shown(\OfferingFields.privacyPolicyLink) { _, _ in .string("") },
    Shown(\OfferingFields.endpoints) { _, _ in .list([]) },
    Shown(\OfferingFields.roles) { _, _ in .list([]) },
  ]

  private static let parts: [Shown<WaldurOffering>] = [
    Shown(\OfferingFields.customer) {
      $1.url("customers", try $1.record(WaldurCustomer.self, $0.customer).uuid)
    },
    Shown(\OfferingFields.customerUUID) {
      .string(try $1.record(WaldurCustomer.self, $0.customer).uuid)
    },
    Shown(\OfferingFields.customerName) {
      .string(try $1.record(WaldurCustomer.self, $0.customer).name)
    },
    Shown(\OfferingFields.project) { offering, call in
      guard let project = try call.optional(WaldurProject.self, offering.project) else {
        return .null
      }
      return call.url("projects", project.uuid)
    },
    Shown(\OfferingFields.projectUUID) {
      .present(try $1.optional(WaldurProject.self, $0.project)?.uuid)
    },
    Shown(\OfferingFields.projectName) {
      .present(try $1.optional(WaldurProject.self, $0.project)?.name)
    },
    Shown(\OfferingFields.category) {
      $1.url(
        "marketplace-categories", try $1.record(WaldurCategory.self, $0.category).uuid)
    },
    Shown(\OfferingFields.categoryUUID) {
      .string(try $1.record(WaldurCategory.self, $0.category).uuid)
    },
    Shown(\OfferingFields.categoryTitle) {
      .string(try $1.record(WaldurCategory.self, $0.category).title)
    },
    Shown(\OfferingFields.rating) { _, _ in .null },
    Shown(\OfferingFields.attributes) { offering, _ in .json(offering.attributes) },
    Shown(\OfferingFields.options) { offering, _ in .json(offering.options) },
    Shown(\OfferingFields.resourceOptions) { offering, _ in .json(offering.resourceOptions) },
    Shown(\OfferingFields.components) { offering, call in
      .list(
        try call.components(of: offering.id).map {
          try Components.representation.cell($0, for: call)
        })
    },
    Shown(\OfferingFields.pluginOptions) { offering, _ in .json(offering.pluginOptions) },
  ]

  private static let more: [Shown<WaldurOffering>] = [
    Shown(\OfferingFields.state) { offering, _ in .string(offering.state) },
    Shown(\OfferingFields.nativeName) { _, _ in .string("") },
    Shown(\OfferingFields.nativeDescription) { _, _ in .string("") },
    Shown(\OfferingFields.vendorDetails) { _, _ in .string("") },
    Shown(\OfferingFields.gettingStarted) { _, _ in .string("") },
    Shown(\OfferingFields.integrationGuide) { _, _ in .string("") },
    Shown(\OfferingFields.thumbnail) { _, _ in .null },
    Shown(\OfferingFields.orderCount) { offering, call in
      .int(
        try call.state.number(
          """
          SELECT coalesce(sum(t.n), 0) - o.uncounted_orders FROM waldur_offering AS o
          LEFT JOIN waldur_order_tally AS t ON t.offering = o.id WHERE o.id = ?
          """, offering.id))
    },
  ]

  private static func plans(_ isProvider: Bool) -> [Shown<WaldurOffering>] {
    let representation = isProvider ? Plans.ofProvider : Plans.ofPublic
    return [
      Shown(\OfferingFields.plans) { offering, call in
        .list(
          try call.plans(of: offering.id).map { try representation.cell($0, for: call) })
      }
    ]
  }

  private static let kind: [Shown<WaldurOffering>] = [
    Shown(\OfferingFields.screenshots) { _, _ in .list([]) },
    Shown(\OfferingFields.type) { offering, _ in .string(offering.type.rawValue) },
    Shown(\OfferingFields.shared) { offering, _ in .bool(offering.isShared) },
    Shown(\OfferingFields.billable) { offering, _ in .bool(offering.isBillable) },
    Shown(\OfferingFields.scope) { _, _ in .null },
    Shown(\OfferingFields.files) { _, _ in .list([]) },
    Shown(\OfferingFields.pausedReason) { offering, _ in .string(offering.pausedReason) },
    Shown(\OfferingFields.dataciteDoi) { _, _ in .string("") },
    // No citations were looked for.
    Shown(\OfferingFields.citationCount) { _, _ in .int(-1) },
    Shown(\OfferingFields.latitude) { _, _ in .null },
    Shown(\OfferingFields.longitude) { _, _ in .null },
    Shown(\OfferingFields.country) { _, _ in .string("") },
    Shown(\OfferingFields.backendID) { offering, _ in .string(offering.backendID) },
    Shown(\OfferingFields.organizationGroups) { _, _ in .list([]) },
    Shown(\OfferingFields.image) { _, _ in .null },
  ]
}

extension WaldurState {
  /// Returns how many organizations have something of an offering.
  func customerCount(of offering: WaldurOffering) throws -> Int {
    try number(
      """
      SELECT count(DISTINCT p.customer) FROM waldur_resource_tally AS t
      JOIN waldur_project AS p ON p.id = t.project
      WHERE t.offering = ? AND t.n > 0 AND t.state <> 'Terminated'
      """, offering.id)
  }
}
