import JSON
import WaldurWire

extension WaldurWorld {
  /// Puts the world into empty tables.
  func fill(_ state: WaldurState) throws {
    try ShippedRoles.add(to: state)
    var filler = WorldFiller(state: state)
    try users.forEach { try filler.add($0) }
    try customers.forEach { try filler.add($0) }
    try projects.forEach { try filler.add($0) }
    try categories.forEach { try filler.add(category: $0, uuid: categoryUUIDs[$0]) }
    try offerings.forEach { try filler.add($0) }
    try grants.forEach { try filler.add($0) }
    try resources.forEach { try filler.add($0) }
    try orders.forEach { try filler.add($0) }
    try usages.forEach { try filler.add($0) }
    try accounts.forEach { try filler.add($0) }
    try userUsages.forEach { try filler.add($0) }
    for customer in customers where customer.isBilled == true {
      try filler.beginBill(of: customer.key ?? customer.name)
    }
  }

  /// Removes all rows of the Waldur half.
  static func clear(_ state: WaldurState) throws {
    let tables = [
      "user_usage", "usage", "invoice_item", "plan_period", "order", "resource", "offering_user",
      "plan_component", "plan", "component", "offering", "service_provider", "category", "grant",
      "role", "project", "customer", "key", "user", "order_tally", "resource_tally",
    ]
    for table in tables { try state.database.run("DELETE FROM waldur_\(table)") }
  }
}

/// Something in the world names something that is not there.
struct WorldError: Error, CustomStringConvertible {
  let description: String
}

/// Adds rows and remembers what they are called.
private struct WorldFiller {
  let state: WaldurState
  private var ids: [String: [String: Int64]] = [:]
  private var resources: [String: (WaldurWorld.Resource, offering: Int64, plan: Int64?)] = [:]

  init(state: WaldurState) { self.state = state }

  private var now: Int64 { state.now.microseconds }

  private func id(_ kind: String, _ name: String) throws -> Int64 {
    guard let id = ids[kind]?[name] else {
      throw WorldError(description: "no \(kind) is called \(name)")
    }
    return id
  }

  private func known(_ kind: String, _ name: String?) throws -> Int64? {
    guard let name else { return nil }
    return try id(kind, name)
  }

  private mutating func keep(_ kind: String, _ name: String, _ id: Int64) {
    ids[kind, default: [:]][name] = id
  }

  private func uuid(_ given: String?) throws -> String { try given ?? state.newUUID() }

  private func time(_ text: String?) throws -> Int64? {
    guard let text else { return nil }
    guard let moment = Moment(text) else { throw WorldError(description: "\(text) is no time") }
    return moment.microseconds
  }

  /// Adds a row; columns without a value get the one of the layout.
  @discardableResult
  private func insert(
    _ table: String, _ columns: KeyValuePairs<String, (any DatabaseValue)?>
  ) throws -> Int64 {
    let given = columns.compactMap { column in column.value.map { (column.key, $0) } }
    let marks = Array(repeating: "?", count: given.count).joined(separator: ", ")
    return try state.database.insert(
      "INSERT INTO \(table)(\(given.map(\.0).joined(separator: ", "))) VALUES (\(marks))",
      values: given.map(\.1))
  }

  // MARK: People

  mutating func add(_ user: WaldurWorld.User) throws {
    let id = try insert(
      WaldurUser.table,
      [
        "uuid": uuid(user.uuid), "username": user.username,
        "slug": state.slug(for: user.username, in: WaldurUser.table),
        "first_name": user.firstName, "last_name": user.lastName, "native_name": user.nativeName,
        "email": user.email ?? "\(user.username)@example.org",
        "organization": user.organization, "job_title": user.jobTitle,
        "phone_number": user.phoneNumber, "civil_number": user.civilNumber,
        "description": user.description, "is_staff": user.isStaff, "is_support": user.isSupport,
        "is_active": user.isActive, "token": user.token ?? state.identifiers.hex(bytes: 20),
        "token_lifetime": user.tokenLifetime,
        "token_used": now - Int64(user.tokenAge ?? 0) * 1_000_000,
        "password": user.password ?? user.username, "date_joined": now,
      ])
    keep("user", user.username, id)
    for key in user.keys ?? [] {
      guard let parsed = PublicKey(key.publicKey) else {
        throw WorldError(description: "\(key.name) is no public key")
      }
      try state.add(parsed, key.publicKey, named: key.name, of: id, uuid: key.uuid)
      guard key.isShared == true else { continue }
      try state.database.run(
        "UPDATE waldur_key SET is_shared = 1 WHERE user = ? AND name = ?", id, key.name)
    }
  }

  mutating func add(_ customer: WaldurWorld.Customer) throws {
    let id = try insert(
      WaldurCustomer.table,
      [
        "uuid": uuid(customer.uuid), "name": customer.name,
        "slug": state.slug(for: customer.name, in: WaldurCustomer.table),
        "native_name": customer.nativeName, "abbreviation": customer.abbreviation,
        "email": customer.email, "phone_number": customer.phoneNumber,
        "contact_details": customer.contactDetails, "country": customer.country,
        "registration_code": customer.registrationCode,
        "agreement_number": customer.agreementNumber, "backend_id": customer.backendID,
        "blocked": customer.blocked, "archived": customer.archived, "created": now,
      ])
    keep("customer", customer.key ?? customer.name, id)
    guard let provides = customer.provides else { return }
    try insert(
      WaldurServiceProvider.table,
      [
        "uuid": uuid(customer.providerUUID), "customer": id, "description": provides,
        "created": now,
      ])
  }

  func beginBill(of customer: String) throws {
    try state.beginBill(of: id("customer", customer))
  }

  mutating func add(_ project: WaldurWorld.Project) throws {
    let id = try insert(
      WaldurProject.table,
      [
        "uuid": uuid(project.uuid), "customer": self.id("customer", project.customer),
        "name": project.name, "slug": state.slug(for: project.name, in: WaldurProject.table),
        "description": project.description, "backend_id": project.backendID,
        "start_date": project.startDate, "end_date": project.endDate, "created": now,
      ])
    keep("project", project.key ?? project.name, id)
  }

  mutating func add(_ grant: WaldurWorld.Grant) throws {
    guard let role = try state.first(WaldurRole.self, SQLCondition("name = ?", grant.role)) else {
      throw WorldError(description: "no role is called \(grant.role)")
    }
    try insert(
      WaldurGrant.table,
      [
        "uuid": uuid(grant.uuid), "user": id("user", grant.user), "role": role.id,
        "scope_type": role.scopeType, "scope": id(role.scopeType, grant.scope), "created": now,
        "created_by": known("user", grant.createdBy), "expires": time(grant.expires),
      ])
  }

  // MARK: Catalogue

  mutating func add(category: String, uuid: String?) throws {
    keep(
      "category", category,
      try insert(
        WaldurCategory.table, ["uuid": self.uuid(uuid), "title": category]))
  }

  mutating func add(_ offering: WaldurWorld.Offering) throws {
    let key = offering.key ?? offering.name
    let id = try insert(
      WaldurOffering.table,
      [
        "uuid": uuid(offering.uuid), "customer": self.id("customer", offering.customer),
        "project": known("project", offering.project),
        "category": self.id("category", offering.category), "name": offering.name,
        "slug": state.slug(for: offering.name, in: WaldurOffering.table),
        "description": offering.description, "terms_of_service": offering.termsOfService,
        "type": offering.type, "state": offering.state, "shared": offering.shared,
        "billable": offering.billable, "paused_reason": offering.pausedReason,
        "backend_id": offering.backendID, "attributes": offering.attributes?.description,
        "options": offering.options?.description,
        "resource_options": offering.resourceOptions?.description,
        "secret_options": offering.secretOptions?.description,
        "plugin_options": offering.pluginOptions?.description,
        "uncounted_orders": offering.uncountedOrders, "created": now,
      ])
    keep("offering", key, id)
    let plans = try offering.plans.map { plan in
      let planID = try insert(
        WaldurPlan.table,
        [
          "uuid": uuid(plan.uuid), "offering": id, "name": plan.name,
          "description": plan.description, "unit": plan.unit, "unit_price": plan.unitPrice,
          "backend_id": plan.backendID, "max_amount": plan.maxAmount, "archived": plan.archived,
          "created": now,
        ])
      keep("plan", "\(key)/\(plan.name)", planID)
      return (planID, plan)
    }
    for component in offering.components { try add(component, to: id, called: key, plans) }
  }

  private mutating func add(
    _ component: WaldurWorld.Component, to offering: Int64, called key: String,
    _ plans: [(Int64, WaldurWorld.Plan)]
  ) throws {
    let id = try insert(
      WaldurComponent.table,
      [
        "uuid": uuid(component.uuid), "offering": offering, "type": component.type,
        "name": component.name, "description": component.description,
        "measured_unit": component.measuredUnit, "billing_type": component.billingType,
        "limit_period": component.limitPeriod, "limit_amount": component.limitAmount,
        "min_value": component.minValue, "max_value": component.maxValue,
        "max_available_limit": component.maxAvailableLimit, "is_boolean": component.isBoolean,
        "default_limit": component.defaultLimit,
      ])
    keep("component", "\(key)/\(component.type)", id)
    for (planID, plan) in plans {
      guard let price = plan.prices[component.type] else { continue }
      try insert(
        WaldurPlanComponent.table,
        [
          "plan": planID, "component": id, "price": price,
          "amount": plan.quotas?[component.type],
          "future_price": plan.futurePrices?[component.type],
        ])
    }
  }

  // MARK: Work

  mutating func add(_ resource: WaldurWorld.Resource) throws {
    let created = try time(resource.created) ?? now
    let offering = try self.id("offering", resource.offering)
    let plan = try known("plan", resource.plan.map { "\(resource.offering)/\($0)" })
    let id = try insert(
      WaldurResource.table,
      [
        "uuid": uuid(resource.uuid), "name": resource.name,
        "slug": resource.slug ?? state.slug(for: resource.name, in: WaldurResource.table),
        "description": resource.description, "state": resource.state, "offering": offering,
        "plan": plan, "project": self.id("project", resource.project),
        "parent": known("resource", resource.parent), "limits": Self.json(resource.limits),
        "attributes": Self.attributes(resource.attributes, resource.name),
        "current_usages": resource.currentUsages?.description,
        "options": resource.options?.description, "report": resource.report?.description,
        "backend_metadata": resource.backendMetadata?.description, "cost": resource.cost,
        "backend_id": resource.backendID, "effective_id": resource.effectiveID,
        "end_date": resource.endDate, "downscaled": resource.downscaled,
        "paused": resource.paused, "is_billed": resource.isInvoiced,
        "restrict_member_access": resource.restrictMemberAccess,
        "error_message": resource.errorMessage, "error_traceback": resource.errorTraceback,
        "last_sync": created, "created": created, "modified": created,
      ])
    let key = resource.key ?? resource.name
    keep("resource", key, id)
    resources[key] = (resource, offering, plan)
    if let plan, let start = try time(resource.planStart) {
      try insert(
        WaldurPlanPeriod.table,
        [
          "uuid": uuid(resource.planPeriodUUID), "resource": id, "plan": plan, "started": start,
          "ended": time(resource.planEnd),
        ])
    }
    for period in resource.laterPeriods ?? [] {
      try insert(
        WaldurPlanPeriod.table,
        [
          "uuid": uuid(period.uuid), "resource": id,
          "plan": self.id("plan", "\(resource.offering)/\(period.plan)"),
          "started": time(period.start), "ended": time(period.end),
        ])
    }
  }

  mutating func add(_ order: WaldurWorld.Order) throws {
    guard let (resource, offering, plan) = resources[order.resource] else {
      throw WorldError(description: "no resource is called \(order.resource)")
    }
    let created = try time(order.created) ?? now
    func found(_ plan: String?) throws -> Int64? {
      try known("plan", plan.map { "\(resource.offering)/\($0)" })
    }
    try insert(
      WaldurOrder.table,
      [
        "uuid": uuid(order.uuid), "type": order.type, "state": order.state,
        "resource": id("resource", order.resource), "offering": offering,
        "plan": found(order.plan) ?? plan, "old_plan": found(order.oldPlan),
        "project": id("project", resource.project),
        "limits": Self.json(order.limits ?? resource.limits),
        "attributes": Self.attributes(order.attributes, resource.name), "cost": order.cost,
        "created_by": id("user", order.createdBy),
        "consumer_reviewed_by": known("user", order.consumerReviewedBy),
        "consumer_reviewed_at": time(order.consumerReviewedAt),
        "provider_reviewed_by": known("user", order.providerReviewedBy),
        "provider_reviewed_at": time(order.providerReviewedAt), "output": order.output,
        "callback_url": order.callbackURL, "termination_comment": order.terminationComment,
        "backend_id": order.backendID, "error_message": order.errorMessage,
        "error_traceback": order.errorTraceback, "created": created, "modified": created,
      ])
  }

  mutating func add(_ usage: WaldurWorld.Usage) throws {
    guard let (resource, _, _) = resources[usage.resource] else {
      throw WorldError(description: "no resource is called \(usage.resource)")
    }
    let id = try self.id("resource", usage.resource)
    let period = try state.first(
      WaldurPlanPeriod.self,
      usage.planPeriodUUID.map { SQLCondition("uuid = ?", $0) }
        ?? SQLCondition("resource = ?", id))
    let date = try time(usage.date) ?? now
    let month =
      usage.billingPeriod.flatMap { CalendarDate($0) } ?? Moment(microseconds: date).date
    let made = try insert(
      WaldurUsage.table,
      [
        "uuid": uuid(usage.uuid), "resource": id,
        "component": self.id("component", "\(resource.offering)/\(usage.component)"),
        "plan_period": period?.id, "amount": usage.amount, "description": usage.description,
        "recurring": usage.recurring,
        "billing_period": month.monthStart.text, "date": date,
        "created": date,
      ])
    keep("usage", "\(usage.resource)/\(usage.component)", made)
  }

  mutating func add(_ usage: WaldurWorld.UserUsage) throws {
    try insert(
      WaldurUserUsage.table,
      [
        "uuid": uuid(usage.uuid), "usage": id("usage", "\(usage.resource)/\(usage.component)"),
        "username": usage.username, "amount": usage.amount, "created": now, "modified": now,
      ])
  }

  mutating func add(_ account: WaldurWorld.Account) throws {
    try insert(
      WaldurOfferingUser.table,
      [
        "uuid": uuid(account.uuid), "offering": id("offering", account.offering),
        "user": id("user", account.user), "username": account.username,
        "state": account.state ?? OfferingUserState.initial(account.username).rawValue,
        "is_restricted": account.isRestricted, "created": now, "modified": now,
      ])
  }

  private static func json(_ numbers: [String: Int]?) -> String {
    Cell.object((numbers ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) }).text
  }

  /// What was ordered with: at least the name.
  private static func attributes(_ given: RawJSON?, _ name: String) -> String {
    given?.description ?? Cell.object([("name", .string(name))]).text
  }
}
