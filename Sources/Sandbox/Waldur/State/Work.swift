import WaldurWire

/// An allocation of an offering to a project.
struct WaldurResource: WaldurRecord {
  static let table = "waldur_resource"
  static let model = "Resource"
  static let columns = """
    id, uuid, name, slug, description, state, offering, plan, project, parent, limits, attributes,
    current_usages, options, report, backend_metadata, endpoints, backend_id, effective_id, cost,
    end_date, end_date_requested_by, downscaled, paused, restrict_member_access, error_message,
    error_traceback, last_sync, created, modified
    """

  let id: Int64
  let uuid: String
  let name: String
  let slug: String
  let description: String
  let state: ResourceState
  let offering: Int64
  let plan: Int64?
  let project: Int64
  let parent: Int64?
  let limits: String
  let attributes: String
  let currentUsages: String
  let options: String?
  let report: String?
  let backendMetadata: String
  let endpoints: String
  let backendID: String
  let effectiveID: String
  let cost: DecimalNumber?
  let endDate: String?
  let endDateRequestedBy: Int64?
  let isDownscaled: Bool
  let isPaused: Bool
  let restrictsMemberAccess: Bool
  let errorMessage: String
  let errorTraceback: String
  let lastSync: Moment
  let created: Moment
  let modified: Moment

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    name = row.text()
    slug = row.text()
    description = row.text()
    state = ResourceState(row.text())
    offering = row.id()
    plan = row.optionalID()
    project = row.id()
    parent = row.optionalID()
    limits = row.text()
    attributes = row.text()
    currentUsages = row.text()
    options = row.optionalText()
    report = row.optionalText()
    backendMetadata = row.text()
    endpoints = row.text()
    backendID = row.text()
    effectiveID = row.text()
    cost = row.optionalDecimal()
    endDate = row.optionalText()
    endDateRequestedBy = row.optionalID()
    isDownscaled = row.bool()
    isPaused = row.bool()
    restrictsMemberAccess = row.bool()
    errorMessage = row.text()
    errorTraceback = row.text()
    lastSync = row.time()
    created = row.time()
    modified = row.time()
  }
}

/// Something that is to be done with an allocation.
struct WaldurOrder: WaldurRecord {
  static let table = "waldur_order"
  static let model = "Order"
  static let columns = """
    id, uuid, type, state, resource, offering, plan, old_plan, project, limits, attributes, cost,
    created_by, consumer_reviewed_by, consumer_reviewed_at, provider_reviewed_by,
    provider_reviewed_at, completed_at, callback_url, output, backend_id, termination_comment,
    request_comment, start_date, error_message, error_traceback, consumer_rejection_comment,
    provider_rejection_comment, provider_message, provider_message_url, consumer_message, created,
    modified
    """

  let id: Int64
  let uuid: String
  let type: OrderType
  let state: OrderState
  let resource: Int64
  let offering: Int64
  let plan: Int64?
  let oldPlan: Int64?
  let project: Int64
  let limits: String
  let attributes: String
  let cost: DecimalNumber?
  let createdBy: Int64?
  let consumerReviewedBy: Int64?
  let consumerReviewedAt: Moment?
  let providerReviewedBy: Int64?
  let providerReviewedAt: Moment?
  let completedAt: Moment?
  let callbackURL: String?
  let output: String
  let backendID: String
  let terminationComment: String?
  let requestComment: String
  let startDate: String?
  let errorMessage: String
  let errorTraceback: String
  let consumerRejectionComment: String
  let providerRejectionComment: String
  let providerMessage: String
  let providerMessageURL: String
  let consumerMessage: String
  let created: Moment
  let modified: Moment

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    type = OrderType(row.text())
    state = OrderState(row.text())
    resource = row.id()
    offering = row.id()
    plan = row.optionalID()
    oldPlan = row.optionalID()
    project = row.id()
    limits = row.text()
    attributes = row.text()
    cost = row.optionalDecimal()
    createdBy = row.optionalID()
    consumerReviewedBy = row.optionalID()
    consumerReviewedAt = row.optionalTime()
    providerReviewedBy = row.optionalID()
    providerReviewedAt = row.optionalTime()
    completedAt = row.optionalTime()
    callbackURL = row.optionalText()
    output = row.text()
    backendID = row.text()
    terminationComment = row.optionalText()
    requestComment = row.text()
    startDate = row.optionalText()
    errorMessage = row.text()
    errorTraceback = row.text()
    consumerRejectionComment = row.text()
    providerRejectionComment = row.text()
    providerMessage = row.text()
    providerMessageURL = row.text()
    consumerMessage = row.text()
    created = row.time()
    modified = row.time()
  }
}

extension OrderState {
  /// The states of an order that keeps its resource from getting another.
  static let open: [OrderState] = [.pendingConsumer, .pendingProvider, .executing]
}

/// How long an allocation had which plan.
struct WaldurPlanPeriod: WaldurRecord {
  static let table = "waldur_plan_period"
  static let model = "ResourcePlanPeriod"
  static let columns = "id, uuid, resource, plan, started, ended"

  let id: Int64
  let uuid: String
  let resource: Int64
  let plan: Int64
  let started: Moment?
  let ended: Moment?

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    resource = row.id()
    plan = row.id()
    started = row.optionalTime()
    ended = row.optionalTime()
  }
}

/// What an allocation used of a component in a month.
struct WaldurUsage: WaldurRecord {
  static let table = "waldur_usage"
  static let model = "ComponentUsage"
  static let columns = """
    id, uuid, resource, component, plan_period, amount, description, recurring, billing_period,
    modified_by, date, created
    """

  let id: Int64
  let uuid: String
  let resource: Int64
  let component: Int64
  let planPeriod: Int64?
  let amount: DecimalNumber
  let description: String
  let isRecurring: Bool
  /// The first day of the month.
  let billingPeriod: String
  let modifiedBy: Int64?
  let date: Moment
  let created: Moment

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    resource = row.id()
    component = row.id()
    planPeriod = row.optionalID()
    amount = row.decimal()
    description = row.text()
    isRecurring = row.bool()
    billingPeriod = row.text()
    modifiedBy = row.optionalID()
    date = row.time()
    created = row.time()
  }
}

/// What one person used of it.
struct WaldurUserUsage: WaldurRecord {
  static let table = "waldur_user_usage"
  static let model = "ComponentUserUsage"
  static let columns = "id, uuid, usage, offering_user, username, amount, created, modified"

  let id: Int64
  let uuid: String
  let usage: Int64
  let offeringUser: Int64?
  let username: String
  let amount: DecimalNumber
  let created: Moment
  let modified: Moment

  init(_ row: inout ColumnReader) {
    id = row.id()
    uuid = row.text()
    usage = row.id()
    offeringUser = row.optionalID()
    username = row.text()
    amount = row.decimal()
    created = row.time()
    modified = row.time()
  }
}
