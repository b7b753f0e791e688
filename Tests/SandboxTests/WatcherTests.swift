import JSON
import JujuWire
import TestSupport
import Testing

@testable import Sandbox

/// Following changes without asking again and again.
@Suite struct WatcherTests {
  /// `kind change name` of each delta.
  private func names(_ deltas: [Delta]) -> [String] {
    deltas.map { delta in
      let name =
        switch delta.entity {
        case .model(let entity): entity.name
        case .application(let entity): entity.name
        case .remoteApplication(let entity): entity.name
        case .applicationOffer(let entity): entity.offerName
        case .relation(let entity): entity.key
        case .unit(let entity): entity.name
        case .machine(let entity): entity.id
        case .other: ""
        }
      return "\(delta.entity.kind) \(delta.isRemoval ? "remove" : "change") \(name)"
    }
  }

  @Test func theFirstAnswerIsTheWholeModel() throws {
    let world = try World.connected()
    let model = try world.model("admin/sink")
    let id = try model.call(ClientFacade.watchAll, Empty()).watcherID
    #expect(id == "1")
    let first = try model.call(AllWatcherFacade.next, Empty(), objectID: id).deltas
    #expect(
      names(first) == [
        "model change sink", "machine change 0", "application change mediawiki",
        "unit change mediawiki/0", "remoteApplication change db",
        "relation change mediawiki:db db:database",
      ])
    #expect(try model.call(ClientFacade.watchAll, Empty()).watcherID == "2")
  }

  @Test func anEmptyModelIsStillAModel() throws {
    let world = try World()
    try world.addModel("m")
    let model = try world.model("admin/m")
    let id = try model.call(ClientFacade.watchAll, Empty()).watcherID
    let first = try model.call(AllWatcherFacade.next, Empty(), objectID: id).deltas
    #expect(names(first) == ["model change m"])
  }

  @Test func nextWaitsForAChangeWhileOtherCallsAreAnswered() throws {
    let world = try World.withOffer()
    let watching = try Conversation(world.sandbox, model: "admin/sink")
    let id = try watching.call(ClientFacade.watchAll, Empty()).watcherID
    _ = try watching.call(AllWatcherFacade.next, Empty(), objectID: id)
    func wait() throws -> UInt64 {
      try watching.send("AllWatcher", 3, "Next", Empty(), objectID: id)
    }
    func news(_ request: UInt64) throws -> [String] {
      names(try watching.result(AllWatcherFacade.next, of: request).deltas)
    }
    var request = try wait()
    _ = try watching.call(PingerFacade.ping, Empty())
    #expect(watching.reply(to: request) == nil)
    // A change elsewhere is no news here.
    try world.deploy("ubuntu", in: "admin/source")
    #expect(watching.reply(to: request) == nil)

    try world.consume("admin/source.db", in: "admin/sink")
    #expect(try news(request) == ["remoteApplication change db"])
    // What happened meanwhile is told at once.
    try world.integrate("mediawiki", "db", in: "admin/sink")
    request = try wait()
    #expect(try news(request) == ["relation change mediawiki:db db:database"])
    // The other side takes it away.
    request = try wait()
    try world.removeOffer("admin/source.db", force: true)
    #expect(
      try news(request) == [
        "remoteApplication change db", "relation remove mediawiki:db db:database",
      ])
    request = try wait()
    try world.removeApplication("mediawiki", in: "admin/sink")
    #expect(
      try news(request) == [
        "unit remove mediawiki/0", "application remove mediawiki", "machine remove 0",
      ])
  }

  @Test func offersCountTheirConnections() throws {
    let world = try World.withOffer()
    let watching = try Conversation(world.sandbox, model: "admin/source")
    let id = try watching.call(ClientFacade.watchAll, Empty()).watcherID
    _ = try watching.call(AllWatcherFacade.next, Empty(), objectID: id)
    try world.consume("admin/source.db", in: "admin/sink")
    try world.integrate("mediawiki", "db", in: "admin/sink")
    try world.suspend(0, true, in: "admin/source")
    let deltas = try watching.call(AllWatcherFacade.next, Empty(), objectID: id).deltas
    let offer = deltas.compactMap { delta -> ApplicationOfferEntity? in
      if case .applicationOffer(let entity) = delta.entity { entity } else { nil }
    }.first
    #expect(offer?.totalConnectedCount == 1 && offer?.activeConnectedCount == 0)
  }

  /// Two processes over one file: what one changes is news for who waits at the other.
  @Test func aChangeOfAnotherProcessIsNews() throws {
    let folder = TemporaryFolder()
    let here = try Sandbox(store: .file(folder.file("s.db")), clock: .fixed(World.start))
    let there = try Sandbox(store: .file(folder.file("s.db")), clock: .fixed(World.start))
    let watching = try Conversation(here, model: "admin/prod")
    let id = try watching.call(ClientFacade.watchAll, Empty()).watcherID
    _ = try watching.call(AllWatcherFacade.next, Empty(), objectID: id)
    let request = try watching.send("AllWatcher", 3, "Next", Empty(), objectID: id)
    here.noticeOthers()
    #expect(watching.reply(to: request) == nil)
    try Conversation(there, model: "admin/prod").call(
      ApplicationFacade.deploy,
      ApplicationsDeploy(
        applications: [
          ApplicationDeploy(
            application: "ubuntu", charmURL: "ch:ubuntu", unitCount: 1, constraints: Constraints())
        ]), version: 15
    ).check()
    here.noticeOthers()
    let news = names(try watching.result(AllWatcherFacade.next, of: request).deltas)
    #expect(news.contains("application change ubuntu"))
  }

  @Test func stoppingEndsWhoWaits() throws {
    let world = try World()
    let model = try world.model("admin/default")
    let id = try model.call(ClientFacade.watchAll, Empty()).watcherID
    _ = try model.call(AllWatcherFacade.next, Empty(), objectID: id)
    let waiting = try model.send("AllWatcher", 3, "Next", Empty(), objectID: id)
    _ = try model.call(AllWatcherFacade.stop, Empty(), objectID: id)
    #expect(throws: WireError("watcher was stopped", code: .stopped)) {
      try model.result(AllWatcherFacade.next, of: waiting)
    }
    #expect(throws: WireError("unknown watcher id", code: .notFound)) {
      try model.call(AllWatcherFacade.next, Empty(), objectID: id)
    }
  }

  @Test func superusersWatchAllModels() throws {
    let world = try World()
    #expect(throws: WireError("permission denied", code: .unauthorized)) {
      try world.controller(as: "bob").call(ControllerFacade.watchAllModels, Empty())
    }
    let controller = try world.controller()
    let id = try controller.call(ControllerFacade.watchAllModels, Empty()).watcherID
    let first = try controller.call(AllModelWatcherFacade.next, Empty(), objectID: id).deltas
    #expect(names(first).filter { $0.hasPrefix("model ") }.count == 5)
    let waiting = try controller.send("AllModelWatcher", 4, "Next", Empty(), objectID: id)
    try world.addModel("m")
    let news = try controller.result(AllModelWatcherFacade.next, of: waiting).deltas
    #expect(names(news) == ["model change m"])
  }
}
