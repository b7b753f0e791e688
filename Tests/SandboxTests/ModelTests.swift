import JSON
import JujuWire
import Sandbox
import Testing

/// Models, users, the controller and settings.
@Suite struct ModelTests {
  private static let denied = WireError("permission denied", code: .unauthorized)

  @Test func summariesShowWhatTheUserMaySee() throws {
    let world = try World()
    func names(_ user: String, all: Bool) throws -> [String] {
      try world.controller(as: user).call(
        ModelManagerFacade.listSummaries, ModelSummariesRequest(userTag: .user(user), all: all)
      ).results.compactMap { $0.result?.name }
    }
    let all = ["another-model", "consumer", "controller", "default", "prod"]
    #expect(try names("admin", all: true) == all)
    #expect(try names("bob", all: true) == ["default"])
    #expect(try names("mary", all: false) == ["consumer"])
    #expect(throws: Self.denied) {
      try world.controller(as: "bob").call(
        ModelManagerFacade.list, Entity(tag: .user("admin")))
    }
    let summary = try #require(
      try world.controller().call(
        ModelManagerFacade.listSummaries, ModelSummariesRequest(userTag: .user("admin"))
      ).results.compactMap(\.result).first { $0.name == "prod" })
    #expect(summary.counts.map(\.count) == [1, 2, 1] && summary.userAccess == .admin)
    #expect(summary.agentVersion == "3.6.8" && summary.lastConnection == nil)
  }

  @Test func aVisitIsRemembered() throws {
    let world = try World()
    _ = try world.model("admin/prod")
    let models = try world.controller().call(
      ModelManagerFacade.list, Entity(tag: .user("admin"))
    ).userModels
    let times = models.map { ($0.model.name, $0.lastConnection) }
    #expect(times.first { $0.0 == "prod" }?.1 == "2025-01-01T00:00:00Z")
    #expect(times.first { $0.0 == "default" }?.1 == nil)
  }

  @Test func modelInfoIsForThoseWithAccess() throws {
    let world = try World()
    func info(_ user: String, _ uuid: String) throws -> ModelInfoResult {
      try world.controller(as: user).call(
        ModelManagerFacade.modelInfo, Entities(entities: [Entity(tag: .model(uuid))])
      ).results[0]
    }
    let standard = try world.uuid(of: "admin/default")
    let admins = try #require(try info("admin", standard).result)
    #expect(admins.users.map(\.user) == ["admin", "bob"] && admins.machines.count == 1)
    #expect(try info("bob", standard).result?.users.map(\.user) == ["bob"])
    #expect(try info("fred", standard).error == Self.denied)
    #expect(try info("bob", "x").error == Self.denied)
    #expect(
      try info("admin", "x").error == WireError("model \"x\" not found", code: .notFound))
  }

  @Test func modelsAreMadeAndRemoved() throws {
    let world = try World()
    func create(_ name: String, _ user: String, by caller: String) throws {
      _ = try world.controller(as: caller).call(
        ModelManagerFacade.create,
        ModelCreateArguments(
          name: name, ownerTag: .user(user),
          config: ["egress-subnets": try WireJSON.raw("10.0.0.0/8")]))
    }
    try create("m", "bob", by: "bob")
    #expect(throws: Self.denied) { try create("n", "admin", by: "bob") }
    #expect(
      throws: WireError("model \"m\" for bob already exists", code: .alreadyExists)
    ) { try create("m", "bob", by: "admin") }
    #expect(throws: WireError("model name \"-\" not valid", code: .notValid)) {
      try create("-", "bob", by: "bob")
    }
    let settings = try world.model("bob/m").call(ModelConfigFacade.get, Empty()).config
    #expect(settings["egress-subnets"]?.source == "model")
    func destroy(_ model: String, by user: String, force: Bool = false) throws {
      try world.controller(as: user).call(
        ModelManagerFacade.destroy,
        DestroyModelsRequest(
          models: [DestroyModelRequest(modelTag: .model(try world.uuid(of: model)), force: force)])
      ).check()
    }
    try destroy("bob/m", by: "bob")
    #expect(throws: Self.denied) { try destroy("admin/prod", by: "bob") }
    #expect(throws: WireError("cannot destroy model: model has 1 offer in use")) {
      try destroy("admin/prod", by: "admin")
    }
    try destroy("admin/prod", by: "admin", force: true)
    let status = try world.status(of: "admin/consumer")
    #expect(status.relations.isEmpty)
    #expect(status.remoteApplications["mysql"]?.status.status == .terminated)
  }

  @Test(arguments: [
    (
      "bob", "grant", "read",
      "could not grant model access: user already has \"read\" access or greater"
    ),
    (
      "bob", "grant", "consume", "could not modify model access: \"consume\" model access not valid"
    ),
    ("zoe", "grant", "read", "could not grant model access: user \"zoe\" not found"),
    ("fred", "revoke", "read", "could not revoke model access: model user \"fred\" not found"),
    ("bob", "dance", "read", "unknown action \"dance\""),
  ])
  func badChangesOfModelAccess(
    _ user: String, _ action: String, _ access: String, _ error: String
  ) throws {
    let world = try World()
    let answer = try world.controller().call(
      ModelManagerFacade.modifyAccess,
      ModifyModelAccessRequest(
        changes: [
          ModifyModelAccess(
            userTag: .user(user), action: .init(rawValue: action), access: .init(rawValue: access),
            modelTag: .model(try world.uuid(of: "admin/default")))
        ]))
    #expect(answer.results[0].error?.message == error)
  }

  @Test func modelAccessGoesUpAndDown() throws {
    let world = try World()
    func change(_ action: AccessAction, _ access: ModelAccess) throws -> ModelAccess? {
      let tag = JujuWire.Tag.model(try world.uuid(of: "admin/default"))
      try world.controller().call(
        ModelManagerFacade.modifyAccess,
        ModifyModelAccessRequest(
          changes: [
            ModifyModelAccess(
              userTag: .user("fred"), action: action, access: access, modelTag: tag)
          ])
      ).check()
      return try world.controller().call(
        ModelManagerFacade.modelInfo, Entities(entities: [Entity(tag: tag)])
      ).results[0].result?.users.first { $0.user == "fred" }?.access
    }
    #expect(try change(.grant, .admin) == .admin)
    #expect(try change(.revoke, .admin) == .write)
    #expect(try change(.revoke, .write) == .read)
    #expect(try change(.revoke, .read) == nil)
  }

  // MARK: Controller

  @Test func controllerAccessIsLoginOrSuperuser() throws {
    let world = try World()
    func change(_ action: AccessAction, _ access: ControllerAccess) throws {
      try world.controller().call(
        ControllerFacade.modifyAccess,
        ModifyControllerAccessRequest(
          changes: [
            ModifyControllerAccess(userTag: .user("bob"), action: action, access: access)
          ])
      ).check()
    }
    #expect(
      throws: WireError(
        "could not modify controller access: \"consume\" controller access not valid")
    ) { try change(.grant, .other("consume")) }
    try change(.grant, .superuser)
    #expect(
      try world.controller(as: "bob").call(ControllerFacade.allModels, Empty()).userModels.count
        == 5)
    try change(.revoke, .superuser)
    #expect(throws: Self.denied) {
      try world.controller(as: "bob").call(ControllerFacade.allModels, Empty())
    }
  }

  @Test func theControllerTellsWhereItIs() throws {
    let world = try World()
    let uuid = try world.uuid(of: "admin/controller")
    let answer = try world.controller().call(
      ControllerFacade.apiInfoForModels,
      Entities(entities: [Entity(tag: .model(uuid)), Entity(tag: .model("x"))]))
    #expect(answer.results[0].addresses == ["127.0.0.1:17070"])
    #expect(answer.results[0].caCertificate.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
    #expect(answer.results[1].error?.code == .notFound)
    let clouds = try world.controller().call(CloudFacade.clouds, Empty()).clouds
    #expect(clouds["cloud-localhost"]?.type == "lxd")
  }

  // MARK: Users

  @Test func whoComesBackUnderANameHasNothingOfIt() throws {
    let world = try World.withOffer()
    func add() throws {
      _ = try world.controller().call(
        UserManagerFacade.addUser,
        AddUsers(users: [AddUser(username: "zoe", displayName: "", password: "pw")]))
    }
    func users() throws -> [String] {
      try world.offer("db", in: "admin/source").users.map(\.user)
    }
    try add()
    try world.access(.grant, "zoe", .consume, "admin/source.db")
    #expect(try users().contains("zoe"))
    try world.controller().call(
      UserManagerFacade.removeUser, Entities(entities: [Entity(tag: .user("zoe"))])
    ).check()
    try add()
    #expect(try !users().contains("zoe"))
  }

  // MARK: Settings

  @Test(arguments: [
    ("5", "float64(5)"), ("true", "bool(true)"), ("null", "nothing"), ("[]", "[]interface {}"),
    ("{}", "map[string]interface {}"),
  ])
  func settingsOfTextTakeNothingElse(_ value: String, _ words: String) throws {
    let model = try World().model("admin/default")
    #expect(throws: WireError("egress-subnets: expected string, got \(words)", code: .notValid)) {
      _ = try model.call(
        ModelConfigFacade.set,
        ModelSet(config: ["egress-subnets": try RawJSON(parsing: value)]))
    }
  }

  @Test func usersAreAddedAndShown() throws {
    let world = try World()
    func add(_ name: String, _ password: String?, by user: String = "admin") throws -> AddUserResult
    {
      try world.controller(as: user).call(
        UserManagerFacade.addUser,
        AddUsers(users: [AddUser(username: name, displayName: "Z", password: password)])
      ).results[0]
    }
    #expect(try add("zoe", "pw").tag == .user("zoe"))
    _ = try Conversation(world.sandbox, as: "zoe")
    #expect(
      try add("zoe", "pw").error
        == WireError("failed to create user: username unavailable", code: .alreadyExists))
    #expect(try add("yan", nil).secretKey?.count == 32)
    #expect(throws: Self.denied) { try add("xan", "pw", by: "bob") }
    let answer = try world.controller().call(
      UserManagerFacade.userInfo,
      UserInfoRequest(entities: [Entity(tag: .user("zoe"))], includeDisabled: true))
    let info = try #require(answer.results[0].result)
    #expect(info.displayName == "Z" && info.access == .login && info.createdBy == "admin")
    func names(_ user: String) throws -> [String] {
      try world.controller(as: user).call(
        UserManagerFacade.userInfo, UserInfoRequest(includeDisabled: false)
      ).results.compactMap { $0.result?.username }
    }
    #expect(try names("admin") == ["admin", "bob", "fred", "mary", "yan", "zoe"])
    #expect(try names("bob") == ["bob"])
  }

  // MARK: Settings

  @Test func settingsAreKeptUntilTheyAreUnset() throws {
    let world = try World()
    let model = try world.model("admin/default")
    func setting(_ key: String) throws -> ConfigValue? {
      try model.call(ModelConfigFacade.get, Empty()).config[key]
    }
    #expect(try setting("egress-subnets")?.source == "default")
    try world.set("egress-subnets", "69.32.56.0/8", in: "admin/default")
    #expect(try setting("egress-subnets")?.value.description == "\"69.32.56.0/8\"")
    _ = try model.call(ModelConfigFacade.unset, ModelUnset(keys: ["egress-subnets"]))
    #expect(try setting("egress-subnets")?.source == "default")
    #expect(try setting("name")?.value.description == "\"default\"")
    #expect(try setting("saas-ingress-allow")?.value.description == "\"0.0.0.0/0,::/0\"")
    let old = try world.model("admin/voyeur", on: "bigbrother").call(
      ModelConfigFacade.get, Empty())
    #expect(old.config["saas-ingress-allow"] == nil)
  }

  @Test(arguments: [
    (
      "egress-subnets", "10.0.0.1/33",
      "invalid egress subnet: 10.0.0.1/33: invalid CIDR address: 10.0.0.1/33"
    ),
    ("egress-subnets", "0.0.0.0/0", "CIDR \"0.0.0.0/0\" not allowed"),
    ("agent-version", "9.9.9", "cannot change agent-version"),
  ])
  func badSettingsAreRefused(_ key: String, _ value: String, _ error: String) throws {
    let world = try World()
    #expect(throws: WireError(error)) { try world.set(key, value, in: "admin/default") }
  }

  // MARK: Applications

  @Test func applicationsAreDeployedFromTheRepository() throws {
    let world = try World()
    let model = try world.model("admin/default")
    func deploy(_ argument: DeployFromRepositoryArgument) throws -> DeployFromRepositoryResult {
      try model.call(
        ApplicationFacade.deployFromRepository,
        DeployFromRepositoryArguments(arguments: [argument])
      ).results[0]
    }
    let result = try deploy(DeployFromRepositoryArgument(charmName: "mysql", unitCount: 2))
    #expect(result.errors.isEmpty && result.info.revision == 313)
    #expect(result.info.channel == "8.0/stable" && result.info.base?.channel == "22.04/stable")
    let status = try world.status(of: "admin/default").applications["mysql"]
    #expect(status?.charm == "ch:amd64/mysql-313" && status?.charmChannel == "8.0/stable")
    #expect(status?.units.keys.sorted() == ["mysql/0", "mysql/1"])
    #expect(status?.units["mysql/0"]?.leader == true && status?.units["mysql/1"]?.leader == nil)
    let edge = try deploy(
      DeployFromRepositoryArgument(
        charmName: "mysql", applicationName: "m2", channel: "edge", dryRun: true, revision: 7))
    #expect(edge.info.channel == "8.0/edge" && edge.info.revision == 7)
    #expect(try world.status(of: "admin/default").applications["m2"] == nil)
    #expect(
      try deploy(DeployFromRepositoryArgument(charmName: "nothing")).errors[0].code == .notFound)
    #expect(
      try deploy(
        DeployFromRepositoryArgument(charmName: "ubuntu", configYAML: "ubuntu:\n  x: 1\n")
      ).errors == [WireError("unknown option \"x\"", code: .notValid)])
  }

  @Test func applicationsAreShownWithTheirEndpoints() throws {
    let world = try World()
    let model = try world.model("admin/prod")
    _ = try model.call(ApplicationFacade.expose, ApplicationExpose(application: "mysql"))
    let answer = try model.call(
      ApplicationFacade.applicationsInfo,
      Entities(entities: [Entity(tag: .application("mysql")), Entity(tag: .application("x"))]))
    let info = try #require(answer.results[0].result)
    #expect(info.exposed && info.exposedEndpoints?[""]?.exposeToCIDRs == ["0.0.0.0/0", "::/0"])
    #expect(info.endpointBindings?["database"] == "alpha" && info.endpointBindings?[""] == "alpha")
    #expect(answer.results[1].error == WireError("application \"x\" not found", code: .notFound))
    _ = try model.call(ApplicationFacade.unexpose, ApplicationUnexpose(application: "mysql"))
    #expect(try world.status(of: "admin/prod").applications["mysql"]?.exposed == false)
    let config = try model.call(ApplicationFacade.get, ApplicationGet(application: "mysql"))
    #expect(config.charm == "mysql" && config.config["profile"] != nil)
  }

  @Test func aFilteredStatusShowsWhatBelongsTogether() throws {
    let world = try World.connected()
    try world.deploy("ubuntu", in: "admin/sink")
    let status = try world.status(of: "admin/sink", ["medi*"])
    #expect(Array(status.applications.keys) == ["mediawiki"])
    #expect(Array(status.remoteApplications.keys) == ["db"] && status.relations.count == 1)
    #expect(Array(status.machines.keys) == ["0"])
    #expect(try world.status(of: "admin/sink", ["nothing"]).applications.isEmpty)
  }

  @Test func theCatalogueIsSound() throws {
    let world = try World()
    let answer = try world.model("admin/default").call(
      CharmsFacade.resolve,
      ResolveCharmsWithChannel(
        resolve: ["mysql", "ch:mediawiki", "nothing"].map {
          ResolveCharmWithChannel(
            reference: $0, charmOrigin: CharmOrigin(risk: "stable", track: "latest"))
        }))
    #expect(answer.results.map(\.url) == ["ch:amd64/mysql-313", "ch:amd64/mediawiki-28", ""])
    #expect(answer.results[0].charmOrigin.track == "8.0")
    #expect(answer.results[0].supportedSeries == ["jammy"])
    #expect(answer.results[2].error?.code == .notFound)
    let charm = try world.model("admin/default").call(
      CharmsFacade.charmInfo, CharmURL(url: "ch:amd64/jammy/telegraf-83"))
    #expect(charm.meta?.subordinate == true && charm.meta?.provides?.count == 4)
    #expect(charm.meta?.requires?["juju-info"]?.scope == .container)
  }
}
