import JSON
import WaldurWire

/// `marketplace-component-usages`: what was used, by resource, component and month. Everybody who is
/// signed in sees all of it; only servers of today keep it apart.
enum ComponentUsages {
  static let listing = Listing<WaldurUsage>(
    visible: { viewer, _ in viewer == nil ? .nothing : .everything },
    filters: [
      .uuid("resource_uuid", "waldur_resource.uuid = ?"),
      .url("resource", "marketplace-resources", "waldur_resource.uuid = ?"),
      .uuid("offering_uuid", "waldur_offering.uuid = ?"),
      .uuid("project_uuid", "waldur_project.uuid = ?"),
      .uuid("customer_uuid", "waldur_customer.uuid = ?"),
      .exact("type", "waldur_component.type"),
      .date("billing_period", "waldur_usage.billing_period"),
      Filter.last("billing_period_year") { value, _ in
        .rows(SQLCondition("substr(waldur_usage.billing_period, 1, 4) = ?", value))
      }.recent(),
      Filter.last("billing_period_month") { value, _ in
        .rows(
          SQLCondition(
            "CAST(substr(waldur_usage.billing_period, 6, 2) AS INTEGER) = CAST(? AS INTEGER)", value
          ))
      }.recent(),
      day("date_after", ">="), day("date_before", "<="),
    ],
    orderings: [
      ("billing_period", "waldur_usage.billing_period"),
      ("usage", "CAST(waldur_usage.amount AS REAL)"),
    ],
    recentOrderings: ["billing_period", "usage"],
    defaultOrder: "waldur_usage.date DESC, waldur_component.type, waldur_usage.id",
    representation: representation,
    joins: """
      JOIN waldur_resource ON waldur_resource.id = waldur_usage.resource
      JOIN waldur_component ON waldur_component.id = waldur_usage.component
      JOIN waldur_offering ON waldur_offering.id = waldur_resource.offering
      JOIN waldur_project ON waldur_project.id = waldur_resource.project
      JOIN waldur_customer ON waldur_customer.id = waldur_project.customer
      """)

  /// Rows of a day and later, or until the end of one.
  private static func day(_ name: String, _ comparison: String) -> Filter {
    .last(name) { value, _ in
      guard let date = CalendarDate(value.trimmingBlanks) else {
        throw WaldurFault.invalid(name, "Enter a valid date.")
      }
      let end = CalendarDate(daysSince1970: date.daysSince1970 + 1).start.microseconds - 1
      return .rows(
        SQLCondition(
          "waldur_usage.date \(comparison) ?",
          comparison == "<=" ? end : date.start.microseconds))
    }
  }

  static let representation = Representation<WaldurUsage>([
    Shown(\ComponentUsageFields.uuid) { usage, _ in .string(usage.uuid) },
    Shown(\ComponentUsageFields.created) { usage, _ in .time(usage.created) },
    Shown(\ComponentUsageFields.description) { usage, _ in .string(usage.description) },
    Shown(\ComponentUsageFields.type) { .string(try $1.component(of: $0).type) },
    Shown(\ComponentUsageFields.name) { .string(try $1.component(of: $0).name) },
    Shown(\ComponentUsageFields.measuredUnit) {
      .string(try $1.component(of: $0).measuredUnit)
    },
    Shown(\ComponentUsageFields.usage) { usage, _ in .decimal(usage.amount, places: 2) },
    Shown(\ComponentUsageFields.date) { usage, _ in .time(usage.date) },
    Shown(\ComponentUsageFields.recurring) { usage, _ in .bool(usage.isRecurring) },
    Shown(\ComponentUsageFields.resourceName) { .string(try $1.resource(of: $0).name) },
    Shown(\ComponentUsageFields.resourceUUID) { .string(try $1.resource(of: $0).uuid) },
    Shown(\ComponentUsageFields.offeringName) {
      .string(try $1.offering(of: $1.resource(of: $0)).name)
    },
    Shown(\ComponentUsageFields.offeringUUID) {
      .string(try $1.offering(of: $1.resource(of: $0)).uuid)
    },
    Shown(\ComponentUsageFields.projectName) {
      .string(try $1.project(of: $1.resource(of: $0)).name)
    },
    Shown(\ComponentUsageFields.projectUUID) {
      .string(try $1.project(of: $1.resource(of: $0)).uuid)
    },
    Shown(\ComponentUsageFields.customerName) {
      .string(try $1.customer(of: $1.resource(of: $0)).name)
    },
    Shown(\ComponentUsageFields.customerUUID) {
      .string(try $1.customer(of: $1.resource(of: $0)).uuid)
    },
    Shown(\ComponentUsageFields.billingPeriod) { usage, _ in .string(usage.billingPeriod) },
    // The number of a row, not a UUID.
    Shown(\ComponentUsageFields.modifiedBy) { usage, _ in .optional(usage.modifiedBy) },
  ])
}

extension WaldurCall {
  func resource(of usage: WaldurUsage) throws -> WaldurResource {
    try record(WaldurResource.self, usage.resource)
  }
}
