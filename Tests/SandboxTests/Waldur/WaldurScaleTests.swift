import Testing
import WaldurWire

@testable import Sandbox

/// Lists over many orders: every page is found in an index, and counted without counting.
@Suite struct WaldurScaleTests {
  private static let filters = [
    "", "state=pending-provider", "state=done&state=erred", "type=Terminate",
    "state=executing&type=Create", "o=-created", "state=done&o=-created", "PROJECT",
    "PROJECT&state=done", "OFFERING", "OFFERING&state=executing", "CUSTOMER", "PROVIDER",
    "PROVIDER&state=pending-provider", "RESOURCE", "can_approve_as_provider=true",
    "o=cost", "o=-cost&state=done", "o=consumer_reviewed_at", "o=-state", "query=alloc-00012",
  ]

  /// Returns a filter with the UUIDs of what its words stand for.
  private func filled(_ filter: String, _ world: Provider) throws -> String {
    var text = filter
    let resource = try #require(
      try world.get("marketplace-provider-resources/", "page=last&page_size=1").texts("uuid").first)
    for (word, value) in [
      ("PROJECT", "project_uuid=\(try world.uuid("projects", "Genomics"))"),
      (
        "OFFERING",
        "offering_uuid=\(try world.uuid("marketplace-provider-offerings", "HPC Allocation"))"
      ),
      ("CUSTOMER", "customer_uuid=\(try world.uuid("customers", "Baltic University"))"),
      ("PROVIDER", "provider_uuid=\(try world.uuid("customers", "Nordic Compute"))"),
      ("RESOURCE", "resource_uuid=\(resource)"),
    ] {
      text = text.replacing(word, with: value)
    }
    return text
  }

  private func call(_ query: String, _ database: Database, _ clock: SandboxClock) throws
    -> WaldurCall
  {
    let state = WaldurState(database: database, clock: clock)
    let paula = try #require(
      try state.first(WaldurUser.self, SQLCondition("username = 'paula'")))
    return WaldurCall(
      request: HTTPRequest(.get, "/api/marketplace-orders/", query: query), state: state,
      generation: .plain, viewer: try Authentication(state: state).viewer(paula), parameters: [:])
  }

  /// A page never reads the table from one end to the other, nor sorts all there is: what is sorted is
  /// at most what an index has left.
  @Test func pagesAreFoundInAnIndex() throws {
    let clock = SandboxClock.fixed(Provider.start)
    let database = try Database(path: nil)
    for step in Schema.steps { try database.script(step) }
    try SeededWorld.fill(database, clock: clock, seed: 1)
    _ = try LargeWorld(state: WaldurState(database: database, clock: clock)).add(5000)
    let world = try Provider()
    let resource = try #require(
      try database.first("SELECT uuid FROM waldur_resource ORDER BY id DESC") { $0.text(0) })
    for filter in Self.filters {
      for page in ["", "&page=last"] {
        let query = filter == "RESOURCE" ? "resource_uuid=\(resource)" : try filled(filter, world)
        let call = try call(query + page, database, clock)
        try expectIndexed(try Orders.listing.search(call), "waldur_order", query, database)
        if Self.ofResources.contains(filter) {
          try expectIndexed(try Resources.provider.search(call), "waldur_resource", query, database)
        }
      }
    }
  }

  /// Those that resources have too.
  private static let ofResources = [
    "", "o=-created", "PROJECT", "OFFERING", "CUSTOMER", "PROVIDER",
  ]

  private func expectIndexed(
    _ search: PageSearch, _ table: String, _ query: String, _ database: Database
  ) throws {
    let plan: [String] = try database.rows(
      "EXPLAIN QUERY PLAN " + search.sql, values: search.values, read: { $0.text(3) })
    // Read from one end to the other is only an index that has all of it; else few rows are looked up.
    let lines = plan.filter { $0.contains(table) && !$0.contains("json_each") }
    let isFound = lines.allSatisfy {
      $0.contains("COVERING INDEX") || $0.hasPrefix("SEARCH \(table) USING INDEX")
        || $0.hasPrefix("SEARCH \(table) USING INTEGER PRIMARY KEY")
        // SQLite does not count an index that begins with what follows from a column as covering.
        || $0.hasPrefix("SCAN \(table) USING INDEX waldur_order_cost")
        || $0.hasPrefix("SCAN \(table) USING INDEX waldur_order_rank")
    }
    #expect(!lines.isEmpty && isFound, "\(query): \(plan)")
  }

  /// What the tallies say is what there is, also after orders went on.
  @Test func countsAreThoseOfTheRows() throws {
    let world = try Provider()
    let before = try #require(world.get("marketplace-orders/", as: "sille").count)
    #expect(try world.sandbox.addOrders(3000) == before + 3000)
    let order = try world.order("gpu-training")
    #expect(world.post("marketplace-orders/\(order)/approve_by_provider/").status == 200)
    #expect(
      world.send(.delete, "marketplace-orders/\(try world.order("phylogeny"))/", as: "ursula")
        .status == 204)
    for filter in Self.filters {
      let query = try filled(filter, world)
      let first = world.get("marketplace-orders/", query + "&page_size=300", as: "sille")
      let total = try #require(first.count)
      var seen: [String] = []
      for page in 1...max(1, (total + 299) / 300) {
        seen += try world.get(
          "marketplace-orders/", query + "&page_size=300&field=uuid&page=\(page)", as: "sille"
        ).texts("uuid")
      }
      #expect(seen.count == total && Set(seen).count == total, "\(query)")
    }
  }

  private static let orders = [
    "", "o=created", "o=-created", "o=cost", "o=-cost", "o=state", "o=-state",
    "o=consumer_reviewed_at", "o=-consumer_reviewed_at", "o=cost&state=done", "o=-cost&state=erred",
    "state=done", "PROJECT", "query=alloc-0001", "query=genom", "query=c-0", "o=state,-created",
  ]

  /// From whichever end a page is looked for, and from wherever one was left, it is the same page.
  @Test func everyWayToAPageLeadsToTheSame() throws {
    let world = try Provider()
    _ = try world.sandbox.addOrders(2000)
    let other = try Provider()
    _ = try other.sandbox.addOrders(2000)
    for filter in Self.orders {
      let query = try filled(filter, world) + "&field=uuid"
      let list = "marketplace-orders/"
      let total = try #require(world.get(list, query, as: "paula").count)
      let pages = (total + 299) / 300
      let forth = try (1...max(pages, 1)).flatMap {
        try world.get(list, query + "&page_size=300&page=\($0)", as: "paula").texts("uuid")
      }
      #expect(forth.count == total && Set(forth).count == total, "\(query)")
      for page in (1...max((total + 6) / 7, 1)).reversed() where page % 9 == 0 {
        let few = try other.get(list, query + "&page_size=7&page=\(page)", as: "paula").texts(
          "uuid")
        #expect(few == Array(forth[(page - 1) * 7..<min(page * 7, total)]), "\(query) \(page)")
      }
    }
  }

  /// The list is in the order that was asked for, whatever index gave it.
  @Test(arguments: ["cost", "created"]) func ordersAreKept(_ key: String) throws {
    let world = try Provider()
    _ = try world.sandbox.addOrders(900)
    func values(_ order: String) throws -> [String] {
      try (1...3).flatMap { page in
        try world.get(
          "marketplace-orders/", "o=\(order)&page_size=300&page=\(page)&field=\(key)", as: "paula"
        ).texts(key)
      }
    }
    let (up, down) = (try values(key), try values("-" + key))
    #expect(up.count == 900 && down.count == 900)
    func isBefore(_ one: String, _ two: String) -> Bool {
      key == "cost" ? (Double(one) ?? 0) < (Double(two) ?? 0) : one < two
    }
    #expect(zip(up, up.dropFirst()).allSatisfy { !isBefore($1, $0) })
    #expect(zip(down, down.dropFirst()).allSatisfy { !isBefore($0, $1) })
    #expect(isBefore(up.first ?? "", down.first ?? ""))
  }

  /// A piece of a name is found wherever it stands, in capitals or not, and nothing else is.
  @Test(arguments: [
    "alloc-0001", "LLOC-00019", "001", "99", "c-0", "0100", "cold", "no such name", "a\"b", "%",
    "_",
    "clim", "Ä",
  ]) func namesAreFoundByAnyPiece(_ piece: String) throws {
    let world = try Provider()
    _ = try world.sandbox.addOrders(6000)
    var all: [(uuid: String, name: String)] = []
    var sent = Query()
    sent.add("name", piece)
    sent.add("page_size", "1")
    let list = "marketplace-provider-resources/"
    for page in 1...21 {
      let answer = world.get(list, "page_size=300&page=\(page)&field=uuid&field=name", as: "paula")
      if answer.status != 200 { break }
      all += zip(try answer.texts("uuid"), try answer.texts("name")).map { (uuid: $0, name: $1) }
    }
    #expect(all.count > 6000)
    let expected = all.filter { $0.name.lowercased().contains(piece.lowercased()) }
    #expect(world.get(list, sent.encoded, as: "paula").count == expected.count)
    sent = Query()
    sent.add("resource_name", piece)
    sent.add("page_size", "300")
    sent.add("field", "resource_name")
    let orders = world.get("marketplace-orders/", sent.encoded, as: "paula")
    let names = try orders.texts("resource_name")
    #expect(names.allSatisfy { $0.lowercased().contains(piece.lowercased()) })
    #expect(names.isEmpty == expected.isEmpty)
  }

  /// What is renamed is found by its new name only.
  @Test func whatIsRenamedIsFoundByItsNewName() throws {
    let database = try Database(path: nil)
    for step in Schema.steps { try database.script(step) }
    try SeededWorld.fill(database, clock: .fixed(Provider.start), seed: 1)
    func found(_ text: String) throws -> Int? {
      let call = try call("", database, .fixed(Provider.start))
      let condition = try NameSearch.resources.condition(text, call)
      return try database.first(
        "SELECT count(*) FROM waldur_resource WHERE \(condition.sql)", values: condition.values
      ) { $0.integer(0) }
    }
    #expect(try found("imaging") == 1)
    try database.run("UPDATE waldur_resource SET name = 'picture-lab' WHERE name = 'imaging'")
    #expect(try found("imaging") == 0)
    #expect(try found("TURE-LAB") == 1)
    try database.run("UPDATE waldur_resource SET slug = 'other' WHERE name = 'picture-lab'")
    #expect(try found("picture") == 1)
  }

  /// The rank of states in the index is the one of the states' list.
  @Test func statesAreRankedAsTheyAreKnown() throws {
    let database = try Database(path: nil)
    for (rank, state) in OrderState.known.enumerated() {
      let sql = "SELECT \(WaldurSearchSchema.orderStateRank) FROM (SELECT ? AS state)"
      #expect(try database.first(sql, state.rawValue) { $0.integer(0) } == rank)
    }
  }

  /// Every order of a large world is about a resource of its own that exists.
  @Test func addedOrdersAreWhole() throws {
    let world = try Provider()
    let before = try #require(world.get("marketplace-orders/", as: "sille").count)
    _ = try world.sandbox.addOrders(500)
    _ = try world.sandbox.addOrders(500)
    var resources: Set<String> = []
    for page in 1...4 {
      let rows = try world.get(
        "marketplace-orders/", "page_size=300&page=\(page)", as: "sille"
      ).texts("marketplace_resource_uuid")
      resources.formUnion(rows)
    }
    #expect(resources.count == before + 1000)
  }
}
