import WaldurWire

/// A refusal: the answer a request gets instead of what it asked for; nothing is changed.
struct WaldurFault: Error {
  let response: HTTPResponse

  init(_ response: HTTPResponse) { self.response = response }

  init(_ status: Int, _ detail: ErrorDetail) {
    self.init(.json(status, detail.body))
  }
}

extension WaldurFault {
  /// 400, a check outside of the fields.
  static func invalid(_ message: String) -> WaldurFault { WaldurFault(400, .messages(message)) }

  /// 400, a field with a wrong value.
  static func invalid(_ field: String, _ message: String) -> WaldurFault {
    WaldurFault(400, .field(field, message))
  }

  /// 400, fields that do not go together.
  static func nonField(_ message: String) -> WaldurFault { WaldurFault(400, .nonField(message)) }

  static func unauthenticated(_ message: String) -> WaldurFault {
    var fault = HTTPResponse.json(401, ErrorDetail.detail(message).body)
    fault.headers[HTTPHeaders.Name.wwwAuthenticate] = "Token"
    return WaldurFault(fault)
  }

  static let noCredentials = unauthenticated("Authentication credentials were not provided.")

  static func forbidden(_ message: String) -> WaldurFault {
    WaldurFault(403, .detail(message))
  }

  static let notPermitted = forbidden("You do not have permission to perform this action.")

  static func notFound(_ message: String) -> WaldurFault { WaldurFault(404, .detail(message)) }

  /// Nothing that the user may see is meant.
  static func noMatch(_ model: String) -> WaldurFault {
    notFound("No \(model) matches the given query.")
  }

  /// 405; the server puts any text in the place of the method.
  static func notAllowed(_ method: String) -> WaldurFault {
    WaldurFault(405, .detail("Method \"\(method)\" not allowed."))
  }

  static func conflict(_ message: String) -> WaldurFault { WaldurFault(409, .detail(message)) }

  /// 409, the object is in another state than one the action starts from.
  static func wrongState(_ valid: [String]) -> WaldurFault {
    conflict("Valid states for operation: \(valid.joined(separator: ", ")).")
  }

  /// 404 of the web framework, for a path that leads nowhere.
  static let noRoute = WaldurFault(
    .page(404, "Not Found", "The requested resource was not found on this server."))

  /// 500 of the web framework: a real server fails here instead of refusing.
  static let serverError = WaldurFault(.page(500, "Server Error (500)", ""))
}

extension HTTPResponse {
  static let jsonType = "application/json"

  static func json(_ status: Int, _ body: [UInt8]) -> HTTPResponse {
    HTTPResponse(status, headers: [HTTPHeaders.Name.contentType: jsonType], body: body)
  }

  static func json(_ status: Int, _ cell: Cell) -> HTTPResponse { json(status, cell.bytes) }

  /// An answer without a body.
  static func empty(_ status: Int) -> HTTPResponse { HTTPResponse(status) }

  /// One of the web framework's own pages.
  static func page(_ status: Int, _ title: String, _ text: String) -> HTTPResponse {
    let page = """

      <!doctype html>
      <html lang="en">
      <head>
        <title>\(title)</title>
      </head>
      <body>
        <h1>\(title)</h1><p>\(text)</p>
      </body>
      </html>

      """
    return HTTPResponse(
      status, headers: [HTTPHeaders.Name.contentType: "text/html; charset=utf-8"],
      body: Array(page.utf8))
  }
}
