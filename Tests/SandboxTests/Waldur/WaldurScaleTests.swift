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

  private func expectIndexed<Record>(
    _ search: Listing<Record>.Search, _ table: String, _ query: String, _ database: Database
  ) throws {
    let plan: [String] = try database.rows(
      "EXPLAIN QUERY PLAN " + search.sql, values: search.values, read: { $0.text(3) })
    // Read from one end to the other is only an index that has all of it; else few rows are looked up.
    let lines = plan.filter { $0.contains(table) && !$0.contains("json_each") }
    let isFound = lines.allSatisfy {
      $0.contains("COVERING INDEX") || $0.hasPrefix("SEARCH \(table) USING INDEX")
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
