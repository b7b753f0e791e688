import JujuWire
import Sandbox
import Testing

/// The behaviours cross-model work stands on.
@Suite struct CrossModelTests {
  @Test func consumingMakesASaasWithTheStatusOfTheApplication() throws {
    let world = try World.withOffer()
    try world.consume("admin/source.db", as: "hosted", in: "admin/sink")
    let saas = try #require(try world.status(of: "admin/sink").remoteApplications["hosted"])
    #expect(saas.status.status == .active && saas.offerName == "db")
    #expect(saas.offerURL == "admin/source.db")
    #expect(saas.endpoints.map(\.name) == ["database"])
    #expect(try world.offer("db", in: "admin/source").connections.isEmpty)
  }

  @Test func statusFollowsTheApplication() throws {
    let world = try World()
    try world.addModel("source")
    try world.deploy("mysql", in: "admin/source", units: 0)
    try world.offer("mysql", ["database"], as: "db", in: "admin/source")
    try world.consume("admin/source.db", in: "admin/consumer")
    let status = try world.status(of: "admin/consumer")
    #expect(status.remoteApplications["db"]?.status.status == .unknown)
  }

  @Test func twoConsumersAreTwoConnections() throws {
    let world = try World.connected()
    try world.addModel("sink2")
    try world.deploy("mediawiki", in: "admin/sink2")
    try world.consume("admin/source.db", in: "admin/sink2")
    try world.integrate("mediawiki:db", "db:database", in: "admin/sink2")
    let offer = try world.offer("db", in: "admin/source")
    #expect(offer.connections.map(\.relationID) == [0, 1])
    #expect(
      try offer.connections.map(\.sourceModelTag)
        == ["admin/sink", "admin/sink2"].map { .model(try world.uuid(of: $0)) })
    #expect(offer.connections.allSatisfy { $0.username == "admin" && $0.endpoint == "database" })
    let shown = try world.status(of: "admin/source").offers["db"]
    #expect(shown?.totalConnectedCount == 2 && shown?.activeConnectedCount == 2)
  }

  @Test func theSidesCountTheirRelationsApart() throws {
    let world = try World.withOffer()
    try world.deploy("memcached", in: "admin/sink")
    try world.integrate("mediawiki", "memcached", in: "admin/sink")
    try world.consume("admin/source.db", in: "admin/sink")
    try world.integrate("mediawiki", "db", in: "admin/sink")
    let here = try world.status(of: "admin/sink").relations.last
    #expect(here?.id == 1 && here?.key == "mediawiki:db db:database")
    #expect(here?.status.status == .joined)
    #expect(try world.offer("db", in: "admin/source").connections.map(\.relationID) == [0])
    // Who consumes is no part of the offering model's status.
    let there = try world.status(of: "admin/source")
    #expect(there.relations.isEmpty && there.remoteApplications.isEmpty)
    #expect(there.applications["mysql"]?.relations == [:])
  }

  // MARK: Ingress

  @Test func ingressIsWhatTheConsumerSaysElseItsModelElseItsUnits() throws {
    let world = try World.withOffer()
    try world.consume("admin/source.db", in: "admin/sink")
    func ingress() throws -> [String] {
      try world.integrate("mediawiki", "db", in: "admin/sink")
      let subnets = try world.offer("db", in: "admin/source").connections.flatMap(\.ingressSubnets)
      try world.removeRelation(["mediawiki", "db"], in: "admin/sink")
      return subnets
    }
    let units = try world.status(of: "admin/sink").applications["mediawiki"]?.units.values
      .map { $0.publicAddress + "/32" }
    #expect(try ingress() == units)
    try world.set("egress-subnets", "69.32.56.0/8, 10.0.0.1/32", in: "admin/sink")
    #expect(try ingress() == ["69.32.56.0/8", "10.0.0.1/32"])
    try world.integrate("mediawiki", "db", via: ["192.168.7.9/16"], in: "admin/sink")
    #expect(
      try world.offer("db", in: "admin/source").connections[0].ingressSubnets == ["192.168.7.9/16"])
  }

  @Test func ingressThatIsNotAllowedIsAnErrorOnBothSidesForGood() throws {
    let world = try World.withOffer()
    try world.consume("admin/source.db", in: "admin/sink")
    try world.set("saas-ingress-allow", "103.37.0.0/16", in: "admin/source")
    let words = "subnet 69.0.0.0/8 not in firewall whitelist"
    try world.integrate("mediawiki", "db", via: ["69.32.56.0/8"], in: "admin/sink")
    let status = try world.status(of: "admin/sink").relations[0].status
    #expect(status.status == .error && status.info == words)
    let connection = try world.offer("db", in: "admin/source").connections[0]
    #expect(connection.status.status == .error && connection.status.info == words)
    #expect(connection.ingressSubnets.isEmpty)
    #expect(try world.status(of: "admin/source").offers["db"]?.activeConnectedCount == 0)

    try world.set("saas-ingress-allow", "0.0.0.0/0", in: "admin/source")
    #expect(try world.status(of: "admin/sink").relations[0].status.status == .error)
    try world.removeRelation(["mediawiki", "db"], in: "admin/sink")
    try world.integrate("mediawiki", "db", via: ["69.32.56.0/8"], in: "admin/sink")
    #expect(try world.status(of: "admin/sink").relations[0].status.status == .joined)
  }

  @Test func laterRulesLeaveRelationsAlone() throws {
    let world = try World.connected()
    try world.set("saas-ingress-allow", "103.37.0.0/16", in: "admin/source")
    #expect(try world.status(of: "admin/sink").relations[0].status.status == .joined)
  }

  @Test func oldControllersHaveFirewallRules() throws {
    let world = try World()
    try world.deploy("mysql", in: "admin/voyeur", on: "bigbrother")
    try world.offer("mysql", ["database"], as: "db", in: "admin/voyeur", on: "bigbrother")
    let offering = try world.model("admin/voyeur", on: "bigbrother")
    #expect(try offering.call(FirewallRulesFacade.list, Empty()).rules.isEmpty)
    let rule = FirewallRule(
      knownService: "juju-application-offer", whitelistCIDRs: ["103.37.4.0/16"])
    try offering.call(FirewallRulesFacade.set, FirewallRuleArguments(arguments: [rule])).check()
    #expect(try offering.call(FirewallRulesFacade.list, Empty()).rules == [rule])
    try world.deploy("mediawiki", in: "admin/default")
    try world.consume("admin/voyeur.db", in: "admin/default", from: "bigbrother")
    try world.integrate("mediawiki", "db", via: ["103.38.0.0/24"], in: "admin/default")
    let status = try world.status(of: "admin/default").relations[0].status
    #expect(status.info == "subnet 103.38.0.0/24 not in firewall whitelist")
    try world.removeRelation(id: 0, in: "admin/default")
    try world.integrate("mediawiki", "db", via: ["103.37.255.0/24"], in: "admin/default")
    #expect(try world.status(of: "admin/default").relations[0].status.status == .joined)
  }

  // MARK: Access

  @Test func revokingConsumeSuspendsUntilSomebodyResumes() throws {
    let world = try World.withOffer()
    try world.access(.grant, "bob", .consume, "admin/source.db")
    try world.consume("admin/source.db", in: "admin/sink", by: "bob")
    try world.integrate("mediawiki", "db", in: "admin/sink")
    #expect(try world.offer("db", in: "admin/source").connections[0].username == "bob")

    try world.access(.revoke, "bob", .consume, "admin/source.db")
    let here = try world.status(of: "admin/sink").relations[0].status
    #expect(here.status == .suspended && here.info == "offer permission revoked")
    let there = try world.offer("db", in: "admin/source").connections[0].status
    #expect(there.status == .suspended && there.info == "offer permission revoked")
    let denied = WireError("permission denied", code: .unauthorized)
    #expect(throws: denied) { try world.suspend(0, false, in: "admin/source") }

    try world.access(.grant, "bob", .consume, "admin/source.db")
    #expect(try world.status(of: "admin/sink").relations[0].status.status == .suspended)
    try world.suspend(0, false, in: "admin/source")
    let resumed = try world.status(of: "admin/sink").relations[0].status
    #expect(resumed.status == .joined && resumed.info == "")
  }

  @Test func revokingFromAnAdministratorSuspendsNothing() throws {
    let world = try World.connected()
    try world.access(.revoke, "admin", .read, "admin/source.db")
    #expect(try world.status(of: "admin/sink").relations[0].status.status == .joined)
  }

  @Test func suspendingShowsItsReasonAndClosesIngress() throws {
    let world = try World.connected()
    let before = try world.offer("db", in: "admin/source").connections[0].ingressSubnets
    try world.suspend(0, true, message: "reason for suspension", in: "admin/source")
    let status = try world.status(of: "admin/sink").relations[0].status
    #expect(status.status == .suspended && status.info == "reason for suspension")
    #expect(try world.offer("db", in: "admin/source").connections[0].ingressSubnets.isEmpty)
    try world.suspend(0, false, in: "admin/source")
    #expect(try world.offer("db", in: "admin/source").connections[0].ingressSubnets == before)
  }

  @Test func onlyRelationsToOffersAreSuspended() throws {
    let world = try World.connected()
    try world.deploy("mysql", in: "admin/sink")
    try world.integrate("mediawiki:db", "mysql:database", in: "admin/sink")
    for (id, key) in [(0, "mediawiki:db db:database"), (1, "mediawiki:db mysql:database")] {
      let error = WireError(
        "cannot set suspend status for \"\(key)\" which is not associated with an offer")
      #expect(throws: error) { try world.suspend(id, true, in: "admin/sink") }
    }
  }

  // MARK: Removing

  @Test func anOfferInUseStaysUnlessForced() throws {
    let world = try World.connected()
    #expect(
      throws: WireError("cannot delete application offer \"db\": offer has 1 relation")
    ) { try world.removeOffer("admin/source.db") }
    try world.removeOffer("admin/source.db", force: true)
    let sink = try world.status(of: "admin/sink")
    #expect(sink.relations.isEmpty)
    #expect(sink.remoteApplications["db"]?.status.status == .terminated)
    #expect(sink.remoteApplications["db"]?.status.info == "offer has been removed")
    #expect(
      throws: WireError(
        "cannot add relation \"mediawiki:db db:database\": remote offer db is terminated")
    ) { try world.integrate("mediawiki", "db", in: "admin/sink") }
    // An offer made anew is another one: consuming it replaces the record.
    try world.offer("mysql", ["database"], as: "db", in: "admin/source")
    #expect(
      try world.status(of: "admin/sink").remoteApplications["db"]?.status.status == .terminated)
    try world.consume("admin/source.db", in: "admin/sink")
    try world.integrate("mediawiki", "db", in: "admin/sink")
    try world.removeSaas("db", in: "admin/sink")
    #expect(try world.status(of: "admin/sink").remoteApplications.isEmpty)
    #expect(try world.offer("db", in: "admin/source").connections.isEmpty)
  }

  @Test(arguments: ["admin/sink", "admin/source"])
  func removingARelationOnOneSideRemovesItOnBoth(_ side: String) throws {
    let world = try World.connected()
    try world.removeRelation(id: 0, in: side)
    #expect(try world.status(of: "admin/sink").relations.isEmpty)
    #expect(try world.offer("db", in: "admin/source").connections.isEmpty)
    #expect(try world.status(of: "admin/sink").remoteApplications["db"] != nil)
    #expect(throws: WireError("relation 0 not found", code: .notFound)) {
      try world.removeRelation(id: 0, in: side)
    }
  }

  @Test func removingTheConsumingApplicationRemovesTheRelation() throws {
    let world = try World.connected()
    try world.removeApplication("mediawiki", in: "admin/sink")
    #expect(try world.offer("db", in: "admin/source").connections.isEmpty)
    #expect(try world.status(of: "admin/sink").machines.isEmpty)
  }

  @Test func anApplicationStaysWhileItsOffersAreConnected() throws {
    let world = try World.connected()
    #expect(
      throws: WireError(
        "cannot destroy application \"mysql\": application is used by 1 consumer")
    ) { try world.removeApplication("mysql", in: "admin/source") }
    try world.removeRelation(id: 0, in: "admin/source")
    try world.removeApplication("mysql", in: "admin/source")
    #expect(try world.offers(in: "admin/source").isEmpty)
    #expect(
      try world.status(of: "admin/sink").remoteApplications["db"]?.status.status == .terminated)
  }

  @Test(arguments: ["X!", "a b", "-", "mysql/0", "\u{1b}[31m"])
  func anAliasIsTheNameOfAnApplication(_ alias: String) throws {
    let world = try World.withOffer()
    #expect(
      throws: WireError(
        "cannot add saas application \(alias.quoted): name \(alias.quoted) not valid",
        code: .notValid)
    ) { try world.consume("admin/source.db", as: alias, in: "admin/sink") }
  }

  // MARK: Two controllers

  @Test func relationsCrossControllers() throws {
    let world = try World()
    try world.deploy("prometheus2", in: "admin/voyeur", on: "bigbrother")
    try world.offer(
      "prometheus2", ["target"], as: "offerprom", in: "admin/voyeur", on: "bigbrother")
    try world.deploy("ubuntu", in: "admin/default")
    try world.deploy("telegraf", in: "admin/default")
    try world.integrate("ubuntu:juju-info", "telegraf", in: "admin/default")
    try world.consume(
      "admin/voyeur.offerprom", as: "promed", in: "admin/default", from: "bigbrother")
    try world.integrate("telegraf:prometheus2-client", "promed:target", in: "admin/default")
    let status = try world.status(of: "admin/default")
    #expect(status.remoteApplications["promed"]?.offerURL == "bigbrother:admin/voyeur.offerprom")
    #expect(status.relations.map(\.status.status) == [.joined, .joined])
    #expect(status.applications["telegraf"]?.subordinateTo == ["ubuntu"])
    #expect(status.applications["ubuntu"]?.units["ubuntu/0"]?.subordinates.count == 1)
    let offer = try world.offer("offerprom", in: "admin/voyeur", on: "bigbrother")
    #expect(offer.connections.map(\.relationID) == [0])
    #expect(offer.charmURL == "ch:amd64/jammy/prometheus2-65")
  }

  @Test func aMacaroonThatProvesNothingConnectsNothing() throws {
    let world = try World()
    try world.deploy("mysql", in: "admin/voyeur", on: "bigbrother")
    try world.offer("mysql", ["database"], as: "db", in: "admin/voyeur", on: "bigbrother")
    let offer = try world.offer("db", in: "admin/voyeur", on: "bigbrother")
    try world.deploy("mediawiki", in: "admin/default")
    try world.model("admin/default").call(
      ApplicationFacade.consume,
      ConsumeApplicationArguments(
        arguments: [
          ConsumeApplicationArgument(
            sourceModelTag: offer.sourceModelTag, offerUUID: offer.offerUUID,
            offerURL: "bigbrother:admin/voyeur.db", offerName: "db", endpoints: offer.endpoints,
            macaroon: Macaroon(
              location: "", identifier: "",
              caveats: [MacaroonCaveat(conditionID: "declared username admin")], signature: "ff"))
        ])
    ).check()
    try world.integrate("mediawiki", "db", in: "admin/default")
    let status = try world.status(of: "admin/default").relations[0].status
    #expect(status.status == .error && status.info == "permission denied")
    #expect(
      try world.offer("db", in: "admin/voyeur", on: "bigbrother").connections.isEmpty)
  }
}
