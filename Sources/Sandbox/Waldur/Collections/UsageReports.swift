import JSON
import WaldurWire

/// Reports of usage: `set_usage` for a resource, `set_user_usage` for its people.
enum UsageReports {
  /// One amount of a report.
  fileprivate struct Item {
    var type = ""
    var amount = DecimalNumber.zero
    var description = ""
    var isRecurring = false
  }

  static let setUsage: Route.Handler = { call in
    var form = try BodyForm(call)
    let fields = SetUsageFields.shared
    let items = form.objects(fields.usages, required: true) { item -> Item in
      let fields = UsageItemFields.shared
      return Item(
        type: item.text(fields.type, required: true) ?? "",
        amount: item.decimal(fields.amount, required: true) ?? .zero,
        description: item.text(fields.description, allowsBlank: true) ?? "",
        isRecurring: (item.bool(fields.recurring) ?? false)
          || item.choice(fields.missingUsagePolicy, ["none", "reuse", "zero"]) == "reuse")
    }
    let period = try find(WaldurPlanPeriod.self, fields.planPeriod, &form, call)
    let named = try find(WaldurResource.self, fields.resource, &form, call)
    try form.finish()
    guard period != nil || named != nil else {
      throw WaldurFault.nonField("Either plan_period or resource should be provided.")
    }
    let wanted = try period.map { try call.record(WaldurResource.self, $0.resource) } ?? named
    guard let resource = wanted else { throw WaldurFault.serverError }
    try check(period, resource, items ?? [], call)
    try requirePermission(resource, call)
    try call.state.record(items ?? [], of: resource, period: period, call)
    return .empty(201)
  }

  /// Returns the row that a field names by its UUID.
  private static func find<Record: WaldurRecord, Value>(
    _ type: Record.Type, _ field: Field<Value>, _ form: inout BodyForm, _ call: WaldurCall
  ) throws -> Record? {
    guard let value = form.value(field) else { return nil }
    let text = value.string() ?? value.rawText
    guard let uuid = WaldurUUID(text) else {
      form.refuse(field, "Invalid value.")
      return nil
    }
    guard let found = try call.state.find(type, uuid: uuid.description) else {
      form.refuse(field, "Object with uuid=\(text) does not exist.")
      return nil
    }
    return found
  }

  private static func check(
    _ period: WaldurPlanPeriod?, _ resource: WaldurResource, _ items: [Item], _ call: WaldurCall
  ) throws {
    let fields = SetUsageFields.shared
    if let ended = period?.ended, ended.date < call.now.date.monthStart {
      throw WaldurFault.invalid(fields.planPeriod.name, "Billing period is closed.")
    }
    guard [.ok, .updating, .terminating].contains(resource.state) else {
      throw WaldurFault.invalid(fields.resource.name, "Resource is not in valid state.")
    }
    let components = try call.components(of: resource.offering)
    let known = components.filter { $0.isUsageBased || $0.isLimitBased }.map(\.type)
    let unknown = Set(items.map(\.type)).subtracting(known)
    if !unknown.isEmpty {
      throw WaldurFault.nonField(
        "These components are invalid: \(unknown.sorted().joined(separator: ", ")).")
    }
  }

  private static func requirePermission(_ resource: WaldurResource, _ call: WaldurCall) throws {
    let offering = try call.offering(of: resource)
    guard
      try call.user().may(
        .resourceSetUsage, on: .customer(offering.customer), .offering(offering.id))
    else { throw WaldurFault.notPermitted }
  }

  // MARK: People

  static let setUserUsage: Route.Handler = { call in
    let usage = try ComponentUsages.listing.one(call)
    try requirePermission(call.resource(of: usage), call)
    var form = try BodyForm(call)
    let item = try UserItem(&form, call)
    try form.finish()
    try call.state.record(item, of: usage)
    return .empty(201)
  }

  static let setUserUsages: Route.Handler = { call in
    let usage = try ComponentUsages.listing.one(call)
    try requirePermission(call.resource(of: usage), call)
    var form = try BodyForm(call)
    var failure: (any Error)?
    let items = form.objects(SetUserUsagesFields.shared.usages, required: true) {
      item -> UserItem? in
      do {
        return try UserItem(&item, call)
      } catch {
        failure = error
        return nil
      }
    }
    if let failure { throw failure }
    try form.finish()
    for item in items ?? [] { if let item { try call.state.record(item, of: usage) } }
    return .empty(201)
  }

  fileprivate struct UserItem {
    let username: String
    let amount: DecimalNumber
    let account: WaldurOfferingUser?

    init(_ form: inout BodyForm, _ call: WaldurCall) throws {
      let fields = SetUserUsageFields.shared
      username = form.text(fields.username, required: true) ?? ""
      amount = form.decimal(fields.usage) ?? .zero
      account = try form.link(fields.user, ["marketplace-offering-users"]) {
        try call.state.find(WaldurOfferingUser.self, uuid: $0)
      }
    }
  }
}

extension WaldurState {
  /// Books a report on the current month; what stood there of the same components is replaced.
  fileprivate func record(
    _ items: [UsageReports.Item], of resource: WaldurResource, period: WaldurPlanPeriod?,
    _ call: WaldurCall
  ) throws {
    let month = now.date.monthStart.text
    let components = try call.components(of: resource.offering)
    let found = try period ?? openPeriod(of: resource)
    // A server of 2024 breaks here where there is no plan.
    guard let period = found else {
      if items.isEmpty { return }
      throw WaldurFault.serverError
    }
    for item in items {
      guard let component = components.first(where: { $0.type == item.type }) else { continue }
      try checkLimit(item.amount, resource, component)
      try database.run(
        """
        UPDATE waldur_usage SET recurring = 0
        WHERE resource = ? AND component = ? AND billing_period = ?
        """, resource.id, component.id, month)
      let changed = try database.run(
        """
        UPDATE waldur_usage SET amount = ?, description = ?, recurring = ?, date = ?,
          modified_by = ?
        WHERE resource = ? AND component = ? AND plan_period = ? AND billing_period = ?
        """, item.amount.text, item.description, item.isRecurring, now.microseconds,
        call.viewer?.user.id, resource.id, component.id, period.id, month)
      guard changed == 0 else { continue }
      try database.insert(
        """
        INSERT INTO waldur_usage(uuid, resource, component, plan_period, amount, description,
          recurring, billing_period, modified_by, date, created)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, newUUID(), resource.id, component.id, period.id, item.amount.text,
        item.description, item.isRecurring, month, call.viewer?.user.id, now.microseconds,
        now.microseconds)
    }
    let current = Cell.object(
      items.map { ($0.type, .decimal($0.amount, places: 2)) })
    try database.run(
      "UPDATE waldur_resource SET current_usages = ?, modified = ? WHERE id = ?", current.text,
      now.microseconds, resource.id)
  }

  /// Returns the plan period a resource is in; opens one where there is none yet.
  private func openPeriod(of resource: WaldurResource) throws -> WaldurPlanPeriod? {
    let condition = SQLCondition("resource = ? AND ended IS NULL", resource.id)
    if let open = try first(WaldurPlanPeriod.self, condition, order: "started DESC, id DESC") {
      return open
    }
    guard let plan = resource.plan else { return nil }
    try openPlanPeriod(of: resource.id, plan: plan)
    return try first(WaldurPlanPeriod.self, condition)
  }

  /// The amount that is there already counts too, also where it is to be replaced.
  private func checkLimit(
    _ amount: DecimalNumber, _ resource: WaldurResource, _ component: WaldurComponent
  ) throws {
    guard component.isUsageBased, let limit = component.limitAmount,
      let period = component.limitPeriod
    else { return }
    let total = (try used(resource, component, since: period) ?? .zero) + amount
    if total > DecimalNumber(Int(limit)) {
      throw WaldurFault.invalid(
        "Total amount exceeds limit. Total amount: \(total.text(places: 2)), limit: \(limit).")
    }
  }

  /// Returns what was used of a component in the month, quarter, year or ever; nil without a report.
  func used(
    _ resource: WaldurResource, _ component: WaldurComponent, since period: String
  ) throws -> DecimalNumber? {
    let today = now.date
    let start: CalendarDate =
      switch LimitPeriod(period) {
      case .month: today.monthStart
      case .quarterly: CalendarDate(year: today.year, month: (today.month - 1) / 3 * 3 + 1, day: 1)
      case .annual: CalendarDate(year: today.year, month: 1, day: 1)
      default: CalendarDate(daysSince1970: 0)
      }
    let amounts: [DecimalNumber] = try database.rows(
      """
      SELECT amount FROM waldur_usage
      WHERE resource = ? AND component = ? AND billing_period >= ?
      """, resource.id, component.id, start.text, read: { DecimalNumber($0.text(0)) ?? .zero })
    return amounts.isEmpty ? nil : amounts.reduce(.zero, +)
  }

  /// Whether anything was used of a resource from a day on.
  func isUsed(_ resource: WaldurResource, since day: CalendarDate) throws -> Bool {
    try exists(
      WaldurUsage.table,
      SQLCondition(
        "resource = ? AND date >= ? AND CAST(amount AS REAL) > 0", resource.id,
        day.start.microseconds))
  }

  fileprivate func record(_ item: UsageReports.UserItem, of usage: WaldurUsage) throws {
    try database.run(
      """
      INSERT INTO waldur_user_usage(uuid, usage, offering_user, username, amount, created, modified)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (usage, username) DO UPDATE SET amount = excluded.amount,
        offering_user = excluded.offering_user, modified = excluded.modified
      """, newUUID(), usage.id, item.account?.id, item.username, item.amount.text,
      now.microseconds, now.microseconds)
  }
}
