import JSON
import WaldurWire

/// What people do with orders. Each action checks in the order of real servers: permission, blocked
/// organization, expired project, state, type of offering.
enum OrderActions {
  /// Who decides over an order.
  enum Side {
    case consumer, provider
  }

  // MARK: Decisions

  static func approve(_ side: Side) -> Route.Handler {
    { call in
      let order = try Orders.listing.one(call)
      try require(.orderApprove, on: side, of: order, call)
      try requireOpenCustomer(order, call)
      if side == .consumer || call.generation != .present {
        try call.requireUnexpired(try call.project(of: order))
      }
      try require(order, in: side.pending)
      let state = call.state
      switch side {
      case .consumer:
        let project = try call.project(of: order)
        // The server of 2024 breaks where a project has a beginning.
        if call.release == .october2024, project.startDate != nil { throw WaldurFault.serverError }
        try state.review(order, by: call.user().user.id, side)
        try state.passConsumer(order, project: project)
      case .provider:
        try state.review(order, by: call.user().user.id, side)
        try state.execute(order)
      }
      return decided(call, "Order has been approved.")
    }
  }

  static func reject(_ side: Side) -> Route.Handler {
    { call in
      let order = try Orders.listing.one(call)
      let isCreator = side == .consumer && order.createdBy == call.viewer?.user.id
      if !isCreator { try require(.orderReject, on: side, of: order, call) }
      try requireOpenCustomer(order, call)
      try require(order, in: side.pending)
      var form = try BodyForm(call)
      let fields = OrderFields.shared
      let field =
        side == .consumer ? fields.consumerRejectionComment : fields.providerRejectionComment
      let comment = form.text(field, allowsBlank: true) ?? ""
      try form.finish()
      try call.state.review(order, by: call.user().user.id, side)
      try call.state.reject(order, comment: comment, side)
      return .empty(200)
    }
  }

  static let cancel: Route.Handler = { call in
    let order = try Orders.listing.one(call)
    try require(.orderCancel, on: .consumer, of: order, call)
    try require(order, in: cancellable)
    try require(order, type: [.basic, .support], call)
    try call.state.set(order, .canceled)
    // Servers of today take back what the order had begun.
    if call.generation == .present, order.type == .terminate {
      try call.state.set(resource: order.resource, .ok)
    }
    return .empty(202)
  }

  static let destroy: Route.Handler = { call in
    let order = try Orders.listing.one(call)
    try require(.orderDestroy, on: .consumer, of: order, call)
    try require(order, in: [.pendingConsumer, .pendingProvider])
    try requireOpenCustomer(order, call)
    try call.database.run("DELETE FROM waldur_order WHERE id = ?", order.id)
    return .empty(204)
  }

  static let unlink: Route.Handler = { call in
    let order = try Orders.listing.one(call)
    guard try call.user().isStaff else { throw WaldurFault.notPermitted }
    try call.database.run("DELETE FROM waldur_order WHERE id = ?", order.id)
    return .empty(204)
  }

  // MARK: Progress

  static let setExecuting: Route.Handler = { call in
    let order = try Orders.listing.one(call)
    try require(.orderApprove, on: .provider, of: order, call)
    try require(order, in: [.pendingConsumer, .pendingProvider, .erred])
    try require(order, type: [.slurm], call)
    try call.state.set(order, .executing)
    return .empty(200)
  }

  static let setDone: Route.Handler = { call in
    let order = try Orders.listing.one(call)
    try require(.orderApprove, on: .provider, of: order, call)
    try require(order, in: [.executing])
    try require(order, type: [.slurm, .basic, .support], call)
    try call.state.complete(order)
    return .empty(200)
  }

  static let setErred: Route.Handler = { call in
    let order = try Orders.listing.one(call)
    try require(.orderApprove, on: .provider, of: order, call)
    // Servers of today let every provider say that something went wrong.
    if call.generation == .present {
      try require(order, in: [.pendingProvider, .executing, .erred])
    } else {
      try require(order, type: [.slurm], call)
    }
    var form = try BodyForm(call)
    let fields = OrderFields.shared
    if call.generation != .present,
      !form.has(fields.errorMessage) || !form.has(fields.errorTraceback)
    {
      throw WaldurFault.serverError
    }
    let message = form.text(fields.errorMessage, allowsBlank: true) ?? ""
    let traceback = form.text(fields.errorTraceback, allowsBlank: true) ?? ""
    try form.finish()
    try call.state.fail(order, message: message, traceback: traceback)
    return .empty(200)
  }

  /// Of present-day servers: an erred order begins again.
  static let retry: Route.Handler = { call in
    let order = try Orders.listing.one(call)
    let offering = try call.offering(of: order)
    let viewer = try call.user()
    guard
      viewer.owns(customer: offering.customer)
        || !viewer.grants.filter({
          $0.scopeType == .offering && $0.scope == offering.id
        }).isEmpty
    else { throw WaldurFault.notPermitted }
    try require(order, in: [.erred])
    try require(order, type: [.basic, .slurm], call)
    guard try !call.state.hasOpenOrder(call.resource(of: order)) else {
      throw WaldurFault.invalid("Pending order for resource already exists.")
    }
    try call.state.retry(order)
    return .empty(200)
  }

  // MARK: Notes

  static let setBackendID: Route.Handler = { call in
    let order = try Orders.listing.one(call)
    try require(.orderApprove, on: .provider, of: order, call)
    var form = try BodyForm(call)
    let id = form.text(
      SetBackendIDFields.shared.backendID, required: true, allowsBlank: true, max: 255)
    try form.finish()
    if id == order.backendID { return .status("Order backend_id is not changed.") }
    try call.state.update(order, "backend_id = ?", id ?? "")
    return .status("Order backend_id has been changed.")
  }

  static let setProviderInfo: Route.Handler = { call in
    let order = try Orders.listing.one(call)
    try require(.orderApprove, on: .provider, of: order, call)
    var form = try BodyForm(call)
    let fields = OrderFields.shared
    let message = form.text(fields.providerMessage, allowsBlank: true)
    let url = form.text(fields.providerMessageURL, allowsBlank: true)
    try form.finish()
    try call.state.update(
      order, "provider_message = ?, provider_message_url = ?", message ?? order.providerMessage,
      url ?? order.providerMessageURL)
    return .json(200, ErrorDetail.detail("Provider info has been updated.").body)
  }

  static let setConsumerInfo: Route.Handler = { call in
    let order = try Orders.listing.one(call)
    let viewer = try call.user()
    guard
      try viewer.isStaff || order.createdBy == viewer.user.id
        || viewer.may(
          .orderApprove, on: .project(order.project), .customer(call.customer(of: order).id))
    else { throw WaldurFault.notPermitted }
    var form = try BodyForm(call)
    let message = form.text(OrderFields.shared.consumerMessage, allowsBlank: true)
    try form.finish()
    try call.state.update(order, "consumer_message = ?", message ?? order.consumerMessage)
    return .json(200, ErrorDetail.detail("Consumer info has been updated.").body)
  }

  static let offering: Route.Handler = { call in
    let order = try Orders.listing.one(call)
    return try Offerings.publicFields.response(try call.offering(of: order), for: call)
  }

  static let resource: Route.Handler = { call in
    let order = try Orders.listing.one(call)
    return try Resources.representation.response(try call.resource(of: order), for: call)
  }

  // MARK: Checks

  private static let cancellable: [OrderState] = [.pendingConsumer, .pendingProvider, .executing]

  /// Whether an order could be cancelled: nobody has to be asked for that.
  static func isCancellable(_ order: WaldurOrder, _ call: WaldurCall) throws -> Bool {
    let type = try call.offering(of: order).type
    return cancellable.contains(order.state) && (type == .basic || type == .support)
  }

  private static func require(
    _ permission: Permission, on side: Side, of order: WaldurOrder, _ call: WaldurCall
  ) throws {
    let viewer = try call.user()
    let isAllowed =
      switch side {
      case .consumer:
        viewer.may(
          permission, on: .project(order.project), .customer(try call.customer(of: order).id))
      case .provider:
        viewer.may(permission, on: .customer(try call.offering(of: order).customer))
          || call.generation == .present
            && viewer.may(permission, on: .offering(order.offering))
      }
    guard isAllowed else { throw WaldurFault.notPermitted }
  }

  private static func requireOpenCustomer(_ order: WaldurOrder, _ call: WaldurCall) throws {
    try call.customer(of: order).requireOpen()
  }

  private static func require(_ order: WaldurOrder, in states: [OrderState]) throws {
    guard states.contains(order.state) else {
      throw WaldurFault.wrongState(states.map(\.rawValue))
    }
  }

  private static func require(
    _ order: WaldurOrder, type types: [OfferingType], _ call: WaldurCall
  ) throws {
    let type = try call.offering(of: order).type
    guard types.contains(type) else {
      throw WaldurFault.notAllowed(
        "The order's offering with \(type.rawValue) type does not support this action")
    }
  }

  /// Clients of today read what was decided; the server of 2024 says nothing to others.
  private static func decided(_ call: WaldurCall, _ detail: String) -> HTTPResponse {
    call.release != .october2024 && (call.hasBody || call.generation != .plain)
      ? .json(200, ErrorDetail.detail(detail).body) : .empty(200)
  }
}

extension OrderActions.Side {
  var pending: [OrderState] { self == .consumer ? [.pendingConsumer] : [.pendingProvider] }
}

extension HTTPResponse {
  /// `{"status": "…"}`: what was done, in a sentence.
  static func status(_ text: String) -> HTTPResponse {
    .json(200, .object([(StatusAnswerFields.shared.status.name, .string(text))]))
  }
}

extension WaldurCustomer {
  /// Throws for an organization that may do nothing any more.
  func requireOpen() throws {
    if isBlocked { throw WaldurFault.invalid("Blocked organization is not available.") }
    if isArchived { throw WaldurFault.invalid("Archived organization is not available.") }
  }
}

extension WaldurCall {
  func requireUnexpired(_ project: WaldurProject) throws {
    guard let end = project.endDate.flatMap({ CalendarDate($0) }), end <= now.date else { return }
    throw WaldurFault.invalid("Project '\(project.name)' is expired.")
  }
}
