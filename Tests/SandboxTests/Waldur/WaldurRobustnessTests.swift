import CSQLite
import JSON
import TestSupport
import Testing
import WaldurWire

@testable import Sandbox

/// Requests nobody should send, and failures in the middle of one.
@Suite struct WaldurRobustnessTests {
  /// The calls in which a server of 2024 itself breaks, on bodies that lack something.
  private static let fragile = [
    "set_backend_id", "set_state_erred", "set_usage", "update_user", "customer_projects",
    "marketplace-orders",
  ]

  /// Thousands of requests of every address, with wrong methods, filters and bodies: each gets an
  /// answer, none breaks the server, and what is read afterwards is whole.
  @Test(arguments: 1...4)
  func randomRequestsAreAnswered(_ seed: UInt64) throws {
    let world = try Provider()
    var random = SeededRandom(seed: seed)
    let uuids = try Self.uuids(world)
    let users: [String?] = ["paula", "piet", "ursula", "mary", "siim", "sille", "olga", nil, "x"]
    for _ in 0..<700 {
      let route = random.pick(WaldurRoutes.all)
      let path = route.parts.dropFirst().map { part in
        part.hasPrefix("{") ? random.pick(uuids) : part
      }.joined(separator: "/")
      let method = random.pick([
        HTTPMethod.get, .post, .post, .put, .patch, .delete, .head, .options,
      ])
      let client = random.pick([Provider.Client.plain, .plain, .present, .moved])
      let body = random.chance(1, in: 3) ? nil : Self.body(&random, uuids)
      let answer = world.send(
        method, path + (random.chance(1, in: 40) ? "" : "/"), Self.query(&random, uuids),
        as: random.pick(users), body: body, client: client)
      let call = "\(seed): \(method) \(path) \(body ?? "")"
      #expect(200..<600 ~= answer.status, "\(call)")
      if answer.status >= 500 {
        #expect(
          Self.fragile.contains(route.parts[route.parts.count - 1]), "\(call)\n\(answer.text)")
        #expect(!answer.text.contains("sandbox:"), "\(call)\n\(answer.text)")
      } else if answer.response.headers["Content-Type"] == "application/json", method != .head {
        #expect(throws: Never.self, "\(call)") { _ = try answer.json() }
      }
    }
    try Self.expectWhole(world)
  }

  private static func uuids(_ world: Provider) throws -> [String] {
    var uuids = ["nope", "%00", "", "me", String(repeating: "0", count: 32)]
    for list in [
      "users", "keys", "customers", "projects", "roles", "marketplace-provider-offerings",
      "marketplace-resources", "marketplace-orders", "marketplace-component-usages",
      "marketplace-offering-users", "marketplace-service-providers",
    ] {
      let found = try world.get("\(list)/", "page_size=5", as: "sille").texts("uuid")
      uuids += found + found.prefix(1).map(Provider.hyphenated)
    }
    return uuids
  }

  private static let names = [
    "user", "role", "expiration_time", "resource", "plan_period", "usages", "type", "amount",
    "backend_id", "report", "header", "body", "limits", "attributes", "offering", "project", "plan",
    "name", "public_key", "username", "user_uuid", "end_date", "state", "error_message",
    "error_traceback", "is_restricted", "runtime_state", "options", "backend_metadata", "endpoints",
    "url", "usage", "slug", "paused", "password", "paused_reason",
  ]

  private static func value(_ random: inout SeededRandom, _ uuids: [String], depth: Int) -> String {
    let uuid = random.pick(uuids)
    switch random.below(depth > 2 ? 12 : 15) {
    case 0: return "null"
    case 1: return "true"
    case 2: return String(random.below(200) - 100)
    case 3: return "1e\(random.below(400))"
    case 4: return "-0.\(random.below(1000))"
    case 5: return "\"\""
    case 6: return "\"\(uuid)\""
    case 7:
      return
        "\"/api/\(random.pick(["users", "projects", "marketplace-provider-offerings", "marketplace-public-offerings", "x"]))/\(uuid)/\""
    case 8: return "\"cpu\""
    case 9: return "\"2025-0\(random.below(12))-15\""
    case 10:
      return
        "\"\(random.pick(["PROJECT.MEMBER", "OK", "Active", "pending-provider", "ё\\u0000", "' OR 1=1 --", "%_\\\\"]))\""
    case 11: return "\"\(String(repeating: "x", count: random.below(400)))\""
    case 12: return object(&random, uuids, depth: depth + 1)
    default:
      return "["
        + (0..<random.below(4)).map { _ in value(&random, uuids, depth: depth + 1) }
        .joined(separator: ",") + "]"
    }
  }

  private static func object(_ random: inout SeededRandom, _ uuids: [String], depth: Int) -> String
  {
    let members = (0..<random.below(6)).map { _ in
      "\"\(random.pick(names))\":\(value(&random, uuids, depth: depth))"
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  private static func body(_ random: inout SeededRandom, _ uuids: [String]) -> String {
    let text =
      random.chance(4, in: 5)
      ? object(&random, uuids, depth: 0) : value(&random, uuids, depth: 0)
    guard random.chance(1, in: 6) else { return text }
    return String(text.prefix(random.below(text.count + 1)))
  }

  private static func query(_ random: inout SeededRandom, _ uuids: [String]) -> String {
    let names = [
      "page", "page_size", "o", "field", "state", "type", "name", "query", "offering_uuid",
      "project_uuid", "customer_uuid", "offering", "created", "billing_period", "attributes",
      "user_uuid", "project_customer_uuid", "can_approve_as_provider", "is_active", "customer",
      "o%", "x-auth-token",
    ]
    let values =
      uuids + [
        "-1", "0", "1", "last", "999999999999999999999", "OK", "done", "Create", "-created",
        "name,",
        "2025-01-01", "2025-13-41", "{}", "{", "[1]", "%F0%9F%A6%8A", "%zz", "a%00b", "true", "'",
      ]
    return (0..<random.below(4)).map { _ in
      random.pick(names) + "=" + random.pick(values)
    }.joined(separator: random.chance(1, in: 8) ? "&&" : "&")
  }

  /// Every list can be read, and the counts are those of the rows.
  private static func expectWhole(_ world: Provider) throws {
    for list in [
      "marketplace-orders", "marketplace-resources", "marketplace-offering-users", "users",
    ] {
      let answer = world.get("\(list)/", "page_size=300", as: "sille")
      // Somebody may have signed the staff out.
      guard answer.status != 401 else { continue }
      #expect(answer.status == 200)
      #expect(try answer.rows().count == answer.count)
    }
  }

  /// Where writing fails half way, nothing of the request is kept; the same request works later.
  @Test(arguments: [
    ("INSERT", "waldur_plan_period"), ("UPDATE", "waldur_resource"), ("UPDATE", "waldur_order"),
    ("INSERT", "waldur_offering_user"),
  ])
  func aFailureInBetweenLeavesNothing(_ verb: String, _ table: String) throws {
    let folder = TemporaryFolder()
    let path = folder.file("s.db")
    let sandbox = try Sandbox(store: .file(path), clock: .fixed(Provider.start))
    let world = try Provider(sandbox)
    let order = try world.order("mysql-genomics")
    let resource = try world.resource("mysql-genomics")
    let before = try Self.dump(path)
    // The last write of that kind fails: the one that finds the resource or order changed already.
    try Self.sql(
      path,
      """
      CREATE TRIGGER broken AFTER \(verb) ON \(table)
      WHEN (SELECT state FROM waldur_order WHERE uuid = '\(order)') = 'executing' BEGIN
        SELECT raise(ABORT, 'the disk is full');
      END
      """)
    let failed = world.post("marketplace-orders/\(order)/approve_by_provider/")
    #expect(failed.status == 500 && failed.text.contains("the disk is full"))
    try Self.sql(path, "DROP TRIGGER broken")
    #expect(try Self.dump(path) == before)
    #expect(try world.state(ofOrder: order) == "pending-provider")
    #expect(world.post("marketplace-orders/\(order)/approve_by_provider/").status == 200)
    #expect(try world.state(ofResource: resource) == "OK")
  }

  private static func sql(_ path: String, _ text: String) throws {
    let database = try Database(path: path)
    try database.script(text)
  }

  /// Everything the Waldur half has, as text.
  private static func dump(_ path: String) throws -> [String] {
    let database = try Database(path: path)
    let tables: [String] = try database.rows(
      // What a virtual table holds is in tables of its own.
      """
      SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'waldur_%'
      AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name
      """,
      read: { $0.text(0) })
    return try tables.flatMap { table -> [String] in
      let columns: [String] = try database.rows(
        "SELECT name FROM pragma_table_info('\(table)')", read: { $0.text(0) })
      let all = columns.map { "quote(\($0))" }.joined(separator: "||'|'||")
      return try database.rows("SELECT \(all) FROM \(table)", read: { "\(table) \($0.text(0))" })
    }
  }

  /// Another process that reads sees a request whole or not at all, and what was acknowledged stays.
  @Test func whatWasAcknowledgedIsInTheFile() throws {
    let folder = TemporaryFolder()
    let path = folder.file("s.db")
    let one = try Provider(try Sandbox(store: .file(path), clock: .fixed(Provider.start)))
    let other = try Provider(try Sandbox(store: .file(path), clock: .fixed(Provider.start)))
    for name in ["mysql-climate", "mysql-genomics", "cold-archive"] {
      let order = try one.order(name)
      #expect(one.post("marketplace-orders/\(order)/approve_by_provider/").status == 200)
      #expect(try other.state(ofOrder: order) == "done")
      #expect(try other.state(ofResource: other.resource(name)) == "OK")
    }
  }
}
