package import JSON
package import WaldurWire

/// One recorded exchange with a real server.
package struct Exchange: Sendable {
  package let number: Int
  /// What is shown.
  package let name: String
  /// The client it was recorded with; `http` for plain requests.
  package let via: String
  package let request: HTTPRequest
  /// Nil for a response that is kept back.
  package let response: Recorded?

  /// What the server answered.
  package struct Recorded: Sendable {
    package let status: Int
    package let headers: HTTPHeaders
    /// JSON where it parses, else text.
    package let body: JSONView
    /// How many elements the body had before it was cut; nil for one that is whole.
    package let elementCount: Int?
  }

  /// Reads a line of `exchanges.jsonl`; nil for one of another form.
  package init?(_ line: JSONView) {
    guard let number = line.member("n")?.int64(), let via = line.member("via")?.string(),
      let sent = line.member("request"), let method = sent.member("method")?.string(),
      let path = sent.member("path")?.string()
    else { return nil }
    self.number = Int(number)
    self.via = via
    name = line.member("case")?.string() ?? ""
    request = HTTPRequest(
      HTTPMethod(rawValue: method), path, query: sent.member("query")?.string() ?? "",
      headers: Self.headers(sent.member("headers")), body: Self.body(sent.member("body")))
    guard line.member("held_out")?.bool() != true, let got = line.member("response"),
      let status = got.member("status")?.int64(), let body = got.member("body")
    else {
      response = nil
      return
    }
    response = Recorded(
      status: Int(status), headers: Self.headers(got.member("headers")), body: body,
      elementCount: got.member("body_truncated")?.member("items")?.int64().map { Int($0) })
  }

  private static func headers(_ view: JSONView?) -> HTTPHeaders {
    var headers = HTTPHeaders()
    guard let view else { return headers }
    for (name, value) in view.members {
      headers.add(name, value.string() ?? value.rawText)
    }
    return headers
  }

  /// A text was no JSON when it was sent.
  private static func body(_ view: JSONView?) -> [UInt8] {
    guard let view, !view.isNull else { return [] }
    return Array((view.string() ?? view.rawText).utf8)
  }
}
