import JSON
import JujuWire
import Sandbox
import TestSupport
import Testing

/// What a real client (python-libjuju) sent while it deployed, offered, consumed, related and removed
/// is sent again; every call has to succeed.
@Suite struct RealClientTests {
  @Test func theWholeSessionSucceeds() throws {
    let world = try World()
    try world.addModel("other")
    let path = "\(Repository.root)/Tests/Fixtures/juju/pylibjuju-trace.json"
    let text = try #require(Repository.text(of: path))
    let events = try #require(try JSONBuffer.parse(text).root.member("events"))
    var connections: [Int64: Conversation] = [:]
    for event in events.elements {
      guard let number = event.member("connection")?.int64() else { continue }
      if let path = event.member("open")?.string() {
        let opened = try Conversation(world.sandbox, path: try adapted(path, in: world))
        connections[number] = opened
        continue
      }
      let message = try #require(event.member("message"))
      try replay(message, on: try #require(connections[number]), in: world)
    }
    // What is left after it all.
    let status = try world.status(of: "admin/other")
    #expect(Array(status.remoteApplications.keys) == ["hosted-mysql"])
    #expect(status.remoteApplications["hosted-mysql"]?.status.status == .terminated)
    #expect(status.relations.isEmpty && status.applications["mediawiki"] != nil)
  }

  private func replay(_ message: JSONView, on connection: Conversation, in world: World) throws {
    let facade = message.member("type")?.string() ?? ""
    let method = message.member("request")?.string() ?? ""
    let id = UInt64(message.member("request-id")?.int64() ?? 0)
    connection.send(Array(try adapted(message.rawText, in: world).utf8))
    guard let bytes = connection.reply(to: id) else {
      // A watcher that waits is the only call without an answer.
      #expect(facade == "AllWatcher" && method == "Next")
      return
    }
    let reply = try WireJSON.decode(ResponseFrame<RawJSON>.self, from: bytes)
    #expect(reply.error == "", "\(facade).\(method) failed")
    // The recording begins with changes to an offer that is made later, and with the documented but
    // wrong way to grant one.
    if facade == "ApplicationOffers", method == "ModifyOfferAccess" { return }
    if facade == "Controller", method == "ModifyControllerAccess" { return }
    let result = reply.response?.description ?? ""
    #expect(!result.contains("\"error\":"), "\(facade).\(method): \(result)")
  }

  /// Returns the text with the identities of the recorded world replaced by those of the sandbox.
  private func adapted(_ text: String, in world: World) throws -> String {
    let foo = try #require(
      try world.sandbox.localClient().controllers.first { $0.name == "foo" })
    var text = text
    for (recorded, model) in [
      ("0000000000aa", "admin/default"), ("0000000000bb", "admin/other"),
      ("000000000001", "admin/controller"),
    ] {
      text = text.replacing("00000000-0000-4000-8000-\(recorded)", with: try world.uuid(of: model))
    }
    text = text.replacing("deadbeef-1bad-500d-9000-4b1d0d06f00d", with: foo.uuid)
    text = text.replacing("\"pw\"", with: "\"\(foo.accounts[0].password)\"")
    text = text.replacing("bob", with: "rob")
    if text.contains("6c3ac4a6-1111-4222-8333-444455556666") {
      text = text.replacing(
        "6c3ac4a6-1111-4222-8333-444455556666",
        with: try world.offer("hosted-mysql", in: "admin/default").offerUUID)
    }
    return text
  }
}
