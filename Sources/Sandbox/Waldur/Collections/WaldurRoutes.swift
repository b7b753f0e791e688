import WaldurWire

/// Every address of the API, declared once.
enum WaldurRoutes {
  static let all: [Route] =
    general + people + teams + offerings + resources + orders + usages + accounts + providers

  static let listNames = RouteTable(all).listNames

  private static let general: [Route] = [
    Route("api", allow: .readOnly, [.get: About.root]),
    Route("api/version", allow: .view, [.get: About.version]),
    Route("api/configuration", allow: .view, isPublic: true, [.get: About.configuration]),
    Route("api-auth/password", allow: .action, isPublic: true, [.post: SignIn.password]),
    Route("api-auth/logout", allow: .action, [.post: SignIn.logout]),
    .list("events", About.nothing),
    Route.list("marketplace-integration-statuses", About.nothing).recent(),
    Route.list("component-user-usage-limits", About.nothing).recent(),
    .list("marketplace-categories", allow: .list, isPublic: true) {
      try Categories.listing.list($0)
    },
    .object("marketplace-categories", isPublic: true, [.get: Categories.one]),
  ]

  private static let people: [Route] = [
    .list("users", allow: .list) { try Users.listing.list($0) },
    Route("api/users/me", allow: .readOnly, [.get: Users.me]),
    .object("users", [.get: Users.one]),
    Route.detail("users", "token", Users.token).recent(),
    Route.action("users", "refresh_token", Users.refreshToken).recent(),
    .list("keys", allow: .list, Keys.list, create: Keys.create),
    .object("keys", [.get: Keys.one, .delete: Keys.destroy]),
    .list("customers", allow: .list) { try Customers.listing.list($0) },
    .object("customers", [.get: Customers.one]),
    .detail("customers", "users", Customers.users),
    .list("projects", allow: .list) { try Projects.listing.list($0) },
    .object("projects", [.get: Projects.one]),
    Route.detail("projects", "other_users", Projects.otherUsers).recent(),
    .list("roles", allow: .list) { try Roles.listing.list($0) },
    .object("roles", [.get: Roles.one]),
  ]

  private static let teams: [Route] = [
    team("projects", .projects), team("customers", .customers),
    team("marketplace-provider-offerings", .offerings),
  ].flatMap(\.self)

  private static func team(_ name: String, _ team: Teams) -> [Route] {
    [
      .detail(name, "list_users", team.list), .action(name, "add_user", team.add),
      .action(name, "update_user", team.update), .action(name, "delete_user", team.delete),
    ]
  }

  private static let offerings: [Route] = {
    let provider = "marketplace-provider-offerings"
    let open = "marketplace-public-offerings"
    let old = "marketplace-offerings"
    return [
      .list(provider, allow: .list) { try Offerings.provided.list($0) },
      .object(
        provider,
        [.get: { try Offerings.providerFields.response(Offerings.provided.one($0), for: $0) }]),
      .action(provider, "activate", OfferingActions.activate),
      .action(provider, "pause", OfferingActions.pause),
      .action(provider, "unpause", OfferingActions.unpause),
      .action(provider, "archive", OfferingActions.archive),
      .action(provider, "draft", OfferingActions.draft),
      .detail(provider, "list_customer_users", OfferingActions.customerUsers),
      .detail(provider, "list_customer_projects", OfferingActions.customerProjects),
      .detail(provider, "stats", OfferingActions.stats),
      Route.detail(provider, "orders", OfferingActions.orders).recent(),
      Route(
        "api/\(provider)/{uuid}/orders/{order}", allow: .readOnly, [.get: OfferingActions.order]
      ).recent(),
      .list(open, isPublic: true) { try Offerings.visible.list($0) },
      .object(open, allow: .readOnly, isPublic: true, [.get: publicOffering]),
      .detail(open, "plans", isPublic: true, Plans.list),
      Route(
        "api/\(open)/{uuid}/plans/{plan}", allow: .readOnly, isPublic: true, [.get: Plans.one]),
      .list("marketplace-plan-components", isPublic: true, PlanComponents.list),
      // Where offerings were before they had two sides.
      Route.list(old, { try Offerings.visible.list($0) }).only(.moved),
      Route.object(old, allow: .readOnly, [.get: publicOffering]).only(.moved),
    ]
  }()

  private static let publicOffering: Route.Handler = { call in
    try Offerings.publicFields.response(Offerings.visible.one(call), for: call)
  }

  private static let resources: [Route] =
    resourceRoutes("marketplace-resources", Resources.consumer)
    + resourceRoutes("marketplace-provider-resources", Resources.provider)
    + consumerResources + providerResources + movedResources

  /// What both views have.
  private static func resourceRoutes(
    _ name: String, _ list: Listing<WaldurResource>
  ) -> [Route] {
    [
      .list(name, allow: .list) { try list.list($0) },
      .object(
        name,
        [
          .get: { try Resources.representation.response(list.one($0), for: $0) },
          .put: ResourceChanges.edit(list, isPartial: false),
          .patch: ResourceChanges.edit(list, isPartial: true),
        ]),
      .detail(name, "team", ResourceParts.team(list)),
      .detail(name, "plan_periods", ResourceParts.planPeriods(list)),
      .detail(name, "offering", ResourceParts.offering(list)),
      .detail(name, "details", ResourceParts.details(list)),
      .action(name, "terminate", ResourceChanges.terminate(list)),
      Route.action(name, "set_end_date", ResourceChanges.setEndDate(list)).recent(),
      .action(name, "set_end_date_by_staff", ResourceChanges.setEndDateByStaff(list)),
      .action(name, "set_slug", ResourceChanges.setSlug(list)),
      .action(name, "move_resource", ResourceChanges.move(list)),
      .action(name, "unlink", ResourceChanges.unlink(list)),
      .action(name, "set_as_erred", ResourceActions.setAsErred(list)),
    ]
      + flags.map {
        Route.action(name, "set_\($0.name)", ResourceActions.setFlag($0, list)).recent()
      }
  }

  private static let flags = [
    ResourceFields.shared.paused, ResourceFields.shared.downscaled,
    ResourceFields.shared.restrictMemberAccess,
  ]

  private static let consumerResources: [Route] = [
    .action("marketplace-resources", "update_limits", ResourceChanges.updateLimits),
    .action(
      "marketplace-resources", "update_options",
      ResourceChanges.updateOptions(Resources.consumer)),
    .action("marketplace-resources", "switch_plan", ResourceChanges.switchPlan),
  ]

  private static let providerResources: [Route] = {
    let name = "marketplace-provider-resources"
    return [
      .action(name, "set_backend_id", ResourceActions.setBackendID(Resources.provider)),
      Route.action(name, "set_effective_id", ResourceActions.setEffectiveID).recent(),
      .action(name, "submit_report", ResourceActions.submitReport(Resources.provider)),
      .action(name, "set_backend_metadata", ResourceActions.setBackendMetadata),
      .action(name, "set_end_date_by_provider", ResourceChanges.setEndDateByProvider),
      Route.action(name, "set_as_ok", ResourceActions.setAsOK).recent(),
      Route.action(name, "set_state_ok", ResourceActions.setStateOK).recent(),
      Route.action(name, "set_limits", ResourceActions.setLimits).recent(),
      Route.action(name, "set_endpoints", ResourceActions.setEndpoints).recent(),
      Route.action(name, "refresh_last_sync", ResourceActions.refreshLastSync).recent(),
      Route.action(
        name, "update_options", ResourceChanges.updateOptions(Resources.provider)
      ).recent(),
    ]
  }()

  /// Where the provider's calls were before resources had two sides: for the clients of that time.
  private static let movedResources: [Route] = {
    let name = "marketplace-resources"
    return [
      Route.action(name, "set_backend_id", ResourceActions.setBackendID(Resources.provider))
        .only(.moved),
      Route.action(name, "submit_report", ResourceActions.submitReport(Resources.provider))
        .only(.moved),
      Route.action(name, "set_state_by_provider", ResourceActions.setStateByProvider)
        .only(.moved),
    ]
  }()

  private static let orders: [Route] = {
    let name = "marketplace-orders"
    return [
      Route.list(
        name, allow: .list, { try Orders.listing.list($0) }, create: OrderCreation.create
      ).describing(OrderCreation.form),
      .object(
        name,
        [
          .get: { try Orders.representation.response(Orders.listing.one($0), for: $0) },
          .delete: OrderActions.destroy,
        ]),
      .action(name, "approve_by_consumer", OrderActions.approve(.consumer)),
      .action(name, "approve_by_provider", OrderActions.approve(.provider)),
      .action(name, "reject_by_consumer", OrderActions.reject(.consumer)),
      .action(name, "reject_by_provider", OrderActions.reject(.provider)),
      .action(name, "cancel", OrderActions.cancel),
      .action(name, "set_state_executing", OrderActions.setExecuting),
      .action(name, "set_state_done", OrderActions.setDone),
      .action(name, "set_state_erred", OrderActions.setErred),
      Route.action(name, "retry", OrderActions.retry).recent(),
      .action(name, "unlink", OrderActions.unlink),
      Route.action(name, "set_backend_id", OrderActions.setBackendID).recent(),
      Route.action(name, "set_provider_info", OrderActions.setProviderInfo).recent(),
      Route.action(name, "set_consumer_info", OrderActions.setConsumerInfo).recent(),
      .detail(name, "offering", OrderActions.offering),
      Route.detail(name, "resource", OrderActions.resource).recent(),
    ]
  }()

  private static let usages: [Route] = {
    let name = "marketplace-component-usages"
    return [
      .list(name, allow: .list) { try ComponentUsages.listing.list($0) },
      Route("api/\(name)/set_usage", allow: .action, [.post: UsageReports.setUsage]),
      .object(
        name, allow: .readOnly,
        [
          .get: {
            try ComponentUsages.representation.response(ComponentUsages.listing.one($0), for: $0)
          }
        ]),
      .action(name, "set_user_usage", UsageReports.setUserUsage),
      Route.action(name, "set_user_usages", UsageReports.setUserUsages).recent(),
      .list("marketplace-component-user-usages") { try UserUsages.listing.list($0) },
      .object("marketplace-component-user-usages", allow: .readOnly, [.get: UserUsages.one]),
    ]
  }()

  private static let accounts: [Route] = {
    let name = "marketplace-offering-users"
    let steps = OfferingUserSteps.all.map {
      Route.action(name, $0.name, OfferingUserSteps.handler($0)).recent()
    }
    return [
      .list(
        name, allow: .list, { try OfferingUsers.listing.list($0) }, create: OfferingUsers.create),
      .object(
        name,
        [
          .get: OfferingUsers.one, .put: OfferingUsers.update(isPartial: false),
          .patch: OfferingUsers.update(isPartial: true), .delete: OfferingUsers.destroy,
        ]),
      .action(name, "update_restricted", OfferingUsers.updateRestricted),
      Route.action(name, "update_runtime_state", OfferingUsers.updateRuntimeState).recent(),
      Route(
        "api/\(name)/{uuid}/update_comments", allow: .patch,
        [.patch: OfferingUsers.updateComments]
      ).recent(),
    ] + steps
  }()

  private static let providers: [Route] = {
    let name = "marketplace-service-providers"
    return [
      .list(name, allow: .list, isPublic: true, ServiceProviders.list),
      .object(name, isPublic: true, [.get: ServiceProviders.one]),
      .detail(name, "users", ProviderLists.users),
      .detail(name, "keys", ProviderLists.keys),
      .detail(name, "projects", ProviderLists.projects),
      .detail(name, "project_permissions", ProviderLists.projectPermissions),
      .detail(name, "customers", ProviderLists.customers),
      .detail(name, "customer_projects", ProviderLists.customerProjects),
      .detail(name, "user_customers", ProviderLists.userCustomers),
      .detail(name, "offerings", ProviderLists.offerings),
      Route.detail(
        name, "username_conflicts",
        { call in
          _ = try ServiceProviders.owned(call)
          return try About.nothing(call)
        }
      ).recent(),
      .detail(name, "stat", ServiceProviders.stat),
      .action(name, "set_offerings_username", ServiceProviders.setOfferingsUsername),
    ]
  }()
}
