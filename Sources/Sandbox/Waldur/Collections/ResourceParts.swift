import WaldurWire

/// What a resource has: its team, its plan periods, its offering.
enum ResourceParts {
  typealias List = Listing<WaldurResource>

  static func team(_ list: List) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      let members = try call.state.team(of: resource)
      return try member.unpaged(members, for: call)
    }
  }

  static func planPeriods(_ list: List) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      let month = call.now.date.monthStart.start.microseconds
      let periods = try call.state.all(
        WaldurPlanPeriod.self,
        SQLCondition("resource = ? AND (ended IS NULL OR ended >= ?)", resource.id, month))
      return try period.unpaged(periods, for: call)
    }
  }

  static func offering(_ list: List) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      return try Offerings.publicFields.response(call.offering(of: resource), for: call)
    }
  }

  /// The object behind a resource, which the types of offerings here have none of.
  static func details(_ list: List) -> Route.Handler {
    { call in
      _ = try list.one(call)
      throw WaldurFault.notFound("Not found.")
    }
  }

  private static let member = Representation<TeamMember>([
    Shown(\ProjectUserFields.url) { $1.url("users", $0.user.uuid) },
    Shown(\ProjectUserFields.uuid) { member, _ in .string(member.user.uuid) },
    Shown(\ProjectUserFields.username) { member, _ in .string(member.user.username) },
    Shown(\ProjectUserFields.fullName) { member, _ in .string(member.user.fullName) },
    Shown(\ProjectUserFields.email) { member, _ in .string(member.user.email) },
    Shown(\ProjectUserFields.role) { member, _ in .optional(member.role.oldName) },
    Shown(\ProjectUserFields.expirationTime) { member, _ in .time(member.expires) },
    Shown(\ProjectUserFields.offeringUserUsername) { member, _ in
      .optional(member.account?.username)
    },
    Shown(\ProjectUserFields.offeringUserState, .present) { member, _ in
      .optional(member.account?.state)
    },
  ])

  private static let period = Representation<WaldurPlanPeriod>([
    Shown(\PlanPeriodFields.uuid) { period, _ in .string(period.uuid) },
    Shown(\PlanPeriodFields.planName) {
      .string(try $1.record(WaldurPlan.self, $0.plan).name)
    },
    Shown(\PlanPeriodFields.planUUID) {
      .string(try $1.record(WaldurPlan.self, $0.plan).uuid)
    },
    Shown(\PlanPeriodFields.start) { period, _ in .time(period.started) },
    Shown(\PlanPeriodFields.end) { period, _ in .time(period.ended) },
    Shown(\PlanPeriodFields.components) { period, call in
      let usages = try call.state.all(
        WaldurUsage.self,
        SQLCondition(
          "plan_period = ? AND billing_period = ?", period.id, call.now.date.monthStart.text))
      return .list(try usages.map { try usage.cell($0, for: call) })
    },
  ])

  private static let usage = Representation<WaldurUsage>([
    Shown(\PlanPeriodComponentFields.uuid) { usage, _ in .string(usage.uuid) },
    Shown(\PlanPeriodComponentFields.created) { usage, _ in .time(usage.created) },
    Shown(\PlanPeriodComponentFields.description) { usage, _ in .string(usage.description) },
    Shown(\PlanPeriodComponentFields.type) { .string(try $1.component(of: $0).type) },
    Shown(\PlanPeriodComponentFields.name) { .string(try $1.component(of: $0).name) },
    Shown(\PlanPeriodComponentFields.measuredUnit) {
      .string(try $1.component(of: $0).measuredUnit)
    },
    Shown(\PlanPeriodComponentFields.usage) { usage, _ in .decimal(usage.amount, places: 2) },
    Shown(\PlanPeriodComponentFields.date) { usage, _ in .time(usage.date) },
    Shown(\PlanPeriodComponentFields.recurring) { usage, _ in .bool(usage.isRecurring) },
  ])
}

/// Somebody of the project of a resource.
struct TeamMember {
  let user: WaldurUser
  let role: WaldurRole
  let expires: Moment?
  /// The account with the resource's offering.
  let account: WaldurOfferingUser?
}

extension WaldurState {
  /// Returns the people of a resource's project, each once, with the role they got first.
  func team(of resource: WaldurResource) throws -> [TeamMember] {
    let grants = try all(
      WaldurGrant.self,
      SQLCondition(
        "scope_type = 'project' AND scope = ? AND (expires IS NULL OR expires > ?)",
        resource.project, now.microseconds))
    let roles = try self.roles(of: grants)
    var seen: Set<Int64> = []
    var members: [TeamMember] = []
    for grant in grants where seen.insert(grant.user).inserted {
      guard let user = try find(WaldurUser.self, id: grant.user), user.isActive,
        let role = roles[grant.role]
      else { continue }
      let account = try first(
        WaldurOfferingUser.self,
        SQLCondition("offering = ? AND user = ?", resource.offering, user.id))
      members.append(
        TeamMember(user: user, role: role, expires: grant.expires, account: account))
    }
    return members.sorted { $0.user.username < $1.user.username }
  }
}

extension WaldurCall {
  func component(of usage: WaldurUsage) throws -> WaldurComponent {
    try record(WaldurComponent.self, usage.component)
  }
}
