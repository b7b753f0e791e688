import JSON
import WaldurWire

extension WaldurWorld {
  /// Puts the world into empty tables.
  func fill(_ state: WaldurState) throws {
    try ShippedRoles.add(to: state)
    var filler = Filler(state: state)
    try users.forEach { try filler.add($0) }
    try customers.forEach { try filler.add($0) }
    try projects.forEach { try filler.add($0) }
    try categories.forEach { try filler.add(category: $0) }
    try offerings.forEach { try filler.add($0) }
    try grants.forEach { try filler.add($0) }
    try resources.forEach { try filler.add($0) }
    try orders.forEach { try filler.add($0) }
    try usages.forEach { try filler.add($0) }
    try accounts.forEach { try filler.add($0) }
    for customer in customers where customer.isBilled == true {
      try filler.beginBill(of: customer.name)
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
private struct Filler {
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

  private mutating func keep(_ kind: String, _ name: String, _ id: Int64) {
    ids[kind, default: [:]][name] = id
  }

  private func uuid(_ given: String?) throws -> String { try given ?? state.newUUID() }

  private func time(_ text: String?) throws -> Int64? {
    guard let text else { return nil }
    guard let moment = Moment(text) else { throw WorldError(description: "\(text) is no time") }
    return moment.microseconds
  }

  // MARK: People

  mutating func add(_ user: WaldurWorld.User) throws {
    let database = state.database
    let id = try database.insert(
      """
      INSERT INTO waldur_user(uuid, username, slug, first_name, last_name, email, organization,
        is_staff, is_support, is_active, token, token_lifetime, token_used, password, date_joined)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, uuid(user.uuid), user.username, state.slug(for: user.username, in: WaldurUser.table),
      user.firstName, user.lastName, user.email ?? "\(user.username)@example.org",
      user.organization ?? "", user.isStaff ?? false, user.isSupport ?? false,
      user.isActive ?? true, user.token ?? state.identifiers.hex(bytes: 20),
      user.tokenLifetime, now - Int64(user.tokenAge ?? 0) * 1_000_000,
      user.password ?? user.username, now)
    keep("user", user.username, id)
    for key in user.keys ?? [] {
      guard let parsed = PublicKey(key.publicKey) else {
        throw WorldError(description: "\(key.name) is no public key")
      }
      try state.add(parsed, key.publicKey, named: key.name, of: id, uuid: key.uuid)
    }
  }

  mutating func add(_ customer: WaldurWorld.Customer) throws {
    let id = try state.database.insert(
      """
      INSERT INTO waldur_customer(uuid, name, slug, native_name, abbreviation, email, country, created)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, uuid(customer.uuid), customer.name,
      state.slug(for: customer.name, in: WaldurCustomer.table), customer.nativeName ?? "",
      customer.abbreviation ?? "", customer.email ?? "", customer.country ?? "", now)
    keep("scope", customer.name, id)
    keep("customer", customer.name, id)
    guard let provides = customer.provides else { return }
    try state.database.insert(
      "INSERT INTO waldur_service_provider(uuid, customer, description, created) VALUES (?, ?, ?, ?)",
      uuid(customer.providerUUID), id, provides, now)
  }

  func beginBill(of customer: String) throws {
    try state.beginBill(of: id("customer", customer))
  }

  mutating func add(_ project: WaldurWorld.Project) throws {
    let id = try state.database.insert(
      """
      INSERT INTO waldur_project(uuid, customer, name, slug, description, start_date, end_date, created)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, uuid(project.uuid), self.id("customer", project.customer), project.name,
      state.slug(for: project.name, in: WaldurProject.table), project.description ?? "",
      project.startDate, project.endDate, now)
    keep("project", project.name, id)
  }

  mutating func add(_ grant: WaldurWorld.Grant) throws {
    guard let role = try state.first(WaldurRole.self, SQLCondition("name = ?", grant.role)) else {
      throw WorldError(description: "no role is called \(grant.role)")
    }
    try state.database.insert(
      """
      INSERT INTO waldur_grant(uuid, user, role, scope_type, scope, created, expires)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, state.newUUID(), id("user", grant.user), role.id, role.scopeType,
      id(role.scopeType, grant.scope), now, time(grant.expires))
  }

  // MARK: Catalogue

  mutating func add(category: String) throws {
    let id = try state.database.insert(
      "INSERT INTO waldur_category(uuid, title) VALUES (?, ?)", state.newUUID(), category)
    keep("category", category, id)
  }

  mutating func add(_ offering: WaldurWorld.Offering) throws {
    let id = try state.database.insert(
      """
      INSERT INTO waldur_offering(uuid, customer, category, name, slug, description, type, state,
        secret_options, plugin_options, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, uuid(offering.uuid), self.id("customer", offering.customer),
      self.id("category", offering.category), offering.name,
      state.slug(for: offering.name, in: WaldurOffering.table), offering.description ?? "",
      offering.type, offering.state, offering.secretOptions?.description ?? "{}",
      offering.pluginOptions?.description ?? "{}", now)
    keep("offering", offering.name, id)
    var plans: [(Int64, [String: String])] = []
    for plan in offering.plans {
      let planID = try state.database.insert(
        """
        INSERT INTO waldur_plan(uuid, offering, name, unit, unit_price, created)
        VALUES (?, ?, ?, ?, ?, ?)
        """, uuid(plan.uuid), id, plan.name, plan.unit ?? BillingUnit.day.rawValue,
        plan.unitPrice, now)
      keep("plan", "\(offering.name)/\(plan.name)", planID)
      plans.append((planID, plan.prices))
    }
    for component in offering.components {
      let componentID = try state.database.insert(
        """
        INSERT INTO waldur_component(uuid, offering, type, name, measured_unit, billing_type,
          limit_period, limit_amount) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, state.newUUID(), id, component.type, component.name, component.measuredUnit,
        component.billingType, component.limitPeriod, component.limitAmount)
      keep("component", "\(offering.name)/\(component.type)", componentID)
      for (plan, prices) in plans {
        guard let price = prices[component.type] else { continue }
        try state.database.insert(
          "INSERT INTO waldur_plan_component(plan, component, price) VALUES (?, ?, ?)", plan,
          componentID, price)
      }
    }
  }

  // MARK: Work

  mutating func add(_ resource: WaldurWorld.Resource) throws {
    let created = try time(resource.created) ?? now
    let offering = try self.id("offering", resource.offering)
    let plan = try resource.plan.map { try self.id("plan", "\(resource.offering)/\($0)") }
    let id = try state.database.insert(
      """
      INSERT INTO waldur_resource(uuid, name, slug, state, offering, plan, project, limits,
        attributes, cost, backend_id, is_billed, last_sync, created, modified)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, uuid(resource.uuid), resource.name,
      resource.slug ?? state.slug(for: resource.name, in: WaldurResource.table), resource.state,
      offering, plan, self.id("project", resource.project), Self.json(resource.limits),
      Cell.object([("name", .string(resource.name))]).text, resource.cost,
      resource.backendID ?? "", resource.isInvoiced ?? false, created, created, created)
    keep("resource", resource.name, id)
    resources[resource.name] = (resource, offering, plan)
    if let plan, let start = try time(resource.planStart) {
      try state.database.insert(
        "INSERT INTO waldur_plan_period(uuid, resource, plan, started, ended) VALUES (?, ?, ?, ?, ?)",
        uuid(resource.planPeriodUUID), id, plan, start, nil as Int64?)
    }
  }

  mutating func add(_ order: WaldurWorld.Order) throws {
    guard let (resource, offering, plan) = resources[order.resource] else {
      throw WorldError(description: "no resource is called \(order.resource)")
    }
    let created = try time(order.created) ?? now
    try state.database.insert(
      """
      INSERT INTO waldur_order(uuid, type, state, resource, offering, plan, project, limits,
        attributes, cost, created_by, consumer_reviewed_by, consumer_reviewed_at,
        provider_reviewed_by, provider_reviewed_at, error_message, created, modified)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, uuid(order.uuid), order.type, order.state, id("resource", order.resource), offering,
      plan, id("project", resource.project), Self.json(order.limits ?? resource.limits),
      Cell.object([("name", .string(resource.name))]).text, order.cost,
      id("user", order.createdBy), order.consumerReviewedBy.map { try id("user", $0) },
      time(order.consumerReviewedAt), order.providerReviewedBy.map { try id("user", $0) },
      time(order.providerReviewedAt), order.errorMessage ?? "", created, created)
  }

  mutating func add(_ usage: WaldurWorld.Usage) throws {
    guard let (resource, _, _) = resources[usage.resource] else {
      throw WorldError(description: "no resource is called \(usage.resource)")
    }
    let id = try self.id("resource", usage.resource)
    let period = try state.first(WaldurPlanPeriod.self, SQLCondition("resource = ?", id))
    try state.database.insert(
      """
      INSERT INTO waldur_usage(uuid, resource, component, plan_period, amount, description,
        billing_period, date, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, state.newUUID(), id,
      self.id("component", "\(resource.offering)/\(usage.component)"), period?.id, usage.amount,
      usage.description ?? "", state.now.date.monthStart.text, now, now)
  }

  mutating func add(_ account: WaldurWorld.Account) throws {
    try state.database.insert(
      """
      INSERT INTO waldur_offering_user(uuid, offering, user, username, state, created, modified)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, state.newUUID(), id("offering", account.offering), id("user", account.user),
      account.username,
      account.state ?? OfferingUserState.initial(account.username).rawValue, now, now)
  }

  private static func json(_ numbers: [String: Int]?) -> String {
    Cell.object((numbers ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) }).text
  }
}
