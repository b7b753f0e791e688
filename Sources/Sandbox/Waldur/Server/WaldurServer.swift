// The Waldur half of the sandbox: one request in, one answer out. A request is one transaction; its
// answer leaves after the commit. The order of checks is the framework's: the path, the form of the
// answer, who asks, the method, then what the handler checks.

import JSON
import WaldurWire

/// Answers the requests of Waldur's clients from the rows of the database.
struct WaldurServer {
  let state: WaldurState
  let release: WaldurRelease

  init(database: Database, clock: SandboxClock, release: WaldurRelease = .adaptive) {
    self.release = release
    state = WaldurState(database: database, clock: clock)
  }

  private static let routes = RouteTable(WaldurRoutes.all)

  /// Answers a request; what fails inside the sandbox is 500.
  func answer(_ request: HTTPRequest) -> HTTPResponse {
    var response = process(request)
    response.headers["Vary"] = "Accept-Language, Cookie"
    if response.status != 301 {
      response.headers[HTTPHeaders.Name.contentLength] = String(response.body.count)
    }
    if request.method == .head { response.body = [] }
    return response
  }

  private func process(_ request: HTTPRequest) -> HTTPResponse {
    let generation = ClientGeneration(request, release)
    guard request.path.hasSuffix("/") else { return redirect(request, generation) }
    guard let (route, parameters) = Self.routes.find(request.path, generation, release) else {
      return WaldurFault.noRoute.response
    }
    var response: HTTPResponse
    do {
      response = try run(request, route, parameters, generation)
    } catch let fault as WaldurFault {
      response = fault.response
    } catch {
      response = .json(500, ErrorDetail.detail("sandbox: \(Self.words(error))").body)
    }
    if response.headers[HTTPHeaders.Name.contentType]?.hasPrefix("text/html") != true {
      response.headers[HTTPHeaders.Name.allow] = route.allow
    }
    return response
  }

  /// What is said of a failure of the sandbox itself: never the statement that failed.
  private static func words(_ error: any Error) -> String {
    (error as? DatabaseError)?.message ?? (error as? JSONError)?.message ?? "it failed"
  }

  private func run(
    _ request: HTTPRequest, _ route: Route, _ parameters: [String: String],
    _ generation: ClientGeneration
  ) throws -> HTTPResponse {
    try Self.checkAcceptable(request)
    // Who asks may have to be remembered also by those who only read.
    let answered = try state.database.transaction(request.method.isSafe ? .read : .write) {
      let identity = try Authentication(state: state).identify(request)
      if identity.viewer == nil, !route.isPublic { throw WaldurFault.noCredentials }
      let call = WaldurCall(
        request: request, state: state, generation: generation, release: release,
        viewer: identity.viewer, parameters: parameters)
      var response = try dispatch(call, route)
      if let impersonator = identity.impersonator {
        response.headers[HTTPHeaders.Name.impersonator] = impersonator.uuid
      }
      return (response, identity)
    }
    try Authentication(state: state).renew(answered.1)
    return answered.0
  }

  private func dispatch(_ call: WaldurCall, _ route: Route) throws -> HTTPResponse {
    let method = call.request.method
    if method == .options { return Self.describe(route, call) }
    guard let handler = route.handlers[method == .head ? .get : method] else {
      throw WaldurFault.notAllowed(method.rawValue)
    }
    return try handler(call)
  }

  /// Sends a path without its last slash to the one with it, if there is such.
  private func redirect(
    _ request: HTTPRequest, _ generation: ClientGeneration
  ) -> HTTPResponse {
    guard Self.routes.find(request.path, generation, release) != nil else {
      return WaldurFault.noRoute.response
    }
    let query = request.query.isEmpty ? "" : "?" + request.query
    return HTTPResponse(
      301,
      headers: [
        HTTPHeaders.Name.contentType: "text/html; charset=utf-8",
        HTTPHeaders.Name.location: request.path + "/" + query,
      ])
  }

  /// The server writes nothing but JSON.
  private static func checkAcceptable(_ request: HTTPRequest) throws {
    guard let accept = request.headers[HTTPHeaders.Name.accept], !accept.isEmpty else { return }
    let types = accept.split(separator: ",").map { type in
      String(type.prefix { $0 != ";" }).trimmingBlanks.lowercased()
    }
    if types.contains(where: { ["*/*", "application/*", HTTPResponse.jsonType].contains($0) }) {
      return
    }
    throw WaldurFault(406, .detail("Could not satisfy the request Accept header."))
  }

  /// Answers `OPTIONS`: what the address takes and gives.
  private static func describe(_ route: Route, _ call: WaldurCall) -> HTTPResponse {
    let actions = route.form.map { form in
      [("actions", Cell.object([("POST", .object(form(call).map { ($0.name, $0.cell) }))]))]
    }
    return .json(
      200,
      .object(
        [
          ("name", .string(route.title)), ("description", .string("")),
          ("renders", .list([.string(HTTPResponse.jsonType)])),
          ("parses", .list(RequestBody.types.map { .string($0) })),
        ] + (actions ?? [])))
  }
}
