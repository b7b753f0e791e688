import WaldurWire

/// `marketplace-component-user-usages`: what single people used.
enum UserUsages {
  static let listing = Listing<WaldurUserUsage>(
    visible: { viewer, _ in viewer == nil ? .nothing : .everything },
    filters: [
      .uuid("resource_uuid", "waldur_resource.uuid = ?"),
      .uuid("offering_uuid", "waldur_offering.uuid = ?"),
      .uuid("project_uuid", "waldur_project.uuid = ?"),
      .uuid("customer_uuid", "waldur_customer.uuid = ?"),
      .exact("type", "waldur_component.type"),
      Filter.exact("username", "waldur_user_usage.username").recent(),
      .date("component_usage__billing_period", "waldur_usage.billing_period"),
      .time("date_after", "waldur_usage.date"), .time("date_before", "waldur_usage.date", "<="),
    ],
    orderings: [
      ("username", "waldur_user_usage.username"),
      ("usage", "CAST(waldur_user_usage.amount AS REAL)"),
      ("component_usage__billing_period", "waldur_usage.billing_period"),
    ],
    recentOrderings: ["username", "usage", "component_usage__billing_period"],
    defaultOrder: "waldur_user_usage.created DESC, waldur_user_usage.id DESC",
    representation: representation,
    joins: """
      JOIN waldur_usage ON waldur_usage.id = waldur_user_usage.usage
      JOIN waldur_resource ON waldur_resource.id = waldur_usage.resource
      JOIN waldur_component ON waldur_component.id = waldur_usage.component
      JOIN waldur_offering ON waldur_offering.id = waldur_resource.offering
      JOIN waldur_project ON waldur_project.id = waldur_resource.project
      JOIN waldur_customer ON waldur_customer.id = waldur_project.customer
      """)

  private static let representation = Representation<WaldurUserUsage>([
    Shown(\ComponentUserUsageFields.uuid) { row, _ in .string(row.uuid) },
    Shown(\ComponentUserUsageFields.user) { row, call in
      guard let account = try call.optional(WaldurOfferingUser.self, row.offeringUser) else {
        return .null
      }
      return call.url("marketplace-offering-users", account.uuid)
    },
    Shown(\ComponentUserUsageFields.username) { row, _ in .string(row.username) },
    Shown(\ComponentUserUsageFields.componentUsage) {
      $1.url("marketplace-component-usages", try $1.usage(of: $0).uuid)
    },
    Shown(\ComponentUserUsageFields.usage) { row, _ in .decimal(row.amount, places: 2) },
    Shown(\ComponentUserUsageFields.measuredUnit) {
      .string(try $1.component(of: $1.usage(of: $0)).measuredUnit)
    },
    Shown(\ComponentUserUsageFields.description) { .string(try $1.usage(of: $0).description) },
    Shown(\ComponentUserUsageFields.created) { row, _ in .time(row.created) },
    Shown(\ComponentUserUsageFields.modified) { row, _ in .time(row.modified) },
    Shown(\ComponentUserUsageFields.backendID) { _, _ in .string("") },
    Shown(\ComponentUserUsageFields.resourceName) { .string(try $1.resource(of: $0).name) },
    Shown(\ComponentUserUsageFields.resourceUUID) { .string(try $1.resource(of: $0).uuid) },
    Shown(\ComponentUserUsageFields.offeringName) {
      .string(try $1.offering(of: $1.resource(of: $0)).name)
    },
    Shown(\ComponentUserUsageFields.offeringUUID) {
      .string(try $1.offering(of: $1.resource(of: $0)).uuid)
    },
    Shown(\ComponentUserUsageFields.projectName) {
      .string(try $1.project(of: $1.resource(of: $0)).name)
    },
    Shown(\ComponentUserUsageFields.projectUUID) {
      .string(try $1.project(of: $1.resource(of: $0)).uuid)
    },
    Shown(\ComponentUserUsageFields.customerName) {
      .string(try $1.customer(of: $1.resource(of: $0)).name)
    },
    Shown(\ComponentUserUsageFields.customerUUID) {
      .string(try $1.customer(of: $1.resource(of: $0)).uuid)
    },
    Shown(\ComponentUserUsageFields.componentType) {
      .string(try $1.component(of: $1.usage(of: $0)).type)
    },
    Shown(\ComponentUserUsageFields.date) { .time(try $1.usage(of: $0).date) },
    Shown(\ComponentUserUsageFields.billingPeriod, .present) {
      .string(try $1.usage(of: $0).billingPeriod)
    },
  ])

  static let one: Route.Handler = { call in
    try representation.response(listing.one(call), for: call)
  }
}

extension WaldurCall {
  func usage(of row: WaldurUserUsage) throws -> WaldurUsage {
    try record(WaldurUsage.self, row.usage)
  }

  func resource(of row: WaldurUserUsage) throws -> WaldurResource {
    try resource(of: usage(of: row))
  }
}
