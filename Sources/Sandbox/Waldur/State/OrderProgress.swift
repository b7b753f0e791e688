import JSON
import WaldurWire

/// How orders go on and what they do to their resources: the state machines of the marketplace.
extension WaldurState {
  func update(_ order: WaldurOrder, _ columns: String, _ values: any DatabaseValue...) throws {
    try database.run(
      "UPDATE waldur_order SET modified = ?, \(columns) WHERE id = ?",
      values: [now.microseconds] + values + [order.id])
  }

  func set(_ order: WaldurOrder, _ state: OrderState) throws {
    let completed: Int64? = state.isFinal ? now.microseconds : nil
    try update(order, "state = ?, completed_at = ?", state.rawValue, completed)
  }

  func set(resource: Int64, _ state: ResourceState) throws {
    try database.run(
      "UPDATE waldur_resource SET modified = ?, state = ? WHERE id = ? AND state <> ?",
      now.microseconds, state.rawValue, resource, state.rawValue)
  }

  /// Writes down who decided.
  func review(_ order: WaldurOrder, by user: Int64, _ side: OrderActions.Side) throws {
    let name = side == .consumer ? "consumer" : "provider"
    try update(
      order, "\(name)_reviewed_by = ?, \(name)_reviewed_at = ?", user, now.microseconds)
  }

  /// Lets an order on to the provider; one of a project that has not begun waits for it.
  func passConsumer(_ order: WaldurOrder, project: WaldurProject) throws {
    let begins = project.startDate.flatMap { CalendarDate($0) }
    try set(order, begins.map { $0 > now.date } == true ? .pendingProject : .pendingProvider)
  }

  /// Carries out an order that the provider approved. An offering of the basic type needs nothing
  /// more; a site that is run by software says itself when it is ready.
  func execute(_ order: WaldurOrder) throws {
    try set(order, .executing)
    if order.type == .create {
      let options = try JSONBuffer.parse(order.attributes).root.member("options")?.rawText
      try database.run(
        "UPDATE waldur_resource SET options = ? WHERE id = ?", options ?? "{}", order.resource)
    }
    let offering = try find(WaldurOffering.self, id: order.offering)
    if offering?.type != .slurm { return try complete(order) }
    switch order.type {
    case .update: try set(resource: order.resource, .updating)
    case .terminate: try set(resource: order.resource, .terminating)
    default: break
    }
  }

  /// Ends an order well: the resource becomes what was asked for.
  func complete(_ order: WaldurOrder) throws {
    switch order.type {
    case .create, .restore: try completeCreation(order)
    case .update: try completeUpdate(order)
    default:
      try set(resource: order.resource, .terminated)
      try closePlanPeriods(of: order.resource)
    }
    try set(order, .done)
  }

  private func completeCreation(_ order: WaldurOrder) throws {
    try database.run(
      """
      UPDATE waldur_resource SET state = ?, modified = ?, is_billed = 1, error_message = '',
        error_traceback = '' WHERE id = ?
      """, ResourceState.ok.rawValue, now.microseconds, order.resource)
    if let plan = order.plan { try openPlanPeriod(of: order.resource, plan: plan) }
    try invoice(order.resource)
    try addOfferingUsers(offering: order.offering, project: order.project)
  }

  private func completeUpdate(_ order: WaldurOrder) throws {
    if let old = order.oldPlan, old != order.plan, let plan = order.plan {
      try database.run(
        "UPDATE waldur_resource SET plan = ?, modified = ?, cost = ? WHERE id = ?", plan,
        now.microseconds, try runningCost(of: order)?.text, order.resource)
      try closePlanPeriods(of: order.resource)
      try openPlanPeriod(of: order.resource, plan: plan)
      if try find(WaldurResource.self, id: order.resource)?.state == .updating {
        try set(resource: order.resource, .ok)
      }
      return
    }
    try database.run(
      "UPDATE waldur_resource SET state = ?, limits = ?, cost = ?, modified = ? WHERE id = ?",
      ResourceState.ok.rawValue, order.limits, try runningCost(of: order)?.text,
      now.microseconds,
      order.resource)
    try invoice(order.resource)
  }

  /// Returns what the resource of an order costs from then on, without what is paid once.
  private func runningCost(of order: WaldurOrder) throws -> DecimalNumber? {
    guard let id = order.plan, let plan = try find(WaldurPlan.self, id: id) else { return nil }
    return try estimate(plan, JSONObject(order.limits))
  }

  /// Ends an order that was refused: what it would have made is gone, what is there stays.
  func reject(_ order: WaldurOrder, comment: String, _ side: OrderActions.Side) throws {
    let name = side == .consumer ? "consumer" : "provider"
    try update(order, "\(name)_rejection_comment = ?", comment)
    try set(order, .rejected)
    try set(resource: order.resource, order.type == .create ? .terminated : .ok)
  }

  /// Ends an order that went wrong.
  func fail(_ order: WaldurOrder, message: String, traceback: String) throws {
    try update(order, "error_message = ?, error_traceback = ?", message, traceback)
    try set(order, .erred)
    guard order.state == .executing || order.state == .pendingProvider else { return }
    try set(resource: order.resource, order.type == .terminate ? .ok : .erred)
    if order.type != .terminate {
      try database.run(
        "UPDATE waldur_resource SET error_message = ?, error_traceback = ? WHERE id = ?",
        message, traceback, order.resource)
    }
  }

  func retry(_ order: WaldurOrder) throws {
    try update(order, "error_message = '', error_traceback = ''")
    try set(order, .executing)
    let state: ResourceState =
      switch order.type {
      case .update: .updating
      case .terminate: .terminating
      default: .creating
      }
    try database.run(
      """
      UPDATE waldur_resource SET state = ?, modified = ?, error_message = '', error_traceback = ''
      WHERE id = ?
      """, state.rawValue, now.microseconds, order.resource)
  }

  // MARK: Plan periods

  func openPlanPeriod(of resource: Int64, plan: Int64) throws {
    try database.insert(
      "INSERT INTO waldur_plan_period(uuid, resource, plan, started) VALUES (?, ?, ?, ?)",
      newUUID(), resource, plan, now.microseconds)
  }

  func closePlanPeriods(of resource: Int64) throws {
    try database.run(
      "UPDATE waldur_plan_period SET ended = ? WHERE resource = ? AND ended IS NULL",
      now.microseconds, resource)
  }
}
