import JSON
import WaldurWire

/// `marketplace-orders`: orders of the viewer's projects and of the offerings the viewer provides.
enum Orders {
  static let listing = Listing<WaldurOrder>(
    visible: { viewer, call in
      guard let viewer else { return .nothing }
      if viewer.seesAll { return .everything }
      return .tallied(
        .any([
          .among("project", try call.connectedProjects(viewer)),
          .among("offering", try call.providedOfferings(viewer)),
        ]))
    },
    filters: OfferedFilters.project + OfferedFilters.offering + [
      .choice("state", OrderState.known.map(\.rawValue)) { .states($0) },
      .choice("type", OrderType.known.map(\.rawValue)) { .types($0) },
      .uuid("resource_uuid", "resource IN (SELECT id FROM waldur_resource WHERE uuid = ?)"),
      .url(
        "resource", "marketplace-resources",
        "resource IN (SELECT id FROM waldur_resource WHERE uuid = ?)"),
      Filter.last("resource_name") { value, call in
        .rows(
          OfferedFilters.within(
            "waldur_resource", try NameSearch.resources.condition(value, call), "resource"))
      }.recent(),
      .last("query", Self.query),
      .time("created", "waldur_order.created"),
      .time("modified", "waldur_order.modified"),
      Filter.time("created_before", "waldur_order.created", "<=").recent(),
      Filter.time("modified_before", "waldur_order.modified", "<=").recent(),
      Filter.last("slug") { value, _ in .rows(Self.slug(value)) }.recent(),
      .last("can_approve_as_consumer") { try approvable($0, .pendingConsumer, $1) },
      .last("can_approve_as_provider") { try approvable($0, .pendingProvider, $1) },
    ],
    orderings: [
      ("created", "waldur_order.created"),
      ("consumer_reviewed_at", "waldur_order.consumer_reviewed_at"),
      ("cost", Self.costOrder), ("state", WaldurSearchSchema.orderStateRank),
    ],
    defaultOrder: "waldur_order.created, waldur_order.id", representation: representation,
    tally: Tally(
      table: "waldur_order_tally",
      walks: [
        "waldur_order.created": "waldur_order_walk", Self.costOrder: "waldur_order_cost",
        "waldur_order.consumer_reviewed_at": "waldur_order_reviewed",
        WaldurSearchSchema.orderStateRank: "waldur_order_rank",
      ]),
    expects: { orders, call in call.expect(WaldurResource.self, orders.map(\.resource)) })

  static let representation = Representation<WaldurOrder>(
    Shown.offered + work + reviews + consumer + costs + present)

  private static let costOrder = "CAST(waldur_order.cost AS REAL)"

  private static let work: [Shown<WaldurOrder>] = [
    Shown(\OrderFields.type) { order, _ in .string(order.type.rawValue) },
    // The object behind a resource, which the types of offerings here have none of.
    Shown(\OrderFields.resourceUUID) { _, _ in .null },
    Shown(\OrderFields.resourceType) { _, _ in .null },
    Shown(\OrderFields.resourceName) { .string(try $1.resource(of: $0).name) },
    Shown(\OrderFields.cost) { order, _ in order.cost.map { .decimal($0) } ?? .null },
    Shown(\OrderFields.state) { order, _ in .string(order.state.rawValue) },
    Shown(\OrderFields.output) { order, _ in .string(order.output) },
    Shown(\OrderFields.marketplaceResourceUUID) { .string(try $1.resource(of: $0).uuid) },
    Shown(\OrderFields.errorMessage) { order, _ in .string(order.errorMessage) },
    Shown(\OrderFields.errorTraceback) { order, call in
      call.viewer?.seesAll == true ? .string(order.errorTraceback) : .absent
    },
    Shown(\OrderFields.callbackURL) { order, _ in .optional(order.callbackURL) },
  ]

  private static let reviews: [Shown<WaldurOrder>] = [
    Shown(\OrderFields.consumerReviewedBy) {
      .present(try $1.optional(WaldurUser.self, $0.consumerReviewedBy)?.username)
    },
    Shown(\OrderFields.consumerReviewedByFullName) {
      .present(try $1.optional(WaldurUser.self, $0.consumerReviewedBy)?.fullName)
    },
    Shown(\OrderFields.consumerReviewedAt) { order, _ in .time(order.consumerReviewedAt) },
    Shown(\OrderFields.providerReviewedBy) {
      .present(try $1.optional(WaldurUser.self, $0.providerReviewedBy)?.username)
    },
    Shown(\OrderFields.providerReviewedByFullName) {
      .present(try $1.optional(WaldurUser.self, $0.providerReviewedBy)?.fullName)
    },
    Shown(\OrderFields.providerReviewedAt) { order, _ in .time(order.providerReviewedAt) },
    Shown(\OrderFields.createdByFullName) {
      .present(try $1.optional(WaldurUser.self, $0.createdBy)?.fullName)
    },
    Shown(\OrderFields.createdByCivilNumber) {
      .optional(try $1.optional(WaldurUser.self, $0.createdBy)?.civilNumber)
    },
  ]

  private static let consumer: [Shown<WaldurOrder>] = [
    Shown(\OrderFields.customerName) { .string(try $1.customer(of: $0).name) },
    Shown(\OrderFields.customerUUID) { .string(try $1.customer(of: $0).uuid) },
    Shown(\OrderFields.customerSlug) { .string(try $1.customer(of: $0).slug) },
    Shown(\OrderFields.projectName) { .string(try $1.project(of: $0).name) },
    Shown(\OrderFields.projectUUID) { .string(try $1.project(of: $0).uuid) },
    Shown(\OrderFields.projectDescription) { .string(try $1.project(of: $0).description) },
    Shown(\OrderFields.projectSlug) { .string(try $1.project(of: $0).slug) },
  ].map { $0.following(from: Shown.project) }

  private static let costs: [Shown<WaldurOrder>] = [
    Shown(\OrderFields.oldPlanName) {
      .present(try $1.optional(WaldurPlan.self, $0.oldPlan)?.name)
    },
    Shown(\OrderFields.newPlanName) { .present(try $1.plan(of: $0)?.name) },
    Shown(\OrderFields.oldPlanUUID) {
      .present(try $1.optional(WaldurPlan.self, $0.oldPlan)?.uuid)
    },
    Shown(\OrderFields.newPlanUUID) { .present(try $1.plan(of: $0)?.uuid) },
    Shown(\OrderFields.oldCostEstimate) {
      (try $1.resource(of: $0).cost).map { .double($0.double) } ?? .null
    },
    Shown(\OrderFields.newCostEstimate) { order, _ in
      order.cost.map { .double($0.double) } ?? .null
    },
    Shown(\OrderFields.canTerminate) { order, call in
      .bool(try OrderActions.isCancellable(order, call))
    },
    Shown(\OrderFields.fixedPrice) { order, call in
      guard order.type == .create else { return .int(0) }
      return try price(of: order, .fixed, call)
    },
    Shown(\OrderFields.activationPrice) { order, call in
      switch order.type {
      case .create: return try price(of: order, .one, call)
      case .update: return try price(of: order, .few, call)
      default: return .int(0)
      }
    },
    Shown(\OrderFields.terminationComment) { order, _ in .optional(order.terminationComment) },
    Shown(\OrderFields.backendID) { order, _ in .string(order.backendID) },
    Shown(\OrderFields.issue) { _, _ in .null },
  ]

  /// What the components of one kind of billing cost together; the key is left out without a plan.
  private static func price(
    of order: WaldurOrder, _ billing: BillingType, _ call: WaldurCall
  ) throws -> Cell {
    guard let plan = try call.plan(of: order) else { return .absent }
    return try call.state.price(of: plan, billing).priceCell
  }

  /// Of present-day servers only.
  private static let present: [Shown<WaldurOrder>] = [
    Shown(\OrderFields.url, .present) { $1.url("marketplace-orders", $0.uuid) },
    Shown(\OrderFields.slug, .present) { order, _ in .string(Self.slug(of: order)) },
    Shown(\OrderFields.createdByUsername, .present) {
      .present(try $1.optional(WaldurUser.self, $0.createdBy)?.username)
    },
    Shown(\OrderFields.createdByEmail, .present) {
      .present(try $1.optional(WaldurUser.self, $0.createdBy)?.email)
    },
    Shown(\OrderFields.consumerReviewedByUsername, .present) {
      .present(try $1.optional(WaldurUser.self, $0.consumerReviewedBy)?.username)
    },
    Shown(\OrderFields.providerReviewedByUsername, .present) {
      .present(try $1.optional(WaldurUser.self, $0.providerReviewedBy)?.username)
    },
    Shown(\OrderFields.completedAt, .present) { order, _ in .time(order.completedAt) },
    Shown(\OrderFields.startDate, .present) { order, _ in .optional(order.startDate) },
    Shown(\OrderFields.requestComment, .present) { order, _ in .string(order.requestComment) },
    Shown(\OrderFields.consumerRejectionComment, .present) { order, _ in
      .string(order.consumerRejectionComment)
    },
    Shown(\OrderFields.providerRejectionComment, .present) { order, _ in
      .string(order.providerRejectionComment)
    },
    Shown(\OrderFields.providerMessage, .present) { order, _ in .string(order.providerMessage) },
    Shown(\OrderFields.providerMessageURL, .present) { order, _ in
      .string(order.providerMessageURL)
    },
    Shown(\OrderFields.consumerMessage, .present) { order, _ in .string(order.consumerMessage) },
  ]

  /// The short name of an order: the first digits of its UUID.
  static func slug(of order: WaldurOrder) -> String { "order-" + order.uuid.prefix(8) }

  /// Looks for the first digits of the UUID; what ends behind the last digit there is ends the range.
  private static func slug(_ slug: String) -> SQLCondition {
    let digits = slug.dropFirst("order-".count)
    guard slug.hasPrefix("order-"), digits.utf8.count == 8 else { return .none }
    return SQLCondition(
      "waldur_order.uuid >= ? AND waldur_order.uuid < ?", String(digits), digits + "g")
  }

  /// Looks for a UUID, or for words in the names of project and resource.
  private static func query(_ value: String, _ call: WaldurCall) throws -> Filter.Outcome {
    if let uuid = WaldurUUID(value) {
      return .rows(SQLCondition("waldur_order.uuid = ?", uuid.description))
    }
    let project = OfferedFilters.within("waldur_project", .contains("name", value), "project")
    let others = SQLCondition.any([
      try NameSearch.orders.condition(value, call), Self.slug(value),
    ])
    // What projects alone decide can be counted without looking at the orders.
    return others.isNone ? .projects(project) : .rows(.any([project, others]))
  }

  /// Any value narrows to the state that waits for a decision; `true` also to what the viewer may
  /// decide.
  private static func approvable(
    _ value: String, _ state: OrderState, _ call: WaldurCall
  ) throws -> Filter.Outcome {
    let waiting = SQLCondition("waldur_order.state = ?", state.rawValue)
    guard Filter.boolean(value) == true, let viewer = call.viewer, !viewer.isStaff else {
      return .rows(waiting)
    }
    let deciding = viewer.grants.filter {
      viewer.roles[$0.role]?.permissions.contains(Permission.orderApprove.rawValue) == true
    }
    let customers = Set(deciding.filter { $0.scopeType == .customer }.map(\.scope))
    let table = state == .pendingConsumer ? "waldur_project" : "waldur_offering"
    let column = state == .pendingConsumer ? "project" : "offering"
    let own = state == .pendingConsumer ? ScopeType.project : .offering
    let direct = Set(deciding.filter { $0.scopeType == own }.map(\.scope))
    return .rows(
      .every([
        waiting,
        .any([
          .among(column, direct),
          OfferedFilters.within(table, .among("customer", customers), column),
        ]),
      ]))
  }
}

extension WaldurCall {
  func resource(of order: WaldurOrder) throws -> WaldurResource {
    try record(WaldurResource.self, order.resource)
  }
}
