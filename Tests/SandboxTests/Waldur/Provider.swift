import JSON
import Testing
import WaldurWire

@testable import Sandbox

/// The seeded service provider in memory, and requests to it as short as what they are about.
final class Provider {
  /// 1 January 2025, noon.
  static let start: Int64 = 1_735_732_800_000

  let sandbox: Sandbox
  private let tokens: [String: String]

  init() throws {
    sandbox = try Sandbox(store: .memory, clock: .fixed(Self.start))
    tokens = try Self.tokens(sandbox)
  }

  /// The same with something changed.
  init(
    release: WaldurRelease = .adaptive, _ change: (inout WaldurWorld) -> Void
  ) throws {
    sandbox = try Sandbox(store: .memory, clock: .fixed(Self.start), waldur: release)
    var world = SeededProvider(now: Moment(microseconds: Self.start * 1000)).world
    change(&world)
    try sandbox.replaceWaldur(world)
    tokens = try Self.tokens(sandbox)
  }

  /// The same where people carry out all orders, and no site that is run by software does.
  static func basic() throws -> Provider {
    try Provider { world in
      for place in world.offerings.indices {
        world.offerings[place].type = OfferingType.basic.rawValue
      }
    }
  }

  init(_ sandbox: Sandbox) throws {
    self.sandbox = sandbox
    tokens = try Self.tokens(sandbox)
  }

  private static func tokens(_ sandbox: Sandbox) throws -> [String: String] {
    Dictionary(
      try sandbox.localWaldur().accounts.map { ($0.user, $0.token ?? "") },
      uniquingKeysWith: { first, _ in first })
  }

  /// An answer, its body read.
  struct Answer {
    let response: HTTPResponse
    var status: Int { response.status }
    var text: String { String(decoding: response.body, as: UTF8.self) }
    var count: Int? { response.resultCount }

    func json() throws -> JSONView { try JSONBuffer.parse(response.body).root }
    func rows() throws -> [JSONView] { Array(try json().elements) }
    func texts(_ name: String) throws -> [String] {
      try rows().map { $0.member(name)?.string() ?? "null" }
    }
    func text(_ name: String) throws -> String? { try json().member(name)?.string() }

    /// What tells the rows apart: their UUIDs, or all they say where they have none.
    func identities() throws -> [String] { try rows().map(\.identity) }
  }

  /// Which library the request looks like.
  enum Client {
    case plain, present, moved
  }

  /// Sends a request; `path` is what stands behind `/api/`.
  func send(
    _ method: HTTPMethod, _ path: String, _ query: String = "", as user: String? = "paula",
    body: String? = nil, client: Client = .plain, headers: HTTPHeaders = [:]
  ) -> Answer {
    var all: HTTPHeaders = ["Host": "waldur.example.org"]
    if client == .plain { all["Accept"] = "application/json" }
    if let user {
      all["Authorization"] = (client == .moved ? "token " : "Token ") + (tokens[user] ?? user)
    }
    if body != nil { all["Content-Type"] = "application/json" }
    for field in headers.fields { all[field.name] = field.value }
    let request = HTTPRequest(
      method, "/api/" + path, query: query, headers: all, body: Array((body ?? "").utf8))
    return Answer(response: sandbox.answer(request))
  }

  func get(_ path: String, _ query: String = "", as user: String? = "paula") -> Answer {
    send(.get, path, query, as: user)
  }

  func post(_ path: String, _ body: String? = nil, as user: String? = "paula") -> Answer {
    send(.post, path, as: user, body: body)
  }

  // MARK: Names

  /// Returns the UUID of something by its name.
  func uuid(_ list: String, _ name: String, as user: String = "sille") throws -> String {
    let key = list == "users" ? "username" : "name_exact"
    let rows = try get("\(list)/", "\(key)=\(name.replacing(" ", with: "+"))", as: user).rows()
    return try #require(rows.first?.member("uuid")?.string(), "no \(name) in \(list)")
  }

  func resource(_ name: String) throws -> String { try uuid("marketplace-resources", name) }

  /// Returns the UUID of the newest order about a resource.
  func order(_ resource: String) throws -> String {
    let rows = try get(
      "marketplace-orders/", "resource_uuid=\(try self.resource(resource))&page=last&page_size=1",
      as: "sille"
    ).rows()
    return try #require(rows.first?.member("uuid")?.string(), "no order of \(resource)")
  }

  func state(ofOrder uuid: String) throws -> String? {
    try get("marketplace-orders/\(uuid)/", as: "sille").text("state")
  }

  func state(ofResource uuid: String) throws -> String? {
    try get("marketplace-resources/\(uuid)/", as: "sille").text("state")
  }

  /// Spells a UUID with hyphens.
  static func hyphenated(_ uuid: String) -> String {
    var text = ""
    for (place, digit) in uuid.enumerated() {
      if [8, 12, 16, 20].contains(place) { text.append("-") }
      text.append(digit)
    }
    return text
  }
}

extension JSONView {
  /// What tells an object of a list from the others.
  var identity: String { member("uuid")?.string() ?? rawText }
}
