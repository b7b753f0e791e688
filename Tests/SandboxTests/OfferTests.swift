import JSON
import JujuWire
import Testing

@testable import Sandbox

/// Making, finding, showing and sharing offers.
@Suite struct OfferTests {
  private static let denied = WireError("permission denied", code: .unauthorized)

  private func add(_ offer: AddApplicationOffer, times: Int = 1) -> AddApplicationOffers {
    AddApplicationOffers(offers: Array(repeating: offer, count: times))
  }

  // MARK: Offer

  @Test func anOfferTakesNameAndDescriptionFromItsApplication() throws {
    let world = try World.withOffer()
    try world.offer("mysql", ["database", "certificates"], as: "", in: "admin/source")
    let offer = try world.offer("mysql", in: "admin/source")
    #expect(offer.applicationDescription.contains("MySQL"))
    #expect(offer.offerURL == "admin/source.mysql" && offer.applicationName == "mysql")
    #expect(offer.charmURL == "ch:amd64/mysql-313")
    #expect(
      offer.endpoints == [
        RemoteEndpoint(
          name: "certificates", role: .requirer, interface: "tls-certificates", limit: 1),
        RemoteEndpoint(name: "database", role: .provider, interface: "mysql_client"),
      ])
    #expect(
      offer.users == [
        OfferUserDetails(user: "admin", displayName: "admin", access: .admin),
        OfferUserDetails(user: "everyone@external", access: .read),
      ])
  }

  @Test func offersAreMadeOneAtATimeByThoseWhoManageTheModel() throws {
    let world = try World.withOffer()
    let model = JujuWire.Tag.model(try world.uuid(of: "admin/source"))
    let offer = AddApplicationOffer(
      modelTag: model, offerName: "x", applicationName: "mysql", endpoints: ["db": "db"])
    for count in [0, 2] {
      #expect(throws: WireError("expected exactly one offer, got \(count)")) {
        try world.controller().call(ApplicationOffersFacade.offer, add(offer, times: count))
      }
    }
    let answer = try world.controller(as: "bob").call(ApplicationOffersFacade.offer, add(offer))
    #expect(answer.results == [ErrorResult(error: Self.denied)])
  }

  @Test(arguments: [
    (
      "nothing", ["db": "db"],
      WireError(
        "getting offered application nothing: application \"nothing\" not found", code: .notFound)
    ),
    (
      "mysql", ["x": "x"],
      WireError("application \"mysql\" has no \"x\" relation", code: .notFound)
    ),
  ])
  func whatIsNotThereIsNotOffered(
    _ application: String, _ endpoints: [String: String], _ error: WireError
  ) throws {
    let world = try World.withOffer()
    let offer = AddApplicationOffer(
      modelTag: .model(try world.uuid(of: "admin/source")), applicationName: application,
      endpoints: endpoints)
    let answer = try world.controller().call(ApplicationOffersFacade.offer, add(offer))
    #expect(answer.results == [ErrorResult(error: error)])
  }

  @Test func offeringAgainReplacesEndpointsButNotThoseInUse() throws {
    let world = try World.connected()
    try world.offer("mysql", ["database", "db"], as: "db", in: "admin/source")
    #expect(try world.offer("db", in: "admin/source").endpoints.map(\.name) == ["database", "db"])
    #expect(
      throws: WireError(
        """
        cannot update application offer "db": application endpoint "database" has active consumers
        """)
    ) { try world.offer("mysql", ["db"], as: "db", in: "admin/source") }
    #expect(try world.offer("db", in: "admin/source").endpoints.count == 2)
    try world.removeRelation(id: 0, in: "admin/source")
    try world.offer("mysql", ["db"], as: "db", in: "admin/source")
    #expect(try world.offer("db", in: "admin/source").endpoints.map(\.name) == ["db"])
  }

  // MARK: List and find

  /// A filter by its JSON members, and the names of the offers it lets through.
  @Test(arguments: [
    (#"{}"#, ["certs", "db", "everything"]), (#"{"offer-name":"b"}"#, ["db"]),
    (#"{"offer-name":"^db$"}"#, ["db"]), (#"{"offer-name":"^d$"}"#, []),
    (#"{"offer-name":"^(db|certs)$"}"#, ["certs", "db"]),
    (#"{"offer-name":"e.e"}"#, ["everything"]),
    (#"{"application-name":"mysql"}"#, ["db", "everything"]), (#"{"application-name":"my"}"#, []),
    (#"{"application-description":"authority"}"#, []),
    (#"{"application-description":"trust"}"#, ["certs"]),
    (#"{"endpoints":[{"interface":"mysql_client"}]}"#, ["db", "everything"]),
    (#"{"endpoints":[{"interface":"mysql"}]}"#, ["everything"]),
    (#"{"endpoints":[{"interface":"tls-certificates","role":"requirer"}]}"#, ["everything"]),
    (#"{"endpoints":[{"name":"db","interface":"mysql_client"}]}"#, []),
    (#"{"connected-users":["user-admin"]}"#, ["db"]), (#"{"connected-users":["user-bob"]}"#, []),
    (#"{"allowed-users":["user-bob"]}"#, ["certs"]),
    (#"{"allowed-users":["user-bob","user-admin"]}"#, ["certs", "db", "everything"]),
    (#"{"offer-name":"db","application-name":"x"}"#, []),
  ])
  func filtersLetThrough(_ filter: String, _ names: [String]) throws {
    let world = try World.connected()
    try world.offer(
      "mysql", ["database", "db", "certificates"], as: "everything", in: "admin/source")
    try world.deploy("self-signed-certificates", "ca", in: "admin/source")
    try world.offer("ca", ["certificates"], as: "certs", in: "admin/source")
    try world.access(.grant, "bob", .consume, "admin/source.certs")
    try world.access(.grant, "bob", .read, "admin/source.db")
    var parsed = try WireJSON.decode(OfferFilter.self, from: Array(filter.utf8))
    parsed.modelName = "source"
    for method in [ApplicationOffersFacade.list, ApplicationOffersFacade.find] {
      let found = try world.controller().call(method, OfferFilters(filters: [parsed]))
      #expect(found.results.map(\.offerName) == names)
    }
  }

  /// Patterns are matched in time that grows with the name alone: this one would take for ever.
  @Test func patternsAreMatchedInBoundedTime() throws {
    let pattern = try NamePattern("^(a+)+(a+)+(a+)+$")
    #expect(!pattern.matches(String(repeating: "a", count: 5000) + "-"))
    #expect(pattern.matches(String(repeating: "a", count: 5000)))
    #expect(throws: WireError.self) { _ = try NamePattern("(a") }
  }

  @Test func filtersAreAlternatives() throws {
    let world = try World()
    let filters = ["default", "prod"].map { OfferFilter(ownerName: "admin", modelName: $0) }
    let found = try world.controller().call(
      ApplicationOffersFacade.list, OfferFilters(filters: filters))
    #expect(found.results.map(\.offerURL) == ["admin/default.postgresql", "admin/prod.mysql"])
  }

  @Test(arguments: [
    ("[]", WireError("at least one offer filter is required")),
    (
      #"[{"offer-name":"x"},{"model-name":"default"}]"#,
      WireError("application offer filter must specify a model name")
    ),
    (
      #"[{"model-name":"nowhere"}]"#,
      WireError("model \"admin/nowhere\" not found", code: .notFound)
    ),
    (
      #"[{"owner-name":"bob","model-name":"default"}]"#,
      WireError("model \"bob/default\" not found", code: .notFound)
    ),
  ])
  func badFiltersAreRefused(_ filters: String, _ error: WireError) throws {
    let answer = try World().controller().call(
      "ApplicationOffers", 4, "ListApplicationOffers", #"{"Filters":\#(filters)}"#)
    #expect(answer.failure == error)
  }

  @Test func listingIsForAdministratorsFindingForReaders() throws {
    let world = try World()
    #expect(throws: Self.denied) { try world.offers(in: "admin/default", as: "bob") }
    func found(as user: String) throws -> [ApplicationOfferAdminDetails] {
      try world.controller(as: user).call(
        ApplicationOffersFacade.find, OfferFilters(filters: [OfferFilter()])
      ).results
    }
    #expect(
      try found(as: "admin").map(\.offerURL) == [
        "admin/another-model.certificates", "admin/default.postgresql", "admin/prod.mysql",
      ])
    let bobs = try found(as: "bob")
    #expect(bobs.map(\.offerURL) == ["admin/default.postgresql", "admin/prod.mysql"])
    #expect(bobs[1].users == [OfferUserDetails(user: "bob", displayName: "bob", access: .read)])
    #expect(bobs[1].connections.isEmpty && bobs[1].applicationName.isEmpty)
    let freds = try found(as: "fred")
    #expect(freds.map(\.offerName) == ["certificates"])
    #expect(freds[0].users.map(\.user) == ["fred", "admin", "everyone@external"])
  }

  // MARK: Show and consume

  @Test(arguments: [
    (
      "admin/prod.nothing", "admin",
      WireError("application offer \"admin/prod.nothing\" not found", code: .notFound)
    ),
    (
      "admin/prod.mysql", "fred",
      WireError("application offer \"admin/prod.mysql\" not found", code: .notFound)
    ),
    (
      "prod.mysql:db", "admin",
      WireError("saas application \"admin/prod.mysql:db\" shouldn't include endpoint")
    ),
    (
      "foo:admin/prod.mysql", "admin",
      WireError("query for non-local application offers not supported", code: .notSupported)
    ),
    ("prod", "admin", WireError("application offer URL is missing application")),
  ])
  func offersThatCannotBeShown(_ url: String, _ user: String, _ error: WireError) throws {
    let answer = try World().controller(as: user).call(
      ApplicationOffersFacade.show, OfferURLs(offerURLs: [url, url]))
    #expect(answer.results == [ApplicationOfferResult](repeating: .init(error: error), count: 2))
  }

  @Test func aURLWithoutUserMeansTheCaller() throws {
    let world = try World()
    let answer = try world.controller().call(
      ApplicationOffersFacade.show, OfferURLs(offerURLs: ["prod.mysql"]))
    #expect(answer.results[0].result?.offerURL == "admin/prod.mysql")
    #expect(answer.results[0].result?.connections.count == 1)
  }

  @Test func consumingNeedsConsumeAccess() throws {
    let world = try World()
    func details(_ user: String, for other: JujuWire.Tag? = nil) throws -> ConsumeOfferDetailsResult
    {
      try world.controller(as: user).call(
        ApplicationOffersFacade.consumeDetails,
        ConsumeOfferDetailsArgument(
          offerURLs: OfferURLs(offerURLs: ["admin/prod.mysql"]), userTag: other)
      ).results[0]
    }
    #expect(try details("bob").error == Self.denied)
    #expect(throws: Self.denied) { try details("mary", for: .user("admin")) }
    let marys = try details("mary")
    #expect(marys.offer?.users.map(\.access) == [.consume])
    #expect(marys.externalController?.addresses == ["127.0.0.1:17070"])
    #expect(marys.macaroon == (try details("admin", for: .user("mary"))).macaroon)
    #expect(try details("admin", for: .user("bob")).error == Self.denied)
  }

  @Test func remoteApplicationsAreShownWithTheirPicture() throws {
    let answer = try World().controller().call(
      ApplicationOffersFacade.remoteApplications, OfferURLs(offerURLs: ["admin/prod.mysql"]))
    #expect(answer.results[0].result?.iconURLPath == "rest/1.0/remote-application/mysql/icon")
  }

  // MARK: Access

  @Test(arguments: [
    (OfferAccess.read, OfferAccess?.none), (.consume, .read), (.admin, .consume),
  ])
  func revokingLeavesTheLevelBelow(_ revoked: OfferAccess, _ left: OfferAccess?) throws {
    let world = try World.withOffer()
    try world.access(.grant, "bob", .admin, "admin/source.db")
    try world.access(.revoke, "bob", revoked, "admin/source.db")
    let users = try world.offer("db", in: "admin/source").users
    #expect(users.first { $0.user == "bob" }?.access == left)
  }

  @Test func grantingOnlyRaises() throws {
    let world = try World.withOffer()
    try world.access(.grant, "bob", .consume, "admin/source.db")
    for access in [OfferAccess.read, .consume] {
      #expect(
        throws: WireError("user already has \"\(access.rawValue)\" access or greater")
      ) { try world.access(.grant, "bob", access, "admin/source.db") }
    }
    try world.access(.revoke, "bob", .admin, "admin/source.db")
    #expect(
      try world.offer("db", in: "admin/source").users.contains {
        $0.user == "bob" && $0.access == .consume
      })
  }

  @Test func whoManagesAnOfferSharesIt() throws {
    let world = try World()
    let url = "admin/another-model.certificates"
    try world.access(.grant, "bob", .read, url, by: "fred")
    #expect(throws: Self.denied) { try world.access(.grant, "mary", .read, url, by: "bob") }
    #expect(throws: Self.denied) {
      try world.access(.grant, "mary", .read, "admin/another-model.nothing", by: "bob")
    }
    let answer = try world.controller(as: "fred").call(
      ApplicationOffersFacade.destroy, DestroyApplicationOffers(offerURLs: [url]))
    #expect(answer.results == [ErrorResult(error: Self.denied)])
  }

  /// user tag, action, access, URL, error
  @Test(arguments: [
    (
      "user-bob", "grant", "write", "admin/prod.mysql",
      "could not modify offer access: \"write\" offer access not valid"
    ),
    ("", "", "", "admin/prod.mysql", "could not modify offer access: \"\" offer access not valid"),
    ("user-bob", "dance", "read", "admin/prod.mysql", "unknown action \"dance\""),
    (
      "machine-0", "grant", "read", "admin/prod.mysql",
      "could not modify offer access: \"machine-0\" is not a valid user tag"
    ),
    (
      "bob", "grant", "read", "admin/prod.mysql",
      "could not modify offer access: \"bob\" is not a valid tag"
    ),
    ("user-bob", "grant", "read", "admin/prod.o", "application offer \"o\" not found"),
    ("user-bob", "grant", "read", "admin/nowhere.o", "model \"admin/nowhere\" not found"),
    (
      "user-foobar", "grant", "read", "admin/prod.mysql",
      "could not grant offer access: user \"foobar\" not found"
    ),
    (
      "user-fred", "revoke", "read", "admin/prod.mysql",
      "could not revoke offer access: offer access for user \"fred\" not found"
    ),
  ])
  func badChangesOfAccessAreRefused(
    _ user: String, _ action: String, _ access: String, _ url: String, _ error: String
  ) throws {
    let change = ModifyOfferAccess(
      userTag: .init(rawValue: user), action: .init(rawValue: action),
      access: .init(rawValue: access), offerURL: url)
    let answer = try World().controller().call(
      ApplicationOffersFacade.modifyAccess, ModifyOfferAccessRequest(changes: [change]))
    #expect(answer.results[0].error?.message == error)
    #expect((answer.results[0].error?.code == .notFound) == error.hasSuffix("not found"))
  }

  @Test func oneBadElementDoesNotFailTheOthers() throws {
    let world = try World()
    func change(_ user: String) -> ModifyOfferAccess {
      ModifyOfferAccess(
        userTag: .user(user), action: .grant, access: .read, offerURL: "admin/prod.mysql")
    }
    let answer = try world.controller().call(
      ApplicationOffersFacade.modifyAccess,
      ModifyOfferAccessRequest(changes: [change("nobody"), change("fred"), change("ozzy@external")])
    )
    #expect(answer.results.map { $0.error == nil } == [false, true, true])
    let users = try world.offer("mysql", in: "admin/prod").users.map(\.user)
    #expect(users == ["admin", "bob", "everyone@external", "fred", "mary", "ozzy@external"])
  }
}
