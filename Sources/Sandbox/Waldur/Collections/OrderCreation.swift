import JSON
import WaldurWire

/// Orders that are made: for something new, or to change or end what is there.
enum OrderCreation {
  static let create: Route.Handler = { call in
    var form = try BodyForm(call)
    let wanted = try Wanted(&form, call)
    try form.finish()
    guard let offering = wanted.offering, let project = wanted.project else {
      throw WaldurFault.serverError
    }
    let viewer = try call.user()
    try call.record(WaldurCustomer.self, project.customer).requireOpen()
    try call.requireUnexpired(project)
    guard
      offering.isShared || offering.customer == project.customer || offering.project == project.id
    else {
      let customer = try call.record(WaldurCustomer.self, project.customer).name
      throw WaldurFault.invalid(
        "Offering \"\(offering.name)\" is not allowed in organization \"\(customer)\".")
    }
    let state = call.state
    let resource = try state.makeResource(wanted, offering, project)
    let order = try state.makeOrder(
      NewOrder(
        type: .create, resource: resource, plan: wanted.plan, limits: wanted.limits,
        attributes: wanted.attributes, callbackURL: wanted.callbackURL,
        requestComment: wanted.comment, startDate: wanted.startDate?.text), by: viewer, call)
    var response = try made.response(order, 201, for: call, named: false)
    if case .string(let url) = call.url("marketplace-orders", order.uuid) {
      response.headers[HTTPHeaders.Name.location] = url
    }
    return response
  }

  /// What a new order asks for, as far as it can be checked before it is made.
  struct Wanted {
    var offering: WaldurOffering?
    var project: WaldurProject?
    var plan: WaldurPlan?
    var attributes = "{}"
    var name = ""
    var limits = JSONObject<Int64>()
    var callbackURL: String?
    var comment = ""
    var startDate: CalendarDate?

    init(_ form: inout BodyForm, _ call: WaldurCall) throws {
      let fields = CreateOrderFields.shared
      offering = try form.link(
        fields.offering, ["marketplace-public-offerings"], required: true
      ) { try Offerings.visible.find($0, call) }
      project = try form.link(fields.project, ["projects"], required: true) {
        try Projects.listing.find($0, call)
      }
      plan = try form.link(fields.plan, ["plans"]) {
        try call.state.find(WaldurPlan.self, uuid: $0)
      }
      // The server of 2024 reads anything here, and breaks on what has no members.
      let given =
        call.release == .october2024
        ? form.value(fields.attributes).flatMap { $0.kind == .object ? $0 : nil }
        : form.object(fields.attributes)
      attributes = given?.rawText ?? "{}"
      name = given?.member("name")?.string() ?? ""
      limits = form.integers(fields.limits) ?? JSONObject()
      let accepts = form.bool(fields.acceptingTermsOfService) ?? false
      callbackURL = form.text(fields.callbackURL, allowsBlank: true, allowsNull: true, max: 200)
      comment = form.text(fields.requestComment, allowsBlank: true, allowsNull: true) ?? ""
      startDate = form.date(fields.startDate, allowsNull: true)
      if let offering, offering.state != OfferingState.active.rawValue {
        form.refuse(fields.offering, "Offering is not available.")
      }
      guard form.errors.members.isEmpty, let offering else { return }
      if given == nil, call.generation == .plain {
        throw WaldurFault.serverError
      }
      if let plan {
        guard plan.offering == offering.id else {
          throw WaldurFault.invalid(
            fields.plan.name, "This plan is not available for selected offering.")
        }
        try call.state.requireOpen(plan)
      }
      try call.checkLimits(limits, of: offering, wrapped: true)
      if offering.isShared, !offering.termsOfService.isEmpty, !accepts {
        throw WaldurFault.nonField(
          "Terms of service for offering '\(offering.name)' have not been accepted.")
      }
    }
  }

  /// What may be ordered, as `OPTIONS` describes it.
  @Sendable static func form(_ call: WaldurCall) -> [FormField] {
    let fields = CreateOrderFields.shared
    let shown = OrderFields.shared
    let number: Cell = .object([
      ("type", .string("integer")), ("required", .bool(true)), ("read_only", .bool(false)),
    ])
    let types: [Cell] = [OrderType.create, .update, .terminate].map { type in
      .object([
        ("value", .string(type.rawValue)), ("display_name", .string(type.rawValue)),
      ])
    }
    let written = [
      FormField(name: fields.offering.name, isRequired: true, isReadOnly: false),
      FormField(name: fields.plan.name, isReadOnly: false),
      FormField(name: fields.attributes.name, isReadOnly: false),
      FormField(
        name: fields.limits.name, type: "nested object", isReadOnly: false,
        more: [("child", number)]),
      FormField(
        name: shown.type.name, type: "choice", isReadOnly: false,
        more: [("choices", .list(types))]),
      FormField(name: fields.acceptingTermsOfService.name, type: "boolean", isReadOnly: false),
      FormField(
        name: fields.callbackURL.name, type: "url", isReadOnly: false,
        more: [("max_length", .int(200))]),
      FormField(
        name: shown.backendID.name, type: "string", isReadOnly: false,
        more: [("max_length", .int(255))]),
    ]
    let images = [shown.offeringImage.name, shown.offeringThumbnail.name, shown.categoryIcon.name]
    let texts = [shown.uuid.name, shown.output.name, shown.errorMessage.name]
    let times = [shown.created.name, shown.modified.name]
    var read = images.map { FormField(name: $0, type: "image upload") }
    read += texts.map { FormField(name: $0, type: "string") }
    read += times.map { FormField(name: $0, type: "datetime") }
    read.append(
      FormField(
        name: shown.cost.name, type: "decimal",
        more: [("max_digits", .int(22)), ("decimal_places", .int(10))]))
    let hidden: Set<String> = call.viewer?.seesAll == true ? [] : [shown.errorTraceback.name]
    return Orders.representation.form(written + read, hidden: hidden)
  }

  /// How an order is shown to who made it.
  private static let made = Representation<WaldurOrder>(
    Shown.offered + [
      Shown(\OrderFields.type) { order, _ in .string(order.type.rawValue) },
      Shown(\OrderFields.resourceUUID) { _, _ in .null },
      Shown(\OrderFields.resourceType) { _, _ in .null },
      Shown(\OrderFields.resourceName) { .string(try $1.resource(of: $0).name) },
      Shown(\OrderFields.cost) { order, _ in order.cost.map { .decimal($0) } ?? .null },
      Shown(\OrderFields.state) { order, _ in .string(order.state.rawValue) },
      Shown(\OrderFields.output) { order, _ in .string(order.output) },
      Shown(\OrderFields.marketplaceResourceUUID) { .string(try $1.resource(of: $0).uuid) },
      Shown(\OrderFields.errorMessage) { order, _ in .string(order.errorMessage) },
      Shown(\OrderFields.callbackURL) { order, _ in .optional(order.callbackURL) },
      Shown(\OrderFields.url) { $1.url("marketplace-orders", $0.uuid) },
      Shown(\OrderFields.createdBy) { try user($0.createdBy, $1) },
      Shown(\OrderFields.createdByUsername) {
        .present(try $1.optional(WaldurUser.self, $0.createdBy)?.username)
      },
      Shown(\OrderFields.createdByFullName) {
        .present(try $1.optional(WaldurUser.self, $0.createdBy)?.fullName)
      },
      Shown(\OrderFields.consumerReviewedBy) { try user($0.consumerReviewedBy, $1) },
      Shown(\OrderFields.consumerReviewedAt) { order, _ in .time(order.consumerReviewedAt) },
      Shown(\OrderFields.consumerReviewedByUsername) {
        .present(try $1.optional(WaldurUser.self, $0.consumerReviewedBy)?.username)
      },
      Shown(\OrderFields.consumerReviewedByFullName) {
        .present(try $1.optional(WaldurUser.self, $0.consumerReviewedBy)?.fullName)
      },
      Shown(\OrderFields.project) { $1.url("projects", try $1.project(of: $0).uuid) },
      Shown(\OrderFields.projectUUID) { .string(try $1.project(of: $0).uuid) },
      Shown(\OrderFields.projectName) { .string(try $1.project(of: $0).name) },
      Shown(\OrderFields.projectDescription) { .string(try $1.project(of: $0).description) },
      Shown(\OrderFields.customerName) { .string(try $1.customer(of: $0).name) },
      Shown(\OrderFields.customerUUID) { .string(try $1.customer(of: $0).uuid) },
      Shown(\OrderFields.slug, .present) { order, _ in .string(Orders.slug(of: order)) },
      Shown(\OrderFields.requestComment, .present) { order, _ in .string(order.requestComment) },
      Shown(\OrderFields.startDate, .present) { order, _ in .optional(order.startDate) },
    ])

  private static func user(_ id: Int64?, _ call: WaldurCall) throws -> Cell {
    guard let user = try call.optional(WaldurUser.self, id) else { return .null }
    return call.url("users", user.uuid)
  }
}

/// An order before it has a row.
struct NewOrder {
  var type: OrderType
  var resource: WaldurResource
  var plan: WaldurPlan?
  var oldPlan: Int64?
  var limits = JSONObject<Int64>()
  var attributes = "{}"
  var callbackURL: String?
  var requestComment = ""
  var startDate: String?
}

extension WaldurState {
  /// Makes the allocation that a new order is about.
  fileprivate func makeResource(
    _ wanted: OrderCreation.Wanted, _ offering: WaldurOffering, _ project: WaldurProject
  ) throws -> WaldurResource {
    let cost = try wanted.plan.map { try estimate($0, wanted.limits) }
    let id = try database.insert(
      """
      INSERT INTO waldur_resource(uuid, name, slug, state, offering, plan, project, limits,
        attributes, cost, last_sync, created, modified)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, newUUID(), wanted.name, slug(for: wanted.name, in: WaldurResource.table),
      ResourceState.creating.rawValue, offering.id, wanted.plan?.id, project.id,
      wanted.limits.text, wanted.attributes, cost?.text, now.microseconds, now.microseconds,
      now.microseconds)
    guard let resource = try find(WaldurResource.self, id: id) else {
      throw WaldurFault.serverError
    }
    return resource
  }

  /// Makes an order and decides at once whether somebody of the consumer has to look at it.
  func makeOrder(_ new: NewOrder, by viewer: Viewer, _ call: WaldurCall) throws -> WaldurOrder {
    let cost = try new.plan.map { try orderCost(new.type, $0, new.limits) }
    let id = try database.insert(
      """
      INSERT INTO waldur_order(uuid, type, state, resource, offering, plan, old_plan, project,
        limits, attributes, cost, created_by, callback_url, request_comment, start_date, created,
        modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, newUUID(), new.type.rawValue, OrderState.pendingConsumer.rawValue, new.resource.id,
      new.resource.offering, new.plan?.id, new.oldPlan, new.resource.project, new.limits.text,
      new.attributes, cost?.text, viewer.user.id, new.callbackURL, new.requestComment,
      new.startDate, now.microseconds, now.microseconds)
    guard let order = try find(WaldurOrder.self, id: id) else { throw WaldurFault.serverError }
    if try skipsConsumer(order, viewer, call) {
      try review(order, by: viewer.user.id, .consumer)
      try passConsumer(order, project: try call.project(of: order))
    }
    guard let decided = try find(WaldurOrder.self, id: id) else { throw WaldurFault.serverError }
    return decided
  }

  /// Whether the one who orders may decide for the consumer too.
  private func skipsConsumer(
    _ order: WaldurOrder, _ viewer: Viewer, _ call: WaldurCall
  ) throws -> Bool {
    let offering = try call.offering(of: order)
    let customer = try call.customer(of: order)
    let scopes: [Scope] = [.project(order.project), .customer(customer.id)]
    if viewer.may(.orderApprove, on: scopes[0], scopes[1]) { return true }
    if !offering.isShared, !offering.isBillable,
      viewer.may(.orderApprovePrivate, on: scopes[0], scopes[1])
    {
      return true
    }
    let option = "auto_approve_in_service_provider_projects"
    if offering.isShared, offering.customer == customer.id,
      try JSONBuffer.parse(offering.pluginOptions).root.member(option)?.bool() == true
    {
      return true
    }
    return order.type == .terminate && viewer.owns(customer: offering.customer)
  }

  /// Returns what an order costs: as the plan does, and what is paid once for what it does.
  private func orderCost(
    _ type: OrderType, _ plan: WaldurPlan, _ limits: JSONObject<Int64>
  ) throws -> DecimalNumber {
    let running = try estimate(plan, limits)
    switch type {
    case .create: return try running + price(of: plan, .one)
    case .update: return try running + price(of: plan, .few)
    default: return running
    }
  }

  /// Throws for a plan that all are taken of.
  func requireOpen(_ plan: WaldurPlan) throws {
    guard try isOpen(plan) else {
      throw WaldurFault.invalid(
        CreateOrderFields.shared.plan.name,
        "Plan is not available because limit has been reached.")
    }
  }

  /// Returns what a plan costs with some limits, beside what is paid once.
  func estimate(_ plan: WaldurPlan, _ limits: JSONObject<Int64>) throws -> DecimalNumber {
    let parts: [(String, DecimalNumber)] = try database.rows(
      """
      SELECT c.type, p.price FROM waldur_plan_component AS p
      JOIN waldur_component AS c ON c.id = p.component
      WHERE p.plan = ? AND c.billing_type = 'limit'
      """, plan.id, read: { ($0.text(0), DecimalNumber($0.text(1)) ?? .zero) })
    // What is fixed stands in the price of the plan already.
    return parts.reduce(plan.unitPrice) { sum, part in
      sum + part.1 * DecimalNumber(Int(limits[part.0] ?? 0))
    }
  }

  /// Returns a short name of the first letters of a name that no row of a table has.
  func slug(for name: String, in table: String) throws -> String {
    let base = String(Slug.text(name).prefix(8))
    let taken = try number(
      "SELECT count(*) FROM \(table) WHERE slug LIKE ? ESCAPE '\\'",
      SQLCondition.escapedForLike(base) + "-%")
    return "\(base)-\(taken + 1)"
  }
}

/// Names for addresses: lower-case letters, digits and hyphens.
enum Slug {
  static func text(_ name: String) -> String {
    var slug = ""
    for character in name.lowercased() {
      if character.isLetter || character.isNumber || character == "_" {
        slug.append(character)
      } else if character.isWhitespace || character == "-", slug.last != "-" {
        slug.append("-")
      }
    }
    return slug
  }
}

extension JSONObject<Int64> {
  /// The numbers by their names, as JSON.
  var text: String { Cell.object(members.map { ($0.name, .int($0.value)) }).text }

  /// Reads numbers by their names.
  init(_ text: String) {
    self.init()
    guard let root = try? JSONBuffer.parse(text).root else { return }
    for (name, value) in root.members { self[name] = value.int64() ?? 0 }
  }
}

extension WaldurCall {
  /// Throws unless every limit is of a component that has one, and within its bounds.
  ///
  /// `wrapped` says whether it happens while a body is read, which names messages differently.
  func checkLimits(
    _ limits: JSONObject<Int64>, of offering: WaldurOffering, wrapped: Bool
  ) throws {
    let limited = try components(of: offering.id).filter(\.isLimitBased)
    let unknown = limits.members.map(\.name).filter { name in
      !limited.contains { $0.type == name }
    }
    if !unknown.isEmpty {
      let text = "Invalid types: \(unknown.sorted().joined(separator: ", "))"
      let detail: ErrorDetail = wrapped ? .list([.text(text)]) : .text(text)
      throw WaldurFault(400, .fields([CreateOrderFields.shared.limits.name: detail]))
    }
    for component in limited {
      guard let limit = limits[component.type],
        let message = component.refusal(of: limit)
      else { continue }
      throw wrapped ? WaldurFault.nonField(message) : WaldurFault.invalid(message)
    }
  }
}

extension WaldurComponent {
  /// Returns why a limit cannot be; nil when it can.
  func refusal(of limit: Int64) -> String? {
    if let maxValue, limit > maxValue {
      return "The limit \(limit) value cannot be more than \(maxValue)."
    }
    if let minValue, limit < minValue {
      return "The limit \(limit) value cannot be less than \(minValue)."
    }
    if let maxAvailableLimit, limit > maxAvailableLimit {
      return "The limit \(limit) value cannot be more than \(maxAvailableLimit)."
    }
    guard let limitAmount, limit > limitAmount, let limitPeriod else { return nil }
    let word =
      switch LimitPeriod(limitPeriod) {
      case .annual: "Annual"
      case .total: "Total"
      case .quarterly: "Quarterly"
      default: "Monthly"
      }
    return "\(word) limit exceeds threshold \(limitAmount)."
  }
}
