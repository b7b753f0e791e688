import JSON
import WaldurWire

/// What people do with resources. `list` says through which view an action sees them.
enum ResourceActions {
  typealias List = Listing<WaldurResource>

  // MARK: What the provider says

  static func setBackendID(_ list: List) -> Route.Handler {
    { call in
      let resource = try provided(list, call, .resourceSetBackendID, alsoOffering: true)
      var form = try BodyForm(call)
      let field = SetBackendIDFields.shared.backendID
      // A server of 2024 breaks without the key.
      if call.generation == .plain, !form.has(field) { throw WaldurFault.serverError }
      let id = form.text(field, required: true, allowsBlank: true, max: 255)
      try form.finish()
      guard let id, id != resource.backendID else {
        return .status("Resource backend_id is not changed.")
      }
      try call.state.update(resource, "backend_id = ?", id)
      return .status("Resource backend_id has been changed.")
    }
  }

  static let setEffectiveID: Route.Handler = { call in
    let resource = try provided(Resources.provider, call, .resourceSetBackendID, alsoOffering: true)
    var form = try BodyForm(call)
    let id = form.text(
      SetEffectiveIDFields.shared.effectiveID, required: true, allowsBlank: true, max: 255)
    try form.finish()
    guard let id, id != resource.effectiveID else {
      return .status("Resource effective_id is not changed.")
    }
    try call.state.update(resource, "effective_id = ?", id)
    return .status("Resource effective_id has been changed.")
  }

  static func submitReport(_ list: List) -> Route.Handler {
    { call in
      let resource = try provided(list, call, .resourceSubmitReport)
      var form = try BodyForm(call)
      let field = SubmitReportFields.shared.report
      let sections = form.objects(field, required: true) { section -> Cell in
        let fields = ReportSectionFields.shared
        let header = section.text(fields.header, required: true) ?? ""
        let body = section.text(fields.body, required: true) ?? ""
        return .object([
          (fields.header.name, .string(header)), (fields.body.name, .string(body)),
        ])
      }
      if sections?.isEmpty == true {
        form.refuse(field, "Report object should contain at least one section.")
      }
      try form.finish()
      try call.state.update(resource, "report = ?", Cell.list(sections ?? []).text)
      return .status("Report is submitted")
    }
  }

  static let setBackendMetadata: Route.Handler = { call in
    let resource = try provided(
      Resources.provider, call, .resourceSetBackendMetadata, alsoOffering: true)
    var form = try BodyForm(call)
    let metadata = form.value(SetBackendMetadataFields.shared.backendMetadata, required: true)
    try form.finish()
    try call.state.update(resource, "backend_metadata = ?", metadata?.rawText ?? "{}")
    return .status("The backend metadata is updated")
  }

  // MARK: State

  static func setAsErred(_ list: List) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      let viewer = try call.user()
      // It was the staff's until providers were trusted with it; their clients send a body.
      let isTrusted =
        call.release != .october2024 && (call.generation == .present || call.hasBody)
      let offering = try call.offering(of: resource)
      guard viewer.isStaff || isTrusted && viewer.provides(offering) else {
        throw WaldurFault.notPermitted
      }
      if call.release == .october2024 {
        try call.state.update(resource, "state = ?", ResourceState.erred.rawValue)
        return .empty(200)
      }
      var form = try BodyForm(call)
      let fields = SetResourceErredFields.shared
      let message = form.text(fields.errorMessage, allowsBlank: true)
      let traceback = form.text(fields.errorTraceback, allowsBlank: true)
      try form.finish()
      try call.state.update(
        resource, "state = ?, error_message = ?, error_traceback = ?",
        ResourceState.erred.rawValue, message ?? resource.errorMessage,
        traceback ?? resource.errorTraceback)
      return .empty(200)
    }
  }

  static let setAsOK: Route.Handler = { call in
    let resource = try providedByTeam(call)
    try requireNotTerminated(resource)
    try call.state.update(
      resource, "state = ?, error_message = '', error_traceback = ''", ResourceState.ok.rawValue)
    return .empty(200)
  }

  static let setStateOK: Route.Handler = { call in
    let resource = try providedByTeam(call)
    try requireNotTerminated(resource)
    try call.state.update(
      resource, "state = ?, error_message = '', error_traceback = ''", ResourceState.ok.rawValue)
    return .status("Resource state has been set to OK")
  }

  /// The call of 2021, for the clients of that time.
  static let setStateByProvider: Route.Handler = { call in
    let resource = try Resources.provider.one(call)
    guard try call.user().provides(call.offering(of: resource)) else {
      throw WaldurFault.notPermitted
    }
    let wanted =
      try RequestBody(call.request).value
      .member(ResourceFields.shared.state.name)?.string() ?? ""
    let found = ResourceState.known.first { $0.rawValue.lowercased() == wanted.lowercased() }
    guard let state = found, state != resource.state, resource.state != .terminated else {
      let text = "Can't switch from state '\(resource.state)' to '\(wanted)'."
      return .json(400, .object([(StatusAnswerFields.shared.status.name, .string(text))]))
    }
    try call.state.set(resource: resource.id, state)
    if state == .terminated { try call.state.closePlanPeriods(of: resource.id) }
    return .status("Resource state has been changed.")
  }

  // MARK: Notes of today's providers

  static let setLimits: Route.Handler = { call in
    let resource = try providedByTeam(call)
    var form = try BodyForm(call)
    let limits = form.integers(SetLimitsFields.shared.limits, required: true, min: 0)
    try form.finish()
    try call.checkLimits(limits ?? JSONObject(), of: call.offering(of: resource), wrapped: false)
    try call.state.update(resource, "limits = ?", (limits ?? JSONObject()).text)
    return .status("Resource limits have been set.")
  }

  /// Returns the action that sets one of the flags of a resource.
  static func setFlag(_ field: Field<Bool>, _ list: List) -> Route.Handler {
    { call in
      let resource = try list.one(call)
      let viewer = try call.user()
      guard try viewer.isStaff || viewer.provides(call.offering(of: resource)) else {
        throw WaldurFault.notPermitted
      }
      var form = try BodyForm(call)
      let value = form.bool(field, required: true)
      try form.finish()
      try call.state.update(resource, "\(field.name) = ?", value ?? false)
      return .status("Resource \(field.name) has been updated.")
    }
  }

  static let setEndpoints: Route.Handler = { call in
    let resource = try providedByTeam(call)
    var form = try BodyForm(call)
    let state = call.state
    let endpoints = form.objects(ResourceFields.shared.endpoints, required: true) {
      endpoint -> (String, String) in
      let fields = ResourceEndpointFields.shared
      return (
        endpoint.text(fields.name, required: true) ?? "",
        endpoint.text(fields.url, required: true) ?? ""
      )
    }
    try form.finish()
    let fields = ResourceEndpointFields.shared
    let cells: [Cell] = try (endpoints ?? []).map { name, url in
      .object([
        (fields.uuid.name, .string(try state.newUUID())), (fields.name.name, .string(name)),
        (fields.url.name, .string(url)),
      ])
    }
    try state.update(resource, "endpoints = ?", Cell.list(cells).text)
    return .status("Resource endpoints are updated")
  }

  static let refreshLastSync: Route.Handler = { call in
    let resource = try providedByTeam(call)
    try call.database.run(
      "UPDATE waldur_resource SET last_sync = ? WHERE id = ?", call.now.microseconds, resource.id)
    return .empty(200)
  }

  // MARK: Checks

  private static func requireNotTerminated(_ resource: WaldurResource) throws {
    guard resource.state == .terminated else { return }
    throw WaldurFault.wrongState(
      ResourceState.known.filter { $0 != .terminated }.map(\.rawValue))
  }

  /// Returns a resource on whose offering's organization the viewer holds a permission.
  private static func provided(
    _ list: List, _ call: WaldurCall, _ permission: Permission, alsoOffering: Bool = false
  ) throws -> WaldurResource {
    let resource = try list.one(call)
    let offering = try call.offering(of: resource)
    let viewer = try call.user()
    let isAllowed =
      viewer.may(permission, on: .customer(offering.customer))
      || alsoOffering && viewer.may(permission, on: .offering(offering.id))
    guard isAllowed else { throw WaldurFault.notPermitted }
    return resource
  }

  /// Returns a resource that the viewer provides, whatever the role.
  private static func providedByTeam(_ call: WaldurCall) throws -> WaldurResource {
    let resource = try Resources.provider.one(call)
    guard try call.user().provides(call.offering(of: resource)) else {
      throw WaldurFault.notPermitted
    }
    return resource
  }

  /// Whether the viewer could end a resource now.
  static func canTerminate(_ resource: WaldurResource, _ call: WaldurCall) throws -> Bool {
    guard let viewer = call.viewer, resource.state == .ok || resource.state == .erred else {
      return false
    }
    let customer = try call.customer(of: resource)
    return try !customer.isBlocked && !customer.isArchived
      && mayTerminate(resource, viewer, call) && !call.state.hasOpenOrder(resource)
  }

  static func mayTerminate(
    _ resource: WaldurResource, _ viewer: Viewer, _ call: WaldurCall
  ) throws -> Bool {
    viewer.may(
      .resourceTerminate, on: .project(resource.project),
      .customer(try call.customer(of: resource).id),
      .customer(try call.offering(of: resource).customer))
  }
}

extension Viewer {
  /// Whether the user belongs to the team behind an offering.
  func provides(_ offering: WaldurOffering) -> Bool {
    isStaff || scopes(.customer).contains(offering.customer)
      || scopes(.offering).contains(offering.id)
  }
}

extension WaldurState {
  /// Whether an order about a resource waits or is being carried out; there is one at most.
  func hasOpenOrder(_ resource: WaldurResource) throws -> Bool {
    try exists(
      WaldurOrder.table,
      .every([
        SQLCondition("resource = ?", resource.id),
        .among("state", OrderState.open.map(\.rawValue)),
      ]))
  }

  func update(
    _ resource: WaldurResource, _ columns: String, _ values: any DatabaseValue...
  ) throws {
    try database.run(
      "UPDATE waldur_resource SET modified = ?, \(columns) WHERE id = ?",
      values: [now.microseconds] + values + [resource.id])
  }
}
