import WaldurWire

/// What belongs to an offering: orders and resources say the same about it.
protocol OfferedRecord: WaldurRecord {
  var offering: Int64 { get }
  var plan: Int64? { get }
  var project: Int64 { get }
  var attributes: String { get }
  var limits: String { get }
  var created: Moment { get }
  var modified: Moment { get }
}

extension WaldurResource: OfferedRecord {}
extension WaldurOrder: OfferedRecord {}

extension Shown where Row: OfferedRecord {
  /// The fields about the offering, its provider, category and plan; named as those of an order, which
  /// are those of a resource too.
  static var offered: [Shown<Row>] {
    ofOffering.map { $0.following(from: offering) } + ofPlan.map { $0.following(from: plan) } + own
  }

  /// The project names its organization, too.
  static var project: Source { Source(column: "project") { $0.project } }
  private static var offering: Source { Source(column: "offering") { $0.offering } }
  /// A plan belongs to one offering.
  private static var plan: Source { Source(column: "plan") { $0.plan ?? 0 } }

  private static var ofOffering: [Shown<Row>] {
    [
      Shown(\OrderFields.offering) {
        $1.url("marketplace-public-offerings", try $1.offering(of: $0).uuid)
      },
      Shown(\OrderFields.offeringName) { .string(try $1.offering(of: $0).name) },
      Shown(\OrderFields.offeringUUID) { .string(try $1.offering(of: $0).uuid) },
      Shown(\OrderFields.offeringDescription) { .string(try $1.offering(of: $0).description) },
      Shown(\OrderFields.offeringImage) { _, _ in .null },
      Shown(\OrderFields.offeringThumbnail) { _, _ in .null },
      Shown(\OrderFields.offeringType) { .string(try $1.offering(of: $0).type.rawValue) },
      Shown(\OrderFields.offeringTermsOfService) {
        .string(try $1.offering(of: $0).termsOfService)
      },
      Shown(\OrderFields.offeringShared) { .bool(try $1.offering(of: $0).isShared) },
      Shown(\OrderFields.offeringBillable) { .bool(try $1.offering(of: $0).isBillable) },
      Shown(\OrderFields.offeringPluginOptions) {
        .json(try $1.offering(of: $0).pluginOptions)
      },
      Shown(\OrderFields.providerName) { .string(try $1.provider(of: $0).name) },
      Shown(\OrderFields.providerUUID) { .string(try $1.provider(of: $0).uuid) },
      Shown(\OrderFields.providerSlug, .present) { .string(try $1.provider(of: $0).slug) },
      Shown(\OrderFields.categoryTitle) { .string(try $1.category(of: $0).title) },
      Shown(\OrderFields.categoryUUID) { .string(try $1.category(of: $0).uuid) },
      Shown(\OrderFields.categoryIcon) { _, _ in .null },
    ]
  }

  private static var ofPlan: [Shown<Row>] {
    [
      Shown(\OrderFields.plan) { row, call in
        guard let plan = try call.plan(of: row) else { return .null }
        return call.url(
          "marketplace-public-offerings", try call.offering(of: row).uuid, "plans", plan.uuid)
      },
      Shown(\OrderFields.planUnit) { .present(try $1.plan(of: $0)?.unit) },
      Shown(\OrderFields.planName) { .present(try $1.plan(of: $0)?.name) },
      Shown(\OrderFields.planUUID) { .present(try $1.plan(of: $0)?.uuid) },
      Shown(\OrderFields.planDescription) { .present(try $1.plan(of: $0)?.description) },
    ]
  }

  private static var own: [Shown<Row>] {
    [
      Shown(\OrderFields.attributes) { row, _ in .json(row.attributes) },
      Shown(\OrderFields.limits) { row, _ in .json(row.limits) },
      Shown(\OrderFields.uuid) { row, _ in .string(row.uuid) },
      Shown(\OrderFields.created) { row, _ in .time(row.created) },
      Shown(\OrderFields.modified) { row, _ in .time(row.modified) },
    ]
  }
}

extension WaldurCall {
  func offering(of row: some OfferedRecord) throws -> WaldurOffering {
    try record(WaldurOffering.self, row.offering)
  }

  /// Returns the organization that offers it.
  func provider(of row: some OfferedRecord) throws -> WaldurCustomer {
    try record(WaldurCustomer.self, offering(of: row).customer)
  }

  func category(of row: some OfferedRecord) throws -> WaldurCategory {
    try record(WaldurCategory.self, offering(of: row).category)
  }

  func plan(of row: some OfferedRecord) throws -> WaldurPlan? {
    try optional(WaldurPlan.self, row.plan)
  }

  func project(of row: some OfferedRecord) throws -> WaldurProject {
    try record(WaldurProject.self, row.project)
  }

  /// Returns the organization that the project belongs to.
  func customer(of row: some OfferedRecord) throws -> WaldurCustomer {
    try record(WaldurCustomer.self, project(of: row).customer)
  }
}
