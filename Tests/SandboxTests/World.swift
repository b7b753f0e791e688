import JujuWire
import Sandbox
import Testing

/// A sandbox in memory with what tests do in it, each line as short as the command a person types.
final class World {
  static let start: Int64 = 1_735_689_600_000

  let sandbox: Sandbox
  private var conversations: [String: Conversation] = [:]

  init(seed: UInt64 = 1) throws {
    sandbox = try Sandbox(store: .memory, clock: .fixed(World.start), seed: seed)
  }

  /// Returns a connection to the controller, kept for the next call.
  func controller(_ name: String = "foo", as user: String = "admin") throws -> Conversation {
    try conversation("\(name) \(user)") { try Conversation(sandbox, name, as: user) }
  }

  /// Returns a connection to a model, kept for the next call.
  func model(
    _ model: String, on controller: String = "foo", as user: String = "admin"
  ) throws -> Conversation {
    try conversation("\(controller):\(model) \(user)") {
      try Conversation(sandbox, controller, model: model, as: user)
    }
  }

  private func conversation(_ key: String, _ open: () throws -> Conversation) rethrows
    -> Conversation
  {
    if let known = conversations[key] { return known }
    let opened = try open()
    conversations[key] = opened
    return opened
  }

  func uuid(of model: String, on controller: String = "foo") throws -> String {
    let client = try sandbox.localClient().controllers.first { $0.name == controller }
    return try #require(client?.models.first { $0.qualifiedName == model }, "no \(model)").uuid
  }

  // MARK: Commands

  func addModel(_ name: String, on controller: String = "foo", as user: String = "admin") throws {
    _ = try self.controller(controller, as: user).call(
      ModelManagerFacade.create, ModelCreateArguments(name: name, ownerTag: .user(user)),
      version: controller == "foo" ? 10 : 9)
  }

  func deploy(
    _ charm: String, _ name: String = "", in model: String, on controller: String = "foo",
    units: Int = 1
  ) throws {
    let name = name.isEmpty ? charm : name
    try self.model(model, on: controller).call(
      ApplicationFacade.deploy,
      ApplicationsDeploy(
        applications: [
          ApplicationDeploy(
            application: name, charmURL: "ch:\(charm)", unitCount: units,
            constraints: Constraints())
        ]), version: 15
    ).check()
  }

  func offer(
    _ application: String, _ endpoints: [String], as name: String, in model: String,
    on controller: String = "foo", by user: String = "admin"
  ) throws {
    try self.controller(controller, as: user).call(
      ApplicationOffersFacade.offer,
      AddApplicationOffers(
        offers: [
          AddApplicationOffer(
            modelTag: .model(try uuid(of: model, on: controller)), offerName: name,
            applicationName: application,
            endpoints: Dictionary(endpoints.map { ($0, $0) }, uniquingKeysWith: { $1 }))
        ]), version: 4
    ).check()
  }

  func offers(
    in model: String, on controller: String = "foo", as user: String = "admin"
  ) throws -> [ApplicationOfferAdminDetails] {
    let parts = model.split(separator: "/").map(String.init)
    return try self.controller(controller, as: user).call(
      ApplicationOffersFacade.list,
      OfferFilters(filters: [OfferFilter(ownerName: parts[0], modelName: parts[1])]), version: 4
    ).results
  }

  func offer(_ name: String, in model: String, on controller: String = "foo") throws
    -> ApplicationOfferAdminDetails
  {
    try #require(try offers(in: model, on: controller).first { $0.offerName == name })
  }

  func access(
    _ action: AccessAction, _ user: String, _ access: OfferAccess, _ url: String,
    on controller: String = "foo", by caller: String = "admin"
  ) throws {
    try self.controller(controller, as: caller).call(
      ApplicationOffersFacade.modifyAccess,
      ModifyOfferAccessRequest(
        changes: [
          ModifyOfferAccess(userTag: .user(user), action: action, access: access, offerURL: url)
        ]), version: 4
    ).check()
  }

  /// Consumes `url` of `source` in a model, as a client does: asks the one side, tells the other.
  func consume(
    _ url: String, as alias: String? = nil, in model: String, by user: String = "admin",
    from source: String = "foo", on controller: String = "foo"
  ) throws {
    let answer = try self.controller(source, as: user).call(
      ApplicationOffersFacade.consumeDetails,
      ConsumeOfferDetailsArgument(offerURLs: OfferURLs(offerURLs: [url])), version: 4)
    let details = try #require(answer.results.first)
    if let error = details.error { throw error }
    let offer = try #require(details.offer)
    try self.model(model, on: controller, as: "admin").call(
      ApplicationFacade.consume,
      ConsumeApplicationArguments(
        arguments: [
          ConsumeApplicationArgument(
            sourceModelTag: offer.sourceModelTag, offerUUID: offer.offerUUID,
            offerURL: source == controller ? offer.offerURL : "\(source):\(offer.offerURL)",
            offerName: offer.offerName, endpoints: offer.endpoints, applicationAlias: alias,
            macaroon: details.macaroon, externalController: details.externalController)
        ]), version: 15
    ).check()
  }

  @discardableResult
  func integrate(
    _ left: String, _ right: String, via: [String]? = nil, in model: String,
    on controller: String = "foo"
  ) throws -> [String: CharmRelation] {
    try self.model(model, on: controller).call(
      ApplicationFacade.addRelation, AddRelation(endpoints: [left, right], viaCIDRs: via),
      version: 15
    ).endpoints
  }

  func suspend(
    _ id: Int, _ suspended: Bool, message: String = "", in model: String,
    on controller: String = "foo"
  ) throws {
    try self.model(model, on: controller).call(
      ApplicationFacade.setRelationsSuspended,
      RelationSuspendedArguments(
        arguments: [
          RelationSuspendedArgument(relationID: id, message: message, suspended: suspended)
        ]), version: 15
    ).check()
  }

  func removeRelation(
    _ names: [String] = [], id: Int = 0, in model: String, on controller: String = "foo"
  ) throws {
    _ = try self.model(model, on: controller).call(
      ApplicationFacade.destroyRelation, DestroyRelation(endpoints: names, relationID: id),
      version: 15)
  }

  func removeOffer(_ url: String, force: Bool = false, on controller: String = "foo") throws {
    try self.controller(controller).call(
      ApplicationOffersFacade.destroy,
      DestroyApplicationOffers(offerURLs: [url], force: force), version: 4
    ).check()
  }

  func removeSaas(_ name: String, in model: String, on controller: String = "foo") throws {
    try self.model(model, on: controller).call(
      ApplicationFacade.destroyConsumedApplications,
      DestroyConsumedApplicationsRequest(
        applications: [DestroyConsumedApplicationRequest(applicationTag: .application(name))]),
      version: 15
    ).check()
  }

  func removeApplication(_ name: String, force: Bool = false, in model: String) throws {
    let answer = try self.model(model).call(
      ApplicationFacade.destroyApplication,
      DestroyApplicationsRequest(
        applications: [DestroyApplicationRequest(applicationTag: .application(name), force: force)])
    )
    if let error = answer.results.first?.error { throw error }
  }

  func set(_ key: String, _ value: String, in model: String, on controller: String = "foo") throws {
    _ = try self.model(model, on: controller).call(
      ModelConfigFacade.set, ModelSet(config: [key: try WireJSON.raw(value)]))
  }

  func status(
    of model: String, on controller: String = "foo", _ patterns: [String] = []
  ) throws -> FullStatus {
    try self.model(model, on: controller).call(
      ClientFacade.fullStatus, StatusRequest(patterns: patterns), version: 6)
  }

  // MARK: Usual surroundings

  /// Two models of a controller: mysql offered as `db` in the one, mediawiki in the other.
  static func withOffer(seed: UInt64 = 1) throws -> World {
    let world = try World(seed: seed)
    try world.addModel("source")
    try world.addModel("sink")
    try world.deploy("mysql", in: "admin/source")
    try world.offer("mysql", ["database"], as: "db", in: "admin/source")
    try world.deploy("mediawiki", in: "admin/sink")
    return world
  }

  /// The same, consumed and related.
  static func connected() throws -> World {
    let world = try withOffer()
    try world.consume("admin/source.db", in: "admin/sink")
    try world.integrate("mediawiki", "db", in: "admin/sink")
    return world
  }
}
