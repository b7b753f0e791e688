import Testing
import WaldurWire

/// What a fresh sandbox has on the Waldur side.
@Suite struct SeededProviderTests {
  @Test func theProviderHasWhatAnOperatorFindsOnAMonday() throws {
    let world = try Provider()
    #expect(try world.get("customers/", as: "sille").rows().count == 2)
    #expect(world.get("projects/", as: "sille").count == 5)
    let people = try #require(world.get("users/", "is_active=true", as: "sille").count)
    #expect(people >= 12)
    let offerings = try world.get("marketplace-provider-offerings/").rows()
    #expect(offerings.count == 3)
    for offering in offerings {
      #expect(offering.member("state")?.string() == "Active")
      #expect((offering.member("components")?.count ?? 0) > 0)
      #expect((offering.member("plans")?.count ?? 0) > 0)
    }
    let resources = try #require(world.get("marketplace-provider-resources/").count)
    #expect((35...45).contains(resources))
    #expect(world.get("marketplace-orders/", as: "sille").count == resources)
  }

  @Test(arguments: OrderState.known.filter { $0.rawValue != "pending-start-date" })
  func someOrderIsInEveryState(_ state: OrderState) throws {
    let world = try Provider()
    #expect((world.get("marketplace-orders/", "state=\(state)").count ?? 0) > 0)
  }

  @Test(arguments: ResourceState.known)
  func someResourceIsInEveryState(_ state: ResourceState) throws {
    let world = try Provider()
    #expect((world.get("marketplace-provider-resources/", "state=\(state)").count ?? 0) > 0)
  }

  /// Most people of the customers' projects have a key, and some have none.
  @Test func mostPeopleHaveKeys() throws {
    let world = try Provider()
    let provider = try #require(
      try world.get("marketplace-service-providers/").texts("uuid").first)
    let path = "marketplace-service-providers/\(provider)"
    let people = Set(try world.get("\(path)/users/", "page_size=100").texts("uuid"))
    let holders = Set(try world.get("\(path)/keys/", "page_size=100").texts("user_uuid"))
    #expect(holders.isSubset(of: people))
    #expect(holders.count > people.count / 2 && holders.count < people.count)
  }

  /// Some people have an account of the same name on the sandbox's Juju, so that the two halves can be
  /// bridged; and an order of the offering that does it waits.
  @Test func bothHalvesKnowSomeOfThePeople() throws {
    let world = try Provider()
    let juju = try #require(
      try world.sandbox.localClient().controllers.first { $0.name == "foo" })
    let both = Set(juju.accounts.map(\.user)).intersection(
      try world.get("users/", "page_size=100", as: "sille").texts("username"))
    #expect(both.count >= 2)
    let waiting = world.get("marketplace-orders/", "state=pending-provider")
    #expect(try waiting.texts("offering_name").contains("Hosted MySQL"))
  }

  @Test func eachResourceHasOneOpenOrderAtMost() throws {
    let world = try Provider()
    let open = ["pending-consumer", "pending-provider", "executing"]
      .map { "state=\($0)" }.joined(separator: "&")
    let about = try world.get("marketplace-orders/", open + "&page_size=100", as: "sille")
      .texts("marketplace_resource_uuid")
    #expect(Set(about).count == about.count)
  }
}
