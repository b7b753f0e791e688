import JSON
import JujuWire
import Sandbox
import Synchronization
import TestSupport
import Testing

/// What nobody should send, and many at once.
@Suite struct RobustnessTests {
  /// Recorded frames with bytes changed, cut and doubled: each is answered, or ends the connection.
  @Test(arguments: 1...4)
  func damagedFramesAreAnsweredOrEndTheConnection(_ seed: UInt64) throws {
    let path = "\(Repository.root)/Tests/Fixtures/juju/pylibjuju-trace.json"
    let text = try #require(Repository.text(of: path))
    let events = try #require(try JSONBuffer.parse(text).root.member("events"))
    let frames = events.elements.compactMap { $0.member("message")?.rawText }.map { Array($0.utf8) }
    var random = SeededRandom(seed: seed)
    let world = try World()
    for _ in 0..<400 {
      var frame = random.pick(frames)
      for _ in 0...random.below(3) {
        let place = random.below(frame.count)
        switch random.below(4) {
        case 0: frame[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: frame.removeSubrange(place...)
        case 2: frame.insert(contentsOf: frame[place...].prefix(20), at: place)
        default: frame.swapAt(place, random.below(frame.count))
        }
        if frame.isEmpty { frame = [0] }
      }
      let conversation = try Conversation(
        world.sandbox, model: random.chance(1, in: 2) ? "admin/consumer" : nil)
      conversation.send(frame)
      if conversation.ending == nil { _ = try conversation.call(PingerFacade.ping, Empty()) }
    }
    _ = try world.status(of: "admin/consumer")
  }

  /// Many threads on one sandbox: every call is carried out once, and watchers hear of all.
  @Test func manyConnectionsWorkAtOnce() async throws {
    let sandbox = try Sandbox(store: .memory)
    let watching = try Conversation(sandbox, model: "admin/default")
    let id = try watching.call(ClientFacade.watchAll, Empty()).watcherID
    _ = try watching.call(AllWatcherFacade.next, Empty(), objectID: id)
    let waiting = try watching.send("AllWatcher", 3, "Next", Empty(), objectID: id)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          do {
            let model = try Conversation(sandbox, model: "admin/default")
            for turn in 0..<5 {
              let answer = try model.call(
                ApplicationFacade.deployFromRepository,
                DeployFromRepositoryArguments(arguments: [
                  DeployFromRepositoryArgument(
                    charmName: "ubuntu", applicationName: "u\(number)x\(turn)a")
                ]))
              #expect(answer.results[0].errors.isEmpty)
            }
          } catch {
            Issue.record("\(error)")
          }
        }
      }
    }
    let status = try watching.call(ClientFacade.fullStatus, StatusRequest())
    #expect(status.applications.count == 41)
    #expect(status.machines.count == 41)
    var heard = try watching.result(AllWatcherFacade.next, of: waiting).deltas
    heard += try watching.call(AllWatcherFacade.next, Empty(), objectID: id).deltas
    #expect(heard.filter { $0.entity.kind == "application" }.count == 40)
  }
}
