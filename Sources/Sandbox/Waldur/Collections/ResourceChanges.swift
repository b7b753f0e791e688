import JSON
import WaldurWire

/// What consumers change about resources; most of it makes an order first.
enum ResourceChanges {
  typealias List = Listing<WaldurResource>

  static func terminate(_ list: List) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      let viewer = try call.user()
      guard try ResourceActions.mayTerminate(resource, viewer, call) else {
        throw WaldurFault.notPermitted
      }
      try requireReady(resource, in: [.ok, .erred], call)
      var form = try BodyForm(call)
      let attributes = form.object(TerminateResourceFields.shared.attributes)
      try form.finish()
      return try order(
        NewOrder(
          type: .terminate, resource: resource, attributes: attributes?.rawText ?? "{}"), call)
    }
  }

  static let updateLimits: Route.Handler = { call in
    let resource = try consumed(call, .resourceSetLimits)
    try requireReady(resource, in: [.ok], call)
    var form = try BodyForm(call)
    let given = form.integers(UpdateLimitsFields.shared.limits, required: true, min: 0)
    let comment = form.text(UpdateLimitsFields.shared.requestComment, allowsBlank: true)
    try form.finish()
    let limits = given ?? JSONObject()
    try call.checkLimits(limits, of: call.offering(of: resource), wrapped: false)
    if Set(limits.members.map { "\($0.name)=\($0.value)" })
      == Set(JSONObject<Int64>(resource.limits).members.map { "\($0.name)=\($0.value)" })
    {
      throw WaldurFault.invalid(
        "Impossible to create update orders with limits set to exactly the same.")
    }
    return try order(
      NewOrder(
        type: .update, resource: resource, plan: try call.plan(of: resource), limits: limits,
        attributes: "{\"old_limits\":\(resource.limits)}", requestComment: comment ?? ""), call)
  }

  static let switchPlan: Route.Handler = { call in
    let resource = try consumed(call, .resourceSetPlan)
    try requireReady(resource, in: [.ok], call)
    var form = try BodyForm(call)
    let field = SwitchPlanFields.shared.plan
    let plan = try form.link(field, ["plans"], required: true) {
      try call.state.find(WaldurPlan.self, uuid: $0)
    }
    if let plan, plan.offering != resource.offering {
      form.refuse(field, "Plan is not available for this offering.")
    }
    try form.finish()
    if let plan { try call.state.requireOpen(plan) }
    return try order(
      NewOrder(
        type: .update, resource: resource, plan: plan, oldPlan: resource.plan,
        limits: JSONObject(resource.limits)), call)
  }

  static func updateOptions(_ list: List) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      let viewer = try call.user()
      let offering = try call.offering(of: resource)
      guard
        viewer.may(
          .resourceUpdateOptions, on: .project(resource.project),
          .customer(try call.customer(of: resource).id), .customer(offering.customer))
      else { throw WaldurFault.notPermitted }
      var form = try BodyForm(call)
      let field = UpdateOptionsFields.shared.options
      let options = form.object(field, required: true)
      if try JSONBuffer.parse(offering.resourceOptions).root.member("options") == nil {
        form.refuse(field, "Metadata for resource options is not defined.")
      }
      try form.finish()
      try call.state.update(resource, "options = ?", options?.rawText ?? "{}")
      return .status("Resource options are submitted")
    }
  }

  /// Changes name, description and end; who sees a resource may.
  static func edit(_ list: List, isPartial: Bool) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      var form = try BodyForm(call, isPartial: isPartial)
      let fields = UpdateResourceFields.shared
      let name = form.text(fields.name, required: true, max: 150)
      let description = form.text(fields.description, allowsBlank: true, max: 2000)
      let hasEnd = form.has(fields.endDate)
      let end = form.date(fields.endDate, allowsNull: true)
      if let end, end < call.now.date {
        form.refuse(
          fields.endDate,
          detail: .fields([
            fields.endDate.name: .text("Cannot be earlier than the current date.")
          ]))
      }
      try form.finish()
      let newEnd = hasEnd ? end?.text : resource.endDate
      let asked = hasEnd ? call.viewer?.user.id : resource.endDateRequestedBy
      try call.state.update(
        resource, "name = ?, description = ?, end_date = ?, end_date_requested_by = ?",
        name ?? resource.name, description ?? resource.description, newEnd, asked)
      return .json(
        200,
        .object([
          (fields.name.name, .string(name ?? resource.name)),
          (fields.description.name, .string(description ?? resource.description)),
          (fields.endDate.name, .optional(newEnd)),
        ]))
    }
  }

  // MARK: End dates

  /// How far ahead a provider sets the end of a resource.
  private static let daysAhead: Int64 = 7
  /// How long nobody must have used a resource whose end a provider sets.
  private static let daysUnused: Int64 = 90

  static let setEndDateByProvider: Route.Handler = { call in
    let resource = try Resources.provider.one(call)
    let viewer = try call.user()
    let offering = try call.offering(of: resource)
    guard
      viewer.user.isSupport
        || viewer.may(.resourceSetEndDate, on: .customer(offering.customer))
    else { throw WaldurFault.notPermitted }
    var form = try BodyForm(call)
    let field = SetEndDateFields.shared.endDate
    let isGiven = form.has(field)
    let end = form.date(field, allowsNull: true)
    let today = call.now.date.daysSince1970
    if let end {
      // The server of 2024 asks its bills, which have whatever ran.
      let isUsed =
        try call.release == .october2024
        ? call.state.exists("waldur_invoice_item", SQLCondition("resource = ?", resource.id))
        : call.state.isUsed(
          resource, since: CalendarDate(daysSince1970: today - daysUnused))
      if isUsed {
        form.refuse(
          field,
          """
          Service provider can not set end date of the resource which has been used for the last \
          \(daysUnused) days.
          """)
      } else if end.daysSince1970 < today + daysAhead {
        form.refuse(field, "Please set at least \(daysAhead) days in advance.")
      }
    }
    try form.finish()
    try setEnd(resource, isGiven ? end : resource.endDate.flatMap { CalendarDate($0) }, call)
    return .empty(200)
  }

  static func setEndDateByStaff(_ list: List) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      guard try call.user().isStaff else { throw WaldurFault.notPermitted }
      return try setEnd(resource, call)
    }
  }

  /// Of present-day servers: whoever is responsible sets the end.
  static func setEndDate(_ list: List) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      let viewer = try call.user()
      guard
        viewer.may(
          .resourceSetEndDate, on: .project(resource.project),
          .customer(try call.customer(of: resource).id),
          .customer(try call.offering(of: resource).customer))
      else { throw WaldurFault.notPermitted }
      return try setEnd(resource, call)
    }
  }

  private static func setEnd(_ resource: WaldurResource, _ call: WaldurCall) throws
    -> HTTPResponse
  {
    var form = try BodyForm(call)
    let field = SetEndDateFields.shared.endDate
    let end = form.date(field, required: true, allowsNull: true)
    if let end, end < call.now.date {
      form.refuse(field, "Cannot be earlier than the current date.")
    }
    try form.finish()
    try setEnd(resource, end, call)
    return .empty(200)
  }

  private static func setEnd(
    _ resource: WaldurResource, _ end: CalendarDate?, _ call: WaldurCall
  ) throws {
    try call.state.update(
      resource, "end_date = ?, end_date_requested_by = ?", end?.text,
      call.viewer?.user.id)
  }

  // MARK: What staff does

  static func setSlug(_ list: List) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      guard try call.user().isStaff else { throw WaldurFault.notPermitted }
      var form = try BodyForm(call)
      let slug = form.text(SetSlugFields.shared.slug, required: true)
      try form.finish()
      try call.state.update(resource, "slug = ?", slug ?? resource.slug)
      return .status("Resource slug has been updated.")
    }
  }

  static func move(_ list: List) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      guard try call.user().isStaff else { throw WaldurFault.notPermitted }
      var form = try BodyForm(call)
      let project = try form.link(MoveResourceFields.shared.project, ["projects"], required: true) {
        try call.state.find(WaldurProject.self, uuid: $0)
      }
      try form.finish()
      guard let project else { throw WaldurFault.serverError }
      if project.id == resource.project {
        throw WaldurFault(
          409, .fields(["error_message": .text("Project is the same.")]))
      }
      try call.state.update(resource, "project = ?", project.id)
      try call.database.run(
        "UPDATE waldur_order SET project = ? WHERE resource = ?", project.id, resource.id)
      call.forgetRows()
      guard let moved = try call.state.find(WaldurResource.self, id: resource.id) else {
        throw WaldurFault.serverError
      }
      return try Resources.representation.response(moved, for: call)
    }
  }

  static func unlink(_ list: List) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      guard try call.user().isStaff else { throw WaldurFault.notPermitted }
      try call.database.run("DELETE FROM waldur_resource WHERE id = ?", resource.id)
      return .empty(204)
    }
  }

  // MARK: Checks

  private static func consumed(_ call: WaldurCall, _ permission: Permission) throws
    -> WaldurResource
  {
    let resource = try Resources.consumer.one(call)
    guard
      try call.user().may(
        permission, on: .project(resource.project),
        .customer(try call.customer(of: resource).id))
    else { throw WaldurFault.notPermitted }
    return resource
  }

  /// Throws unless a resource is in a state that an order is for.
  private static func requireReady(
    _ resource: WaldurResource, in states: [ResourceState], _ call: WaldurCall
  ) throws {
    try call.customer(of: resource).requireOpen()
    guard states.contains(resource.state) else {
      throw WaldurFault.wrongState(states.map(\.rawValue))
    }
  }

  /// Makes an order. Whether there may be one now is looked at last, when the body is known to be good.
  private static func order(_ new: NewOrder, _ call: WaldurCall) throws -> HTTPResponse {
    if new.type != .terminate { try call.requireUnexpired(call.project(of: new.resource)) }
    if try call.state.hasOpenOrder(new.resource) {
      throw WaldurFault.invalid("Pending order for resource already exists.")
    }
    let order = try call.state.makeOrder(new, by: call.user(), call)
    return .json(
      200, .object([(OrderAnswerFields.shared.orderUUID.name, .string(order.uuid))]))
  }
}
