import JSON
import WaldurWire

/// What the team behind an offering does with it.
enum OfferingActions {
  /// One step in the life of an offering.
  private struct Step: Sendable {
    let to: OfferingState
    let from: [OfferingState]
    /// Nil for what only staff may.
    let permission: Permission?
  }

  static let activate = step(
    Step(to: .active, from: [.draft, .paused], permission: nil))
  static let unpause = step(Step(to: .active, from: [.paused], permission: .offeringUnpause))
  static let pause = step(Step(to: .paused, from: [.active], permission: .offeringPause))
  static let archive = step(
    Step(to: .archived, from: OfferingState.known, permission: .offeringArchive))
  static let draft = step(
    Step(to: .draft, from: OfferingState.known, permission: nil))

  private static func step(_ step: Step) -> Route.Handler {
    { call in
      let offering = try Offerings.provided.one(call)
      let viewer = try call.user()
      let isAllowed =
        step.permission.map {
          viewer.may($0, on: .offering(offering.id), .customer(offering.customer))
        } ?? viewer.isStaff
      guard isAllowed else { throw WaldurFault.notPermitted }
      try call.record(WaldurCustomer.self, offering.customer).requireOpen()
      var form = try BodyForm(call)
      let reason = form.text(PauseOfferingFields.shared.pausedReason, allowsBlank: true) ?? ""
      try form.finish()
      let hasPlans = try !call.plans(of: offering.id).isEmpty
      guard step.from.contains(OfferingState(offering.state)), step.to != .active || hasPlans else {
        throw WaldurFault.invalid("Offering state is invalid.")
      }
      try call.database.run(
        "UPDATE waldur_offering SET state = ?, paused_reason = ? WHERE id = ?", step.to.rawValue,
        step.to == .paused ? reason : "", offering.id)
      let fields = DetailAnswerFields.shared
      return .json(
        200,
        .object([
          (fields.detail.name, .string("Offering state updated.")),
          (fields.state.name, .string(step.to.rawValue)),
        ]))
    }
  }

  // MARK: What belongs to an offering

  static let orders: Route.Handler = { call in
    let offering = try Offerings.provided.one(call)
    return try Orders.listing.list(
      call, within: SQLCondition("waldur_order.offering = ?", offering.id))
  }

  static let order: Route.Handler = { call in
    let offering = try Offerings.provided.one(call)
    let order = try Orders.listing.one(call, "order")
    guard order.offering == offering.id else { throw WaldurFault.noMatch(WaldurOrder.model) }
    return try Orders.representation.response(order, for: call)
  }

  /// The people of the projects that have something of an offering.
  static let customerUsers: Route.Handler = { call in
    let offering = try owned(call)
    return try Users.all.list(
      call,
      within: SQLCondition(
        """
        waldur_user.id IN (SELECT user FROM waldur_grant WHERE scope_type = 'project' AND scope IN
          (SELECT project FROM waldur_resource_tally
            WHERE offering = ? AND state <> 'Terminated' AND n > 0))
        """, offering.id))
  }

  static let customerProjects: Route.Handler = { call in
    let offering = try owned(call)
    return try Projects.all.list(
      call,
      within: SQLCondition(
        """
        waldur_project.id IN (SELECT project FROM waldur_resource_tally
          WHERE offering = ? AND state <> 'Terminated' AND n > 0)
        """, offering.id))
  }

  /// How many offerings there are in each state, of those that the viewer sees here.
  static let stats: Route.Handler = { call in
    let offering = try Offerings.provided.one(call)
    let resources = try call.state.number(
      """
      SELECT coalesce(sum(n), 0) FROM waldur_resource_tally
      WHERE offering = ? AND state <> 'Terminated'
      """, offering.id)
    return .json(
      200,
      .object([
        ("resources_count", .int(resources)),
        ("customers_count", .int(try call.state.customerCount(of: offering))),
      ]))
  }

  private static func owned(_ call: WaldurCall) throws -> WaldurOffering {
    let offering = try Offerings.provided.one(call)
    guard try call.user().owns(customer: offering.customer) else {
      throw WaldurFault.notPermitted
    }
    return offering
  }
}
