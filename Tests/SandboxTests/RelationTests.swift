import JujuWire
import Sandbox
import Testing

/// Consuming and relating within one model: what fits, what is refused.
@Suite struct RelationTests {
  private func world(_ charms: String...) throws -> World {
    let world = try World()
    try world.addModel("m")
    for charm in charms { try world.deploy(charm, in: "admin/m") }
    return world
  }

  @Test func theRequirerComesFirst() throws {
    let world = try world("mysql", "mediawiki")
    let ends = try world.integrate("mysql", "mediawiki:db", in: "admin/m")
    #expect(ends["mediawiki"]?.name == "db" && ends["mediawiki"]?.role == .requirer)
    #expect(ends["mysql"]?.name == "database")
    let relation = try #require(try world.status(of: "admin/m").relations.first)
    #expect(relation.key == "mediawiki:db mysql:database" && relation.id == 0)
    #expect(relation.endpoints.map(\.application) == ["mediawiki", "mysql"])
  }

  @Test(arguments: [
    (["mediawiki:db", "mysql:db"], WireError("no relations found", code: .notFound)),
    (["mediawiki", "wordpress"], WireError("no relations found", code: .notFound)),
    (["mediawiki", "x"], WireError("application \"x\" not found", code: .notFound)),
    (
      ["mediawiki:x", "mysql"],
      WireError("application \"mediawiki\" has no \"x\" relation", code: .notFound)
    ),
    (["mediawiki"], WireError("a relation must involve two applications")),
    (["a:b:c", "mysql"], WireError("invalid endpoint \"a:b:c\"")),
    (
      ["mysql", "percona-cluster:x"],
      WireError("application \"percona-cluster\" not found", code: .notFound)
    ),
    (
      ["haproxy", "wordpress"],
      WireError(
        "cannot add relation \"haproxy:reverseproxy wordpress:website\": relation haproxy:reverseproxy wordpress:website already exists",
        code: .alreadyExists)
    ),
    (
      ["postgresql-test-app", "postgresql"],
      WireError(
        """
        ambiguous relation: "postgresql-test-app postgresql" could refer to \
        "postgresql-test-app:database postgresql:database"; "postgresql-test-app:db postgresql:db"
        """)
    ),
  ])
  func whatDoesNotFitIsRefused(_ names: [String], _ error: WireError) throws {
    let world = try world(
      "mysql", "mediawiki", "wordpress", "haproxy", "postgresql", "postgresql-test-app")
    try world.integrate("haproxy", "wordpress", in: "admin/m")
    #expect(throws: error) {
      try world.model("admin/m").call(
        ApplicationFacade.addRelation, AddRelation(endpoints: names))
    }
    #expect(try world.status(of: "admin/m").relations.count == 1)
  }

  @Test func whatNeedsNoDeclarationCountsLast() throws {
    let world = try world("mysql", "ubuntu", "telegraf", "ntp")
    #expect(try world.integrate("telegraf", "mysql", in: "admin/m")["mysql"]?.name == "db")
    #expect(try world.integrate("telegraf", "ubuntu", in: "admin/m")["ubuntu"]?.name == "juju-info")
    let status = try world.status(of: "admin/m")
    #expect(status.relations.map(\.scope) == [.global, .container])
    let beside = try #require(status.applications["ubuntu"]?.units["ubuntu/0"]?.subordinates)
    #expect(Array(beside.keys) == ["telegraf/0"] && beside["telegraf/0"]?.machine == "")
    #expect(status.applications["telegraf"]?.units.isEmpty == true)
    #expect(status.applications["telegraf"]?.status.status == .active)
    #expect(status.applications["ntp"]?.status.status == .unknown)
    try world.removeRelation(["telegraf", "ubuntu"], in: "admin/m")
    let after = try world.status(of: "admin/m")
    #expect(after.applications["ubuntu"]?.units["ubuntu/0"]?.subordinates.isEmpty == true)
    #expect(after.applications["telegraf"]?.status.status == .unknown)
  }

  @Test func peersAreRelatedWithThemselves() throws {
    let world = try world("rabbitmq-server")
    let relation = try #require(try world.status(of: "admin/m").relations.first)
    #expect(relation.key == "rabbitmq-server:cluster" && relation.endpoints[0].role == .peer)
    #expect(throws: WireError.self) { try world.removeRelation(id: 0, in: "admin/m") }
  }

  @Test func limitsOfEndpointsAreKept() throws {
    let world = try world("data-integrator", "mysql")
    try world.deploy("mysql", "other", in: "admin/m")
    try world.integrate("data-integrator", "mysql", in: "admin/m")
    #expect(
      throws: WireError(
        """
        cannot add relation "data-integrator:mysql other:database": establishing a new relation \
        for data-integrator:mysql would exceed its maximum relation limit of 1
        """, code: .quotaExceeded)
    ) { try world.integrate("data-integrator", "other", in: "admin/m") }
  }

  @Test(arguments: [
    ("bad.cidr", "invalid CIDR address: bad.cidr"), ("0.0.0.0/0", "CIDR \"0.0.0.0/0\" not allowed"),
    ("10.0.0.0/8", "integration via subnets for non cross model relations not supported"),
  ])
  func viaIsForRelationsAcrossModels(_ via: String, _ error: String) throws {
    let world = try world("mysql", "mediawiki")
    #expect(throws: WireError(error)) {
      try world.integrate("mediawiki", "mysql", via: [via], in: "admin/m")
    }
  }

  @Test(arguments: [
    (
      ["mediawiki", "mysql"],
      WireError("relation \"mediawiki:db mysql:database\" not found", code: .notFound)
    ),
    (["mediawiki", "x"], WireError("application \"x\" not found", code: .notFound)),
    (["wordpress:db", "mediawiki:db"], WireError("no relations found", code: .notFound)),
  ])
  func relationsThatAreNotThereAreNotRemoved(_ names: [String], _ error: WireError) throws {
    let world = try world("mysql", "mediawiki", "wordpress")
    #expect(throws: error) { try world.removeRelation(names, in: "admin/m") }
    #expect(throws: WireError("relation 7 not found", code: .notFound)) {
      try world.removeRelation(id: 7, in: "admin/m")
    }
  }

  // MARK: Consumed offers

  @Test func namesOfConsumedOffersAreTakenOnce() throws {
    let world = try World.withOffer()
    try world.consume("admin/source.db", in: "admin/sink")
    try world.consume("admin/source.db", in: "admin/sink")
    #expect(
      throws: WireError(
        "saas application called \"db\" from a different model already exists",
        code: .alreadyExists)
    ) { try world.consume("admin/prod.mysql", as: "db", in: "admin/sink") }
    #expect(
      throws: WireError(
        """
        cannot add saas application "mediawiki": local application with same name already exists
        """, code: .alreadyExists)
    ) { try world.consume("admin/source.db", as: "mediawiki", in: "admin/sink") }
    #expect(
      throws: WireError(
        "cannot add application \"db\": remote application with same name already exists",
        code: .alreadyExists)
    ) { try world.deploy("mysql", "db", in: "admin/sink") }
    #expect(throws: WireError("application already exists", code: .alreadyExists)) {
      try world.deploy("mediawiki", in: "admin/sink")
    }
  }

  @Test func consumingAgainLearnsNewEndpoints() throws {
    let world = try World.withOffer()
    try world.consume("admin/source.db", in: "admin/sink")
    try world.offer("mysql", ["database", "db"], as: "db", in: "admin/source")
    try world.consume("admin/source.db", in: "admin/sink")
    let saas = try world.status(of: "admin/sink").remoteApplications["db"]
    #expect(saas?.endpoints.map(\.name) == ["database", "db"])
    try world.deploy("wordpress", in: "admin/sink")
    #expect(try world.integrate("wordpress", "db", in: "admin/sink")["db"]?.name == "db")
  }

  @Test func remoteApplicationsAreNotRelatedToOneAnother() throws {
    let world = try World.withOffer()
    try world.consume("admin/source.db", in: "admin/sink")
    try world.consume("admin/prod.mysql", in: "admin/sink")
    #expect(
      throws: WireError("cannot add relation between remote applications \"db\" and \"mysql\"")
    ) { try world.integrate("db", "mysql", in: "admin/sink") }
  }

  @Test func endpointsBoundToAMachineStayAtHome() throws {
    let world = try World.withOffer()
    try world.offer("mysql", ["juju-info"], as: "info", in: "admin/source")
    try world.consume("admin/source.info", in: "admin/sink")
    try world.deploy("ntp", in: "admin/sink")
    #expect(
      throws: WireError(
        """
        cannot add relation "ntp:juju-info info:juju-info": local endpoint must be globally scoped \
        for remote relations
        """)
    ) { try world.integrate("ntp", "info", in: "admin/sink") }
  }

  @Test func missingSaasIsNotRemoved() throws {
    #expect(throws: WireError("saas application \"x\" not found", code: .notFound)) {
      try World().removeSaas("x", in: "admin/default")
    }
  }

  @Test func unitsKnowTheIdsOfTheirRelations() throws {
    let world = try World.connected()
    let answer = try world.model("admin/sink").call(
      ApplicationFacade.unitsInfo, Entities(entities: [Entity(tag: .unit("mediawiki/0"))]))
    let unit = try #require(answer.results[0].result)
    let relation = try #require(unit.relationData?.first)
    #expect(relation.relationID == 0 && relation.endpoint == "db" && relation.crossModel)
    #expect(relation.relatedEndpoint == "database" && unit.leader == true)
  }
}
