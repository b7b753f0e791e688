import JSON
import JujuWire
import Sandbox
import Testing

/// What the server says before any rule of Juju's world counts: connections, logins, dispatch.
@Suite struct ServerTests {
  // MARK: Login

  /// user, password (nil: the right one), path, message, code
  @Test(arguments: [
    ("admin", "bad", "/api", "invalid entity name or password", "unauthorized access"),
    ("nobody", "x", "/api", "invalid entity name or password", "unauthorized access"),
    ("admin", "", "/api", "no credentials provided", "no credentials provided"),
    (
      "admin", "pw", "/model/deadbeef-0bad-400d-8000-4b1d0d06f00d/api",
      "unknown model: \"deadbeef-0bad-400d-8000-4b1d0d06f00d\"", "model not found"
    ),
    ("bob", "bob", "PROD", "permission denied", "unauthorized access"),
    ("bob", "bob", "/elsewhere", "unknown API path \"/elsewhere\"", "not found"),
  ])
  func loginsAreRefused(
    _ user: String, _ password: String, _ path: String, _ message: String, _ code: String
  ) throws {
    let world = try World()
    let prod = "/model/\(try world.uuid(of: "admin/prod"))/api"
    let conversation = try Conversation(world.sandbox, path: path == "PROD" ? prod : path)
    #expect(throws: WireError(message, code: ErrorCode(rawValue: code))) {
      try conversation.logIn(user, password)
    }
    // Who could not log in is told nothing.
    let answer = try conversation.call("Pinger", 1, "Ping")
    #expect(answer.error == "unknown facade type \"Pinger\"" && answer.errorCode == .notImplemented)
  }

  @Test func aLoginTellsWhatTheConnectionCanDo() throws {
    let world = try World()
    let client = try world.sandbox.localClient()
    let foo = try #require(client.controllers.first { $0.name == "foo" })
    let password = try #require(foo.accounts.first { $0.user == "admin" }).password
    let model = try #require(foo.models.first { $0.qualifiedName == "admin/default" })
    let conversation = try Conversation(world.sandbox, path: "/model/\(model.uuid)/api")
    let result = try conversation.logIn("admin", password)
    #expect(result.serverVersion == "3.6.8" && result.modelTag == .model(model.uuid))
    #expect(result.userInfo?.modelAccess == .admin)
    #expect(result.servers?.first?.first?.port == 17070)
    let facades = Dictionary(
      (result.facades ?? []).map { ($0.name, $0.versions) }, uniquingKeysWith: { $1 })
    #expect(facades["Application"] == Array(15...20) && facades["Client"] == [6, 7, 8])
    #expect(facades["ModelManager"] == nil && facades["FirewallRules"] == nil)
    #expect(throws: WireError("already logged in")) { try conversation.logIn("admin", password) }
  }

  @Test func controllersOfDifferentAgeHaveDifferentFacades() throws {
    let world = try World()
    let client = try world.sandbox.localClient()
    let old = try #require(client.controllers.first { $0.name == "bigbrother" })
    let model = try #require(old.models.first { $0.qualifiedName == "admin/voyeur" })
    let conversation = try Conversation(
      world.sandbox, "bigbrother", path: "/model/\(model.uuid)/api")
    let result = try conversation.logIn("admin", old.accounts[0].password)
    let facades = Dictionary(
      (result.facades ?? []).map { ($0.name, $0.versions) }, uniquingKeysWith: { $1 })
    #expect(facades["FirewallRules"] == [1] && facades["Application"] == [15])
    let answer = try conversation.call("Application", 15, "Bogus")
    #expect(answer.error == "no such request - method Application.Bogus is not implemented")
    let later = try conversation.call("Application", 15, "DeployFromRepository")
    #expect(later.errorCode == .notImplemented)
  }

  @Test func disabledUsersAreOut() throws {
    let world = try World()
    let bob = try world.controller(as: "bob")
    try world.controller().call(
      UserManagerFacade.disableUser, Entities(entities: [Entity(tag: .user("bob"))])
    ).check()
    #expect(throws: WireError("permission denied", code: .unauthorized)) {
      try bob.call(PingerFacade.ping, Empty())
    }
    #expect(throws: WireError("invalid entity name or password", code: .unauthorized)) {
      _ = try Conversation(world.sandbox, as: "bob")
    }
  }

  // MARK: Dispatch

  /// model connection?, facade, version, method, message, code
  @Test(arguments: [
    (false, "Bogus", 1, "X", "unknown facade type \"Bogus\"", "not implemented"),
    (false, "FirewallRules", 1, "X", "unknown facade type \"FirewallRules\"", "not implemented"),
    (
      false, "ApplicationOffers", 9, "Offer",
      "unknown version 9 for facade type \"ApplicationOffers\"", "not implemented"
    ),
    (
      false, "ApplicationOffers", 4, "Bogus",
      "unknown method \"Bogus\" at version 4 for facade type \"ApplicationOffers\"",
      "not implemented"
    ),
    (
      true, "Application", 18, "DeployFromRepository",
      "unknown method \"DeployFromRepository\" at version 18 for facade type \"Application\"",
      "not implemented"
    ),
    (
      false, "Client", 6, "FullStatus",
      "facade \"Client\" not supported for controller API connection", "not supported"
    ),
    (
      true, "ModelManager", 9, "ListModels",
      "facade \"ModelManager\" not supported for model API connection", "not supported"
    ),
    (true, "AllWatcher", 3, "Next", "unknown watcher id", "not found"),
    (false, "Admin", 3, "RedirectInfo", "not redirected", ""),
  ])
  func callsAreRefused(
    _ isModel: Bool, _ facade: String, _ version: Int, _ method: String, _ message: String,
    _ code: String
  ) throws {
    let world = try World()
    let conversation = try isModel ? world.model("admin/default") : world.controller()
    let answer = try conversation.call(facade, version, method)
    #expect(answer.failure == WireError(message, code: ErrorCode(rawValue: code)))
  }

  @Test(arguments: [
    "", "{", "[]", "null", "{}", "\u{0}", #"{"RequestId":1,"Type":"Admin","Request":"Login"}"#,
    #"{"request-id":-1}"#, #"{"request-id":"x"}"#, #"{"request-id":1,"type":7}"#,
  ])
  func whatIsNoRequestEndsTheConnection(_ frame: String) throws {
    let world = try World()
    let conversation = try Conversation(world.sandbox, path: "/api")
    conversation.send(Array(frame.utf8))
    #expect(conversation.ending?.hasPrefix("reading message: ") == true)
    if frame.hasPrefix("{\"RequestId") {
      #expect(conversation.ending == "reading message: version 0 not supported")
    }
    let request = try conversation.send("Admin", 3, "Login", Empty())
    #expect(conversation.reply(to: request) == nil)
  }

  @Test func wrongParametersAreRefusedAndChangeNothing() throws {
    let world = try World()
    let answer = try world.model("admin/default").call(
      "Application", 20, "AddRelation", #"{"endpoints":{"a":1}}"#)
    #expect(answer.errorCode == .badRequest && answer.error.contains("Application.AddRelation"))
  }

  @Test func aClosedConnectionIsSilent() throws {
    let world = try World()
    let conversation = try world.controller()
    conversation.close()
    let request = try conversation.send("Pinger", 1, "Ping", Empty())
    #expect(conversation.reply(to: request) == nil)
  }

  // MARK: Access to models

  /// Which calls on a model a user of each access may make.
  @Test(arguments: [
    ("bob", ModelAccess.read, [true, false]), ("mary", .write, [true, true]),
  ])
  func readersDoNotWrite(_ user: String, _ access: ModelAccess, _ allowed: [Bool]) throws {
    let world = try World()
    let model = try world.model(user == "bob" ? "admin/default" : "admin/consumer", as: user)
    let calls = [("FullStatus", "Client", 6), ("Expose", "Application", 20)]
    for (call, isAllowed) in zip(calls, allowed) {
      let name = user == "bob" ? "postgresql" : "wordpress"
      let answer = try model.call(call.1, call.2, call.0, #"{"application":"\#(name)"}"#)
      #expect((answer.failure == nil) == isAllowed, "\(call.0) as \(user)")
    }
  }
}
