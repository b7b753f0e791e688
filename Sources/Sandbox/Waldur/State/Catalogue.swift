/// What offerings are sorted into.
struct WaldurCategory: WaldurRecord {
  static let table = "waldur_category"
  static let model = "Category"
  static let columns = "id, uuid, title, description"

  let id: Int64
  let uuid: String
  let title: String
  let description: String

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    title = row.text()
    description = row.text()
  }
}

/// An organization that offers something.
struct WaldurServiceProvider: WaldurRecord {
  static let table = "waldur_service_provider"
  static let model = "ServiceProvider"
  static let columns = "id, uuid, customer, description, enable_notifications, created"

  let id: Int64
  let uuid: String
  let customer: Int64
  let description: String
  let enableNotifications: Bool
  let created: Moment

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    customer = row.id()
    description = row.text()
    enableNotifications = row.bool()
    created = row.time()
  }
}

/// What is offered.
struct WaldurOffering: WaldurRecord {
  static let table = "waldur_offering"
  static let model = "Offering"
  static let columns = """
    id, uuid, customer, project, category, name, slug, description, terms_of_service, type, state,
    shared, billable, paused_reason, backend_id, attributes, options, resource_options,
    plugin_options, secret_options, created
    """

  let id: Int64
  let uuid: String
  let customer: Int64
  let project: Int64?
  let category: Int64
  let name: String
  let slug: String
  let description: String
  let termsOfService: String
  let type: OfferingType
  let state: String
  let isShared: Bool
  let isBillable: Bool
  let pausedReason: String
  let backendID: String
  let attributes: String
  let options: String
  let resourceOptions: String
  let pluginOptions: String
  let secretOptions: String
  let created: Moment

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    customer = row.id()
    project = row.optionalID()
    category = row.id()
    name = row.text()
    slug = row.text()
    description = row.text()
    termsOfService = row.text()
    type = OfferingType(rawValue: row.text())
    state = row.text()
    isShared = row.bool()
    isBillable = row.bool()
    pausedReason = row.text()
    backendID = row.text()
    attributes = row.text()
    options = row.text()
    resourceOptions = row.text()
    pluginOptions = row.text()
    secretOptions = row.text()
    created = row.time()
  }
}

/// How the orders of an offering are carried out.
struct OfferingType: RawRepresentable, Hashable {
  let rawValue: String

  static let basic = Self(rawValue: "Marketplace.Basic")
  static let slurm = Self(rawValue: "Marketplace.Slurm")
  static let script = Self(rawValue: "Marketplace.Script")
  static let support = Self(rawValue: "Support.OfferingTemplate")
}

/// A part of an offering that is counted.
struct WaldurComponent: WaldurRecord {
  static let table = "waldur_component"
  static let model = "OfferingComponent"
  static let columns = """
    id, uuid, offering, type, name, description, measured_unit, billing_type, limit_period,
    limit_amount, min_value, max_value, max_available_limit, is_boolean, default_limit
    """

  let id: Int64
  let uuid: String
  let offering: Int64
  let type: String
  let name: String
  let description: String
  let measuredUnit: String
  let billingType: String
  let limitPeriod: String?
  let limitAmount: Int64?
  let minValue: Int64?
  let maxValue: Int64?
  let maxAvailableLimit: Int64?
  let isBoolean: Bool
  let defaultLimit: Int64?

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    offering = row.id()
    type = row.text()
    name = row.text()
    description = row.text()
    measuredUnit = row.text()
    billingType = row.text()
    limitPeriod = row.optionalText()
    limitAmount = row.optionalID()
    minValue = row.optionalID()
    maxValue = row.optionalID()
    maxAvailableLimit = row.optionalID()
    isBoolean = row.bool()
    defaultLimit = row.optionalID()
  }

  var isUsageBased: Bool { billingType == "usage" }
  var isLimitBased: Bool { billingType == "limit" }
}

/// What an offering costs.
struct WaldurPlan: WaldurRecord {
  static let table = "waldur_plan"
  static let model = "Plan"
  static let columns = """
    id, uuid, offering, name, description, unit, unit_price, backend_id, max_amount, archived
    """

  let id: Int64
  let uuid: String
  let offering: Int64
  let name: String
  let description: String
  let unit: String
  let unitPrice: DecimalNumber
  let backendID: String
  let maxAmount: Int64?
  let isArchived: Bool

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    offering = row.id()
    name = row.text()
    description = row.text()
    unit = row.text()
    unitPrice = row.decimal()
    backendID = row.text()
    maxAmount = row.optionalID()
    isArchived = row.bool()
  }
}

/// What a component costs in a plan; has no UUID of its own.
struct WaldurPlanComponent: WaldurRecord {
  static let table = "waldur_plan_component"
  static let model = "PlanComponent"
  static let columns = "id, plan, component, amount, price, future_price"

  let id: Int64
  var uuid: String { "" }
  let plan: Int64
  let component: Int64
  let amount: Int64
  let price: DecimalNumber
  let futurePrice: DecimalNumber?

  init(_ row: inout ColumnReader) {
    id = row.id()
    plan = row.id()
    component = row.id()
    amount = row.id()
    price = row.decimal()
    futurePrice = row.optionalDecimal()
  }
}

/// The account somebody has with an offering.
struct WaldurOfferingUser: WaldurRecord {
  static let table = "waldur_offering_user"
  static let model = "OfferingUser"
  static let columns = """
    id, uuid, offering, user, username, state, runtime_state, comment, comment_url, is_restricted,
    propagated, created, modified
    """

  let id: Int64
  let uuid: String
  let offering: Int64
  let user: Int64
  let username: String?
  let state: String
  let runtimeState: String
  let comment: String
  let commentURL: String
  let isRestricted: Bool
  let propagated: Moment?
  let created: Moment
  let modified: Moment

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    offering = row.id()
    user = row.id()
    username = row.optionalText()
    state = row.text()
    runtimeState = row.text()
    comment = row.text()
    commentURL = row.text()
    isRestricted = row.bool()
    propagated = row.optionalTime()
    created = row.time()
    modified = row.time()
  }
}
