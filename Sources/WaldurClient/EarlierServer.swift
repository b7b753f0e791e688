import JSON
import WaldurWire

/// What has to be said differently to a Waldur server of the first marketplace, such as 4.5.1.
///
/// There orders have items with states of their own and the consumer alone approves them; one list
/// of resources and one of offerings serves both sides; the user's own record is found through a
/// filter. What such a server has is asked for under its earlier name; its rows keep its own words.
struct EarlierServer: Sendable, Hashable {
  /// `4.5.1`.
  let version: String

  /// Nil for a version that has what offsh asks for.
  init?(version: String) {
    guard let first = version.split(separator: ".").first.flatMap({ Int($0) }), first < 5 else {
      return nil
    }
    self.version = version
  }

  private static let items = "/api/marketplace-order-items/"
  private static let offerings = "/api/marketplace-offerings/"

  /// The lists whose address was another.
  private static let renamed = [
    (Lists.providerResources.path, Lists.resources.path),
    (Lists.providerOfferings.path, offerings), (Lists.publicOfferings.path, offerings),
    (Lists.orders.path, items),
  ]

  /// What the states of orders were called.
  private static let states = [
    "pending-consumer": "pending", "pending-provider": "pending", "pending-project": "pending",
    "pending-start-date": "pending", "canceled": "terminated", "rejected": "terminated",
  ]

  /// Whether an answer looks like one of an earlier server.
  static func isSuspect(_ answer: HTTPResponse, to request: HTTPRequest) -> Bool {
    if answer.status == 404 {
      return request.path == Addresses.me || renamed.contains { request.path.hasPrefix($0.0) }
    }
    guard request.path == Lists.orders.path else { return false }
    // It knows no such state of an order.
    if answer.status == 400 { return true }
    let beginning = String(decoding: answer.body.prefix(4096), as: UTF8.self)
    return beginning.contains(#""items":"#)
  }

  /// Returns the request as the server understands it.
  func request(_ request: HTTPRequest) -> HTTPRequest {
    var request = request
    if request.path == Addresses.me {
      request.path = Lists.users.path
      request.query = "current"
      return request
    }
    for (now, then) in Self.renamed where request.path.hasPrefix(now) {
      request.path = then + request.path.dropFirst(now.count)
    }
    request.query = request.query.split(separator: "&").map { part in
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { return String(part) }
      switch pair[0] {
      case "name_exact": return "name=" + pair[1]
      case "state" where request.path == Self.items:
        return "state=" + (Self.states[pair[1]] ?? pair[1])
      default: return String(part)
      }
    }.joined(separator: "&")
    return request
  }

  /// Whether a list can only be empty: resources had no name of the provider's own yet, and the
  /// server would take no notice of the filter.
  func isEmpty(_ request: HTTPRequest) -> Bool {
    request.path == Lists.providerResources.path
      && request.query.split(separator: "&").contains { $0.hasPrefix("backend_id=") }
  }

  /// Returns where the plan periods of the resource stand that a report of usage is for; nil when
  /// it names the period, as such a server wants it.
  func planPeriods(for request: HTTPRequest) -> String? {
    guard request.path == Addresses.setUsage,
      let report = try? JSONBuffer.parse(request.body).root, report.member("plan_period") == nil,
      let resource = report.member("resource")?.string().flatMap({ WaldurUUID($0) })
    else { return nil }
    return Lists.resources.path(resource, "plan_periods")
  }

  /// Returns the report for the open one of the periods; nil when none is.
  func report(_ request: HTTPRequest, for periods: HTTPResponse) -> HTTPRequest? {
    guard periods.isSuccess, let list = try? JSONBuffer.parse(periods.body).root,
      let report = try? JSONBuffer.parse(request.body).root,
      let open = list.elements.first(where: { $0.member("end")?.kind != .string }),
      let period = open.member("uuid")?.rawText
    else { return nil }
    var request = request
    request.body = Self.adding("plan_period", period, to: report)
    return request
  }

  /// Returns the answer in the form of today; `request` is the one offsh made.
  func answer(_ answer: HTTPResponse, to request: HTTPRequest) -> HTTPResponse {
    guard answer.isSuccess, let view = try? JSONBuffer.parse(answer.body).root else {
      return answer
    }
    var answer = answer
    if request.path == Addresses.me {
      guard let user = view.elements.first(where: { _ in true }) else { return answer }
      answer.body = Self.adding("permissions", Self.permissions(user), to: user)
    } else if request.path == Lists.orders.path {
      answer.body = Array("[".utf8)
      for (place, row) in view.elements.enumerated() {
        if place > 0 { answer.body.append(UInt8(ascii: ",")) }
        let name = row.member("attributes")?.member("name")?.rawText ?? "null"
        answer.body += Self.adding("resource_name", name, to: row)
      }
      answer.body.append(UInt8(ascii: "]"))
    }
    return answer
  }

  /// What roles a user has, in the form of today.
  private static func permissions(_ user: JSONView) -> String {
    func all(_ scope: String) -> [String] {
      guard let rows = user.member("\(scope)_permissions")?.elements else { return [] }
      return rows.map { row in
        let uuid = row.member("\(scope)_uuid")?.rawText ?? "null"
        let customer = row.member("customer_uuid")?.rawText ?? "null"
        let role = row.member("role")?.rawText ?? "null"
        return """
          {"scope_type":"\(scope)","scope_uuid":\(uuid),"customer_uuid":\(customer),\
          "role_name":\(role)}
          """
      }
    }
    return "[" + (all("customer") + all("project")).joined(separator: ",") + "]"
  }

  /// Adds a field that an object does not have.
  private static func adding(_ name: String, _ json: String, to object: JSONView) -> [UInt8] {
    var text = object.rawText
    guard text.last == "}", text.utf8.count > 2 else { return Array(text.utf8) }
    text.removeLast()
    return Array("\(text),\"\(name)\":\(json)}".utf8)
  }
}
