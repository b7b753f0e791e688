import JSON
import WaldurWire

/// The components of an offering.
enum Components {
  static let representation = Representation<WaldurComponent>([
    Shown(\OfferingComponentFields.uuid) { component, _ in .string(component.uuid) },
    Shown(\OfferingComponentFields.billingType) { component, _ in
      .string(component.billingType)
    },
    Shown(\OfferingComponentFields.type) { component, _ in .string(component.type) },
    Shown(\OfferingComponentFields.name) { component, _ in .string(component.name) },
    Shown(\OfferingComponentFields.description) { component, _ in
      .string(component.description)
    },
    Shown(\OfferingComponentFields.measuredUnit) { component, _ in
      .string(component.measuredUnit)
    },
    Shown(\OfferingComponentFields.limitPeriod) { component, _ in
      .optional(component.limitPeriod)
    },
    Shown(\OfferingComponentFields.limitAmount) { component, _ in
      .optional(component.limitAmount)
    },
    Shown(\OfferingComponentFields.articleCode) { _, _ in .string("") },
    Shown(\OfferingComponentFields.maxValue) { component, _ in .optional(component.maxValue) },
    Shown(\OfferingComponentFields.minValue) { component, _ in .optional(component.minValue) },
    Shown(\OfferingComponentFields.maxAvailableLimit) { component, _ in
      .optional(component.maxAvailableLimit)
    },
    Shown(\OfferingComponentFields.isBoolean) { component, _ in .bool(component.isBoolean) },
    Shown(\OfferingComponentFields.defaultLimit) { component, _ in
      .optional(component.defaultLimit)
    },
    Shown(\OfferingComponentFields.factor) { _, _ in .null },
    Shown(\OfferingComponentFields.isBuiltin) { _, _ in .bool(false) },
  ])
}

/// The plans of an offering.
enum Plans {
  /// As the team behind an offering sees them.
  static let ofProvider = representation { plan, call in
    call.url("marketplace-plans", plan.uuid)
  }
  static let ofPublic = representation { plan, call in
    call.url(
      "marketplace-public-offerings",
      try call.record(WaldurOffering.self, plan.offering).uuid, "plans", plan.uuid)
  }

  /// All plans of a public offering.
  static let list: Route.Handler = { call in
    let offering = try Offerings.visible.one(call)
    return try ofPublic.unpaged(call.plans(of: offering.id), for: call)
  }

  /// One plan; only without hyphens is it found.
  static let one: Route.Handler = { call in
    let offering = try Offerings.visible.one(call)
    let wanted = call.parameters["plan"].flatMap { WaldurUUID($0)?.description }
    guard let plan = try call.plans(of: offering.id).first(where: { $0.uuid == wanted }) else {
      throw WaldurFault.noMatch(WaldurPlan.model)
    }
    return try ofPublic.response(plan, for: call)
  }

  private static func representation(
    _ url: @escaping @Sendable (WaldurPlan, WaldurCall) throws -> Cell
  ) -> Representation<WaldurPlan> {
    Representation([
      Shown(\PlanFields.url, .always, url),
      Shown(\PlanFields.uuid) { plan, _ in .string(plan.uuid) },
      Shown(\PlanFields.name) { plan, _ in .string(plan.name) },
      Shown(\PlanFields.description) { plan, _ in .string(plan.description) },
      Shown(\PlanFields.articleCode) { _, _ in .string("") },
      Shown(\PlanFields.maxAmount) { plan, _ in .optional(plan.maxAmount) },
      Shown(\PlanFields.archived) { plan, _ in .bool(plan.isArchived) },
      Shown(\PlanFields.isActive) { plan, call in .bool(try call.state.isOpen(plan)) },
      Shown(\PlanFields.unitPrice) { plan, _ in .decimal(plan.unitPrice) },
      Shown(\PlanFields.unit) { plan, _ in .string(plan.unit) },
      Shown(\PlanFields.initPrice) { try $1.state.price(of: $0, .one).priceCell },
      Shown(\PlanFields.switchPrice) { try $1.state.price(of: $0, .few).priceCell },
      Shown(\PlanFields.backendID) { plan, _ in .string(plan.backendID) },
      Shown(\PlanFields.organizationGroups) { _, _ in .list([]) },
      Shown(\PlanFields.prices) { try byType($0, $1) { part in .double(part.price.double) } },
      Shown(\PlanFields.futurePrices) {
        try byType($0, $1) { part in part.futurePrice.map { .double($0.double) } ?? .null }
      },
      Shown(\PlanFields.quotas) { try byType($0, $1) { part in .int(part.amount) } },
      Shown(\PlanFields.resourcesCount) { plan, call in
        .int(
          try call.state.number(
            "SELECT count(*) FROM waldur_resource WHERE plan = ?", plan.id))
      },
      Shown(\PlanFields.planType) { .optional(try type(of: $0, $1)) },
      Shown(\PlanFields.minimalPrice) { .double(try minimalPrice(of: $0, $1).double) },
    ])
  }

  private static func parts(of plan: WaldurPlan, _ call: WaldurCall) throws -> [(
    WaldurComponent, WaldurPlanComponent
  )] {
    try call.related(WaldurPlanComponent.self, "plan", plan.id).map {
      (try call.record(WaldurComponent.self, $0.component), $0)
    }
  }

  private static func byType(
    _ plan: WaldurPlan, _ call: WaldurCall, _ value: (WaldurPlanComponent) -> Cell
  ) throws -> Cell {
    .object(try parts(of: plan, call).map { ($0.0.type, value($0.1)) })
  }

  /// How a plan is paid for: as all its components are, or mixed.
  private static func type(of plan: WaldurPlan, _ call: WaldurCall) throws -> String? {
    let types = Set(try parts(of: plan, call).map(\.0.billingType))
    guard let first = types.first else { return nil }
    guard types.count == 1 else { return "mixed" }
    switch BillingType(first) {
    case .usage: return "usage-based"
    case .limit: return "limit"
    case .fixed: return "fixed"
    case .one: return "one-time"
    case .few: return "on-plan-switch"
    default: return first
    }
  }

  /// What a plan costs at least: what is fixed, and one of everything with a limit.
  private static func minimalPrice(of plan: WaldurPlan, _ call: WaldurCall) throws
    -> DecimalNumber
  {
    try parts(of: plan, call).reduce(.zero) { sum, part in
      let (component, price) = part
      switch BillingType(component.billingType) {
      case .limit: return sum + price.price * DecimalNumber(Int(component.minValue ?? 1))
      case .fixed: return sum + price.price * DecimalNumber(Int(price.amount))
      case .one: return sum + price.price
      default: return sum
      }
    }
  }
}

extension WaldurState {
  /// Returns what the components of a plan that are billed in one way cost together.
  func price(of plan: WaldurPlan, _ billing: BillingType) throws -> DecimalNumber {
    let prices: [DecimalNumber] = try database.rows(
      """
      SELECT p.price FROM waldur_plan_component AS p
      JOIN waldur_component AS c ON c.id = p.component WHERE p.plan = ? AND c.billing_type = ?
      """, plan.id, billing.rawValue, read: { DecimalNumber($0.text(0)) ?? .zero })
    return prices.reduce(.zero, +)
  }

  /// Whether a plan can be had: it may be meant for so many resources only.
  func isOpen(_ plan: WaldurPlan) throws -> Bool {
    guard let most = plan.maxAmount, most > 0 else { return true }
    let taken = try number(
      "SELECT count(*) FROM waldur_resource WHERE plan = ? AND state <> 'Terminated'", plan.id)
    return taken < most
  }
}

extension DecimalNumber {
  /// A sum that nothing is in is a whole number.
  var priceCell: Cell { self > .zero ? .double(double) : .int(0) }
}

/// `marketplace-plan-components`: what the components of plans cost; open to everybody.
enum PlanComponents {
  static let listing = Listing<WaldurPlanComponent>(
    visible: { viewer, call in
      let sight = try Offerings.visible.visible(viewer, call).condition
      guard let viewer, !viewer.seesAll else {
        return viewer == nil ? .rows(sight) : .everything
      }
      return .rows(
        .any([sight, .among("waldur_offering.id", try call.providedOfferings(viewer))]))
    },
    filters: [
      .uuid("offering_uuid", "waldur_offering.uuid = ?"),
      .uuid("plan_uuid", "waldur_plan.uuid = ?"),
      .bool("shared", "waldur_offering.shared"),
      .bool("archived", "waldur_plan.archived"),
    ], orderings: [],
    defaultOrder: "waldur_component.name, waldur_plan_component.id",
    representation: representation,
    joins: """
      JOIN waldur_plan ON waldur_plan.id = waldur_plan_component.plan
      JOIN waldur_offering ON waldur_offering.id = waldur_plan.offering
      JOIN waldur_component ON waldur_component.id = waldur_plan_component.component
      """)

  /// The list, which knows no selection of fields.
  static let list: Route.Handler = { call in
    let (rows, headers) = try listing.page(call)
    return try Paging.response(
      rows, representation, for: call, selects: false, headers: headers)
  }

  private static let representation = Representation<WaldurPlanComponent>([
    Shown(\PlanComponentFields.offeringName) { .string(try offering($0, $1).name) },
    Shown(\PlanComponentFields.offeringUUID, .present) { .string(try offering($0, $1).uuid) },
    Shown(\PlanComponentFields.planName) { .string(try plan($0, $1).name) },
    Shown(\PlanComponentFields.planUUID, .present) { .string(try plan($0, $1).uuid) },
    Shown(\PlanComponentFields.planUnit) { .string(try plan($0, $1).unit) },
    Shown(\PlanComponentFields.componentName) { .string(try component($0, $1).name) },
    Shown(\PlanComponentFields.measuredUnit) { .string(try component($0, $1).measuredUnit) },
    Shown(\PlanComponentFields.billingType) { .string(try component($0, $1).billingType) },
    Shown(\PlanComponentFields.amount) { part, _ in .int(part.amount) },
    Shown(\PlanComponentFields.price) { part, _ in .decimal(part.price) },
    Shown(\PlanComponentFields.futurePrice) { part, _ in
      part.futurePrice.map { .decimal($0) } ?? .null
    },
  ])

  private static func plan(_ part: WaldurPlanComponent, _ call: WaldurCall) throws -> WaldurPlan {
    try call.record(WaldurPlan.self, part.plan)
  }

  private static func offering(_ part: WaldurPlanComponent, _ call: WaldurCall) throws
    -> WaldurOffering
  {
    try call.record(WaldurOffering.self, plan(part, call).offering)
  }

  private static func component(_ part: WaldurPlanComponent, _ call: WaldurCall) throws
    -> WaldurComponent
  {
    try call.record(WaldurComponent.self, part.component)
  }
}
