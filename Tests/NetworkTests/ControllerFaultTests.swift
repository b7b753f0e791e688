import Glibc
import JujuNetwork
import SandboxServer
import Shell
import Synchronization
import TestSupport
import Testing

/// What goes wrong between the shell and a controller ends in one clear message and the right
/// status; nothing hangs.
@Suite struct ControllerFaultTests {
  /// The line the tests enter, and the call it makes.
  private static let call = "ApplicationOffers.ListApplicationOffers"

  private func enter(
    _ line: String = "offers", arguments: [String] = [],
    _ react: @escaping @Sendable (RogueController.Request) -> RogueController.Reaction?
  ) throws -> (answer: ScriptedShell.Answer, calls: [String]) {
    let controller = try RogueController(.init(), react)
    defer { controller.stop() }
    let stage = try ControllerStage(port: controller.port, arguments: arguments)
    return (stage.enter(line), controller.calls)
  }

  // MARK: Answers

  private static let offer = #"""
    {"source-model-tag":"model-00000000-0bad-400d-8000-000000000001","offer-uuid":"u",
    "offer-url":"admin/default.mysql","offer-name":"mysql","application-name":"mysql",
    "application-description":"","charm-url":"ch:mysql-1","shiny":{"new":[1]},
    "endpoints":[{"name":"db","role":"quantum","interface":"mysql","limit":0}],
    "users":null,"connections":null}
    """#

  @Test(arguments: [
    (#"{nonsense"#, "a message is no JSON", 5),
    (#"[1, 2]"#, "a message carries no request number", 5),
    (#"{"request-id":"one","response":{}}"#, "a message carries no request number", 5),
    (#"{"request-id":4711,"response":{}}"#, "request 4711 was answered and never made", 5),
    (#"{"request-id":$ID,"response":{"results":"many"}}"#, "is not understood", 5),
    (#"{"request-id":$ID,"response":{"results":[{"offer-url":17}]}}"#, "is not understood", 5),
    (#"{"request-id":$ID,"error":"boom","error-code":"not found","response":{}}"#, "boom", 1),
    (
      #"{"request-id":$ID,"error":"permission denied","error-code":"unauthorized access"}"#,
      "permission denied (unauthorized access)", 4
    ),
    (#"{"request-id":$ID,"response":{"results":null}}"#, "no offers", 0),
    (#"{"request-id":$ID,"response":null}"#, "no offers", 0),
    (#"{"request-id":$ID,"response":{"results":[\#(offer)],"more":1}}"#, "quantum", 0),
  ])
  func tellsWhatIsWrongWithAnAnswer(frame: String, words: String, status: Int32) throws {
    let (answer, _) = try enter("offers --format yaml") {
      $0.call == Self.call ? .text(frame) : nil
    }
    #expect(answer.text.contains(words) || (status == 0 && words == "no offers"), "\(answer.text)")
    #expect(answer.status == status)
  }

  @Test func refusesAMessageWithoutEndByItsLength() throws {
    // A text frame of 200 MB: only its head is ever sent.
    let head: [UInt8] = [0x81, 127, 0, 0, 0, 0, 12, 0, 0, 0]
    let (answer, _) = try enter { $0.call == Self.call ? .raw(head) : nil }
    #expect(answer.text.contains("sent a message of more than 64 MiB"))
    #expect(answer.status == 5)
  }

  @Test func refusesWhatIsNoWebSocket() throws {
    let (answer, _) = try enter { $0.call == Self.call ? .raw([0x89, 126, 0, 200]) : nil }
    #expect(answer.text.contains("sent something that is no WebSocket message"))
    #expect(answer.status == 5)
  }

  /// No extension was agreed upon that would give them a meaning; what is in them is not looked at.
  @Test(arguments: [
    ([0x83, 0], "a WebSocket frame with the reserved opcode 3"),
    ([0x8F, 0], "a WebSocket frame with the reserved opcode 15"),
    ([0xC1, 2, 0x7B, 0x7D], "a WebSocket frame with reserved bits"),
    ([0xA9, 0], "a WebSocket frame with reserved bits"),
    // The second fragment of a message has them.
    ([0x01, 1, 0x7B, 0x90, 1, 0x7D], "a WebSocket frame with reserved bits"),
    ([0x81, 0x82, 0, 0, 0, 0, 0x7B, 0x7D], "a masked WebSocket frame"),
    // A continuation of nothing.
    ([0x80, 2, 0x7B, 0x7D], "something that is no WebSocket message"),
  ])
  func refusesFramesThatNoServerMaySend(frame: [UInt8], words: String) throws {
    let (answer, calls) = try enter { $0.call == Self.call ? .raw(frame) : nil }
    #expect(answer.text.contains("sent \(words), and the connection was ended"), "\(answer.text)")
    #expect(answer.text.components(of: "ERROR").count == 2, "\(answer.text)")
    #expect(answer.status == 5)
    #expect(calls.count == 1)
  }

  // MARK: Connections that end

  @Test func asksAgainOnceWhenAFrameIsCutInTheMiddle() throws {
    let (answer, calls) = try enter { request in
      request.call == Self.call ? .cut([0x81, 126, 4, 0] + Array("{\"request-".utf8)) : nil
    }
    #expect(answer.text.contains("asking again over a new connection"))
    #expect(answer.text.contains("was cut"))
    #expect(answer.status == 5)
    #expect(calls == [Self.call, Self.call])
  }

  @Test func aReadSurvivesALostConnectionWithANote() throws {
    let count = Atomic<Int>(0)
    let (answer, _) = try enter { request in
      guard request.call == Self.call else { return nil }
      return count.add(1, ordering: .relaxed).newValue == 1
        ? .close : .text(#"{"request-id":$ID,"response":{"results":[]}}"#)
    }
    #expect(answer.text.contains("note: "))
    #expect(answer.status == 0)
  }

  @Test func aLostWriteIsToldAndNeverRepeated() throws {
    let write = "ApplicationOffers.ModifyOfferAccess"
    let (answer, calls) = try enter("grant bob read admin/default.mysql") { request in
      request.call == write ? .close : nil
    }
    #expect(answer.text.contains("\(write) had been sent and may have been carried out"))
    #expect(answer.status == 5)
    #expect(calls.filter { $0 == write }.count == 1)
  }

  @Test func oneByteAtATimeIsEnough() throws {
    let world = try SpoiledSandbox()
    defer { world.stop() }
    let usual = world.stage.enter("offers")
    world.proxies[0].mode = .drip
    let dripped = world.stage.enter("offers")
    #expect(usual.status == 0)
    #expect(dripped.text == usual.text)
  }

  /// The connection is cut after each so many bytes of it; whatever is cut, there is one message.
  @Test(arguments: [1, 100, 700, 1500, 2200, 3000])
  func aConnectionCutAnywhereIsOneMessage(bytes: Int) throws {
    let world = try SpoiledSandbox()
    defer { world.stop() }
    world.proxies[0].mode = .cut(after: bytes)
    let answer = world.stage.enter("offers")
    #expect(answer.status == 5)
    #expect(answer.text.components(of: "ERROR").count == 2, "\(answer.text)")
  }

  @Test func pingsFindAConnectionThatLeadsNowhere() throws {
    var network = HurriedNetwork()
    network.limits.beat = .milliseconds(50)
    let world = try SpoiledSandbox(network: network)
    defer { world.stop() }
    #expect(world.stage.enter("offers").status == 0)
    world.proxies[0].mode = .stall
    let answer = world.stage.enter("offers")
    #expect(answer.text.contains("nothing was heard of foo for"))
    #expect(answer.status == 5)
  }

  @Test func theOtherAddressIsTakenInTheMiddleOfAScript() throws {
    var network = HurriedNetwork()
    // The second address is only tried when the first has failed.
    network.limits.stagger = .seconds(60)
    let world = try SpoiledSandbox(proxyCount: 2, network: network)
    defer { world.stop() }
    let before = world.stage.enter("offers")
    for proxy in world.proxies where proxy.hasServed { proxy.stop() }
    let after = world.stage.enter("offers")
    #expect(before.status == 0)
    #expect(after.status == 0, "\(after.text)")
    #expect(after.output == before.output)
    #expect(world.proxies.filter(\.hasServed).count == 2)
  }

  // MARK: No controller there

  @Test func aClosedPortIsTold() throws {
    let (socket, port) = try #require(FaultyProxy.listen())
    close(socket)
    let answer = try ControllerStage(port: port).enter("offers")
    #expect(
      answer.text.contains(
        "controller foo cannot be reached: 127.0.0.1:\(port): connection refused"))
    #expect(answer.status == 5)
  }

  @Test func anUnknownHostIsTold() throws {
    let stage = try ControllerStage(["offsh-has-no-such-host.invalid:17070"], certificate: nil)
    let answer = stage.enter("offers")
    #expect(answer.text.contains("the host name is unknown"))
    #expect(answer.status == 5)
  }

  @Test func whoeverAcceptsAndSaysNothingIsTold() throws {
    let (socket, port) = try #require(FaultyProxy.listen())
    defer { close(socket) }
    let answer = try ControllerStage(port: port).enter("offers")
    #expect(answer.text.contains("it accepts connections and then says nothing"))
    #expect(answer.status == 5)
  }

  @Test func whoeverSpeaksTLSAndSaysNothingMoreIsTold() throws {
    let controller = try RogueController(http: "")
    defer { controller.stop() }
    let answer = try ControllerStage(port: controller.port).enter("offers")
    #expect(answer.text.contains("it says nothing about the API"), "\(answer.text)")
    #expect(answer.status == 5)
  }

  @Test(arguments: [
    ("HTTP/1.1 301 Moved Permanently\r\nLocation: https://e/\r\nContent-Length: 0\r\n\r\n", "301"),
    ("HTTP/1.1 404 Not Found\r\nContent-Length: 14\r\n\r\n<html>no</html", "404"),
    ("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", "502"),
    ("SSH-2.0-OpenSSH_9.2p1\r\n", "no HTTP"),
  ])
  func anotherServerIsTold(answer text: String, words: String) throws {
    let controller = try RogueController(http: text)
    defer { controller.stop() }
    let answer = try ControllerStage(port: controller.port).enter("offers")
    #expect(answer.text.contains(words), "\(answer.text)")
    #expect(answer.status == 5)
  }

  // MARK: Waiting

  @Test func aCallNobodyAnswersEndsInTime() throws {
    let (answer, _) = try enter(arguments: ["--timeout", "200ms"]) { request in
      request.call == Self.call ? .silence : nil
    }
    #expect(answer.text.contains("\(Self.call) was not answered in time"))
    #expect(answer.status == 5)
  }

  @Test func aLoginNobodyAnswersEndsInTime() throws {
    let (answer, _) = try enter(arguments: ["--timeout", "400ms"]) { request in
      request.call == "Admin.Login" ? .silence : nil
    }
    #expect(answer.text.contains("the login to foo was not answered in time"))
    #expect(answer.status == 5)
  }

  /// A node lets connect and then does not log in, as where its database is down: another one does.
  @Test(arguments: [RogueController.Reaction.silence, .close])
  func anAddressThatDoesNotLogInIsPassedOver(_ reaction: RogueController.Reaction) throws {
    let lame = try RogueController { $0.call == "Admin.Login" ? reaction : nil }
    defer { lame.stop() }
    let sound = try RogueController { request in
      request.call == Self.call
        ? .text(#"{"request-id":$ID,"response":{"results":[]}}"#) : nil
    }
    defer { sound.stop() }
    let stage = try ControllerStage(
      ["127.0.0.1:\(lame.port)", "127.0.0.1:\(sound.port)"],
      certificate: Loopback.madeAuthority().certificate, arguments: ["--timeout", "400ms"])
    let answer = stage.enter("offers")
    #expect(answer.status == 0, "\(answer.text)")
    #expect(answer.text.contains("note: 127.0.0.1:\(lame.port): "))
    #expect(sound.calls == [Self.call])
  }

  @Test(arguments: ["Admin.Login", call]) func ctrlCEndsWaitingForAnAnswer(to call: String) throws {
    let controller = try RogueController { $0.call == call ? .silence : nil }
    defer { controller.stop() }
    let answer = try ControllerStage(port: controller.port).enterAndInterrupt("offers")
    #expect(answer.status == 130)
  }

  /// The head of a message has come, and a part of the message.
  @Test func ctrlCEndsReadingAMessage() throws {
    let beginning: [UInt8] = [0x81, 126, 4, 0] + Array("{\"request-".utf8)
    let controller = try RogueController { $0.call == Self.call ? .raw(beginning) : nil }
    defer { controller.stop() }
    let answer = try ControllerStage(port: controller.port).enterAndInterrupt("offers")
    #expect(answer.status == 130)
  }

  @Test func aMessageThatNeverEndsIsToldInTime() throws {
    let beginning: [UInt8] = [0x81, 126, 4, 0] + Array("{\"request-".utf8)
    let (answer, _) = try enter(arguments: ["--timeout", "300ms"]) { request in
      request.call == Self.call ? .raw(beginning) : nil
    }
    #expect(answer.text.contains("\(Self.call) was not answered in time"))
    #expect(answer.status == 5)
  }

  @Test func ctrlCEndsTheChangeToWebSocket() throws {
    let controller = try RogueController(http: "")
    defer { controller.stop() }
    var network = HurriedNetwork()
    network.limits.connecting = .seconds(60)
    let answer = try ControllerStage(port: controller.port, network: network)
      .enterAndInterrupt("offers")
    #expect(answer.status == 130)
  }

  @Test func ctrlCDuringAWriteSaysThatItMayHaveBeenCarriedOut() throws {
    let write = "ApplicationOffers.ModifyOfferAccess"
    let controller = try RogueController { $0.call == write ? .silence : nil }
    defer { controller.stop() }
    let answer = try ControllerStage(port: controller.port)
      .enterAndInterrupt("grant bob read admin/default.mysql")
    #expect(answer.text.contains("may have been carried out"))
    #expect(answer.status == 130)
  }

  /// Neither TCP nor TLS comes about: nobody takes the connection, or nobody speaks.
  @Test(arguments: [true, false]) func ctrlCEndsConnecting(isTaken: Bool) throws {
    let (socket, port) = try #require(FaultyProxy.listen(backlog: isTaken ? 16 : 0))
    defer { close(socket) }
    let fillers = isTaken ? [] : (0..<4).map { _ in FaultyProxy.beginConnecting(to: port) }
    defer { fillers.forEach { close($0) } }
    var network = HurriedNetwork()
    network.limits.connecting = .seconds(60)
    let answer = try ControllerStage(port: port, network: network).enterAndInterrupt("offers")
    #expect(answer.status == 130)
  }
}

extension String {
  /// The parts between all places of a text.
  func components(of separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[...]
    while let place = rest.firstRange(of: separator) {
      parts.append(rest[..<place.lowerBound])
      rest = rest[place.upperBound...]
    }
    return parts + [rest]
  }
}
