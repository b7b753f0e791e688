import Diagnostics
import Glibc
import Values
import WaldurWire

extension HTTPResponse {
  /// What the answer says when it says no; nil for success. `request` is what was sent.
  func refusal(of request: HTTPRequest) -> Diagnostic? {
    if isSuccess { return nil }
    if isNoSuchCall { return noSuchCall(request) }
    let detail = ErrorDetail(body: body)
    let id = Self.id(of: status)
    let words = (detail?.line).map { Self.refusedAction($0) ?? $0 } ?? ""
    return Diagnostic(
      id, words.isEmpty ? Self.message(status, request) : Self.shown(words), hint: hint(id, words),
      status: String(status),
      isRetryable: status == 429 || (status >= 500 && request.method.isSafe),
      cause: "\(request.method) \(request.target): \(status)")
  }

  /// Whether the server does not know the address at all: it says so by a page and not in JSON.
  var isNoSuchCall: Bool { status == 404 && ErrorDetail(body: body) == nil }

  private func noSuchCall(_ request: HTTPRequest) -> Diagnostic {
    Diagnostic(
      WaldurDiagnostic.noSuchCall, "the server has no call \(request.method) \(request.path)",
      hint: "offsh knows the calls of a Waldur of October 2024 and later", status: String(status),
      cause: "\(request.method) \(request.target): \(status)")
  }

  /// Servers put a sentence where the name of the method belongs: `Method "…" not allowed.`
  private static func refusedAction(_ words: String) -> String? {
    let (start, end) = ("Method \"", "\" not allowed.")
    guard words.hasPrefix(start), words.hasSuffix(end) else { return nil }
    let inner = words.dropFirst(start.count).dropLast(end.count)
    return inner.contains(" ") ? String(inner) : nil
  }

  private static func id(of status: Int) -> DiagnosticID {
    switch status {
    case 400: WaldurDiagnostic.notValid
    case 401: WaldurDiagnostic.notLoggedIn
    case 403: WaldurDiagnostic.permissionDenied
    case 404: WaldurDiagnostic.notFound
    case 409: WaldurDiagnostic.wrongState
    case 429: WaldurDiagnostic.throttled
    case 500...: WaldurDiagnostic.serverFailed
    case 402...: WaldurDiagnostic.refused
    default: WaldurDiagnostic.protocolError
    }
  }

  /// What is said where the server says nothing.
  private static func message(_ status: Int, _ request: HTTPRequest) -> String {
    switch status {
    case 500...: "the server failed on \(request.method) \(request.path) (status \(status))"
    case 300..<400:
      "the server sends \(request.method) \(request.path) elsewhere (status \(status))"
    default: "the server answered \(request.method) \(request.path) with status \(status)"
    }
  }

  /// The server's sentence as offsh writes sentences: without full stop at the end.
  private static func shown(_ words: String) -> String {
    words.hasSuffix(".") && !words.hasSuffix("..") ? String(words.dropLast()) : words
  }

  private func hint(_ id: DiagnosticID, _ words: String) -> String? {
    switch id {
    case WaldurDiagnostic.notLoggedIn:
      "put a new token where the profile finds it; the web page of the server has one for you"
    case WaldurDiagnostic.permissionDenied:
      "'users --me | get permissions' says which roles you have"
    case WaldurDiagnostic.notFound:
      "it is not there, or not yours to see: the server does not say which"
    case WaldurDiagnostic.throttled: retryAfter.map { "it asks to wait \($0) s" }
    case WaldurDiagnostic.protocolError where 300..<400 ~= status:
      headers[HTTPHeaders.Name.location].map { "it points to \($0); is the profile's url right?" }
    default: nil
    }
  }

  /// How many seconds the server asks to wait. It may name a moment instead, by its own clock, which
  /// its answer tells.
  var retryAfter: Int? {
    guard let text = headers[HTTPHeaders.Name.retryAfter] else { return nil }
    if let seconds = Int(text) { return max(0, seconds) }
    guard let moment = Timestamp(httpDate: text) else { return nil }
    let now = headers["Date"].flatMap { Timestamp(httpDate: $0)?.seconds } ?? Int64(time(nil))
    return Int(max(0, moment.seconds - now))
  }
}
