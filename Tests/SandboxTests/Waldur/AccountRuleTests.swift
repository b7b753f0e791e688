import JSON
import Testing
import WaldurWire

@testable import Sandbox

/// Accounts that people have with an offering: how they come, change and go.
@Suite struct AccountRuleTests {
  private static let list = "marketplace-offering-users/"

  private func body(
    _ world: Provider, _ offering: String, _ user: String, _ name: String?
  ) throws -> String {
    let offering = try world.uuid("marketplace-provider-offerings", offering)
    let username = name.map { ",\"username\":\"\($0)\"" } ?? ""
    return """
      {"offering":"/api/marketplace-provider-offerings/\(offering)/",
      "user":"/api/users/\(try world.uuid("users", user))/"\(username)}
      """
  }

  private func account(_ world: Provider, _ user: String) throws -> String {
    let offering = try world.uuid("marketplace-provider-offerings", "HPC Allocation")
    return try #require(
      try world.get(Self.list, "user_username=\(user)&offering_uuid=\(offering)", as: "sille")
        .texts("uuid").first)
  }

  @Test(arguments: [
    ("paula", "HPC Allocation", "olga", 201, ""),
    ("paula", "HPC Allocation", "mary", 400, "unique set"),
    ("paula", "Object Storage", "mary", 400, "not allowed to create users"),
    ("piet", "HPC Allocation", "olga", 403, ""), ("ursula", "HPC Allocation", "olga", 403, ""),
    ("sille", "HPC Allocation", "olga", 201, ""),
  ])
  func accountsAreMadeByTheProvider(
    _ asking: String, _ offering: String, _ user: String, _ status: Int, _ says: String
  ) throws {
    let world = try Provider()
    let answer = world.post(Self.list, try body(world, offering, user, "o"), as: asking)
    #expect(answer.status == status && answer.text.contains(says), "\(answer.text)")
  }

  /// The life of an account as present-day servers know it; the state of a new one depends on its name.
  private static let steps: [String: (from: Set<String>, to: String)] = [
    "begin_creating": (["Requested", "Error creating"], "Creating"),
    "set_ok": (
      [
        "Requested", "Creating", "Pending account linking", "Pending additional validation",
        "Error creating", "Error deleting", "Requested deletion", "Deleting",
      ], "OK"
    ),
    "set_pending_account_linking": (
      ["Creating", "Error creating", "Pending additional validation"], "Pending account linking"
    ),
    "set_pending_additional_validation": (
      ["Creating", "Error creating", "Pending account linking"], "Pending additional validation"
    ),
    "set_validation_complete": (
      ["Pending account linking", "Pending additional validation"], "OK"
    ),
    "set_error_creating": (
      [
        "Requested", "Creating", "Pending account linking", "Pending additional validation",
      ], "Error creating"
    ),
    "request_deletion": (
      [
        "OK", "Creating", "Pending account linking", "Pending additional validation",
        "Error creating",
      ], "Requested deletion"
    ),
    "set_deleting": (["Requested deletion", "Error deleting"], "Deleting"),
    "set_error_deleting": (["Requested deletion", "Deleting"], "Error deleting"),
    "set_deleted": (["Requested", "Deleting"], "Deleted"),
  ]

  @Test(arguments: steps.keys.sorted())
  func stepsStartWhereTheyMay(_ step: String) throws {
    let people = ["mary", "bob", "anna", "fred", "mart", "nils", "olga", "ursula", "piet", "siim"]
    let states = Array(zip(people, OfferingUserState.known))
    #expect(states.count == OfferingUserState.known.count)
    let world = try Provider { (world: inout WaldurWorld) in
      world.accounts = states.map { person, state in
        .init(offering: "HPC Allocation", user: person, username: person, state: state.rawValue)
      }
    }
    let (from, to) = try #require(Self.steps[step])
    for (person, state) in states {
      let path = "\(Self.list)\(try account(world, person))/"
      let isAllowed = from.contains(state.rawValue)
      #expect(world.post("\(path)\(step)/", as: "piet").status == 403)
      #expect(world.post("\(path)\(step)/", as: "olga").status == (person == "olga" ? 403 : 404))
      #expect(world.post("\(path)\(step)/").status == (isAllowed ? 200 : 409))
      let after = try world.get(path, "field=state").text("state")
      #expect(after == (isAllowed ? to : state.rawValue))
    }
  }

  @Test func namesAreChangedAndAccountsRemoved() throws {
    let world = try Provider()
    let uuid = try account(world, "mary")
    let path = "\(Self.list)\(uuid)/"
    #expect(try world.send(.patch, path, body: #"{"username":"m2"}"#).text("username") == "m2")
    #expect(
      world.send(.patch, path, body: #"{"username":"\#(String(repeating: "x", count: 101))"}"#)
        .status == 400)
    #expect(world.send(.put, path, body: #"{"username":"m3"}"#).status == 400)
    #expect(
      world.post("\(path)update_restricted/", #"{"is_restricted":true}"#, as: "piet").status == 200)
    #expect(try world.get(path).json().member("is_restricted")?.bool() == true)
    let refused = world.send(.delete, path, as: "piet")
    #expect(refused.status == 403)
    #expect(refused.text.contains("You do not have permission to delete this user."))
    #expect(world.send(.delete, path).status == 204)
    #expect(world.send(.delete, path).status == 404)
  }

  /// One call names somebody's accounts with everything the provider has for the own projects.
  @Test func oneCallNamesAllAccounts() throws {
    let world = try Provider()
    let provider = try #require(try world.get("marketplace-service-providers/").texts("uuid").first)
    let path = "marketplace-service-providers/\(provider)/set_offerings_username/"
    let fred = try world.uuid("users", "fred")
    let body = "{\"user_uuid\":\"\(fred)\",\"username\":\"freddy\"}"
    #expect(world.post(path, body, as: "ursula").status == 403)
    let answer = world.post(path, body)
    #expect(answer.status == 201 && answer.text == #"{"detail":"Offering users have been set."}"#)
    let rows = try world.get(Self.list, "user_uuid=\(fred)", as: "sille").rows()
    let live = try world.get(
      "marketplace-resources/",
      "page_size=300&project_uuid=\(try world.uuid("projects", "Climate Models"))",
      as: "sille"
    ).rows().filter { $0.member("state")?.string() != "Terminated" }
    #expect(
      Set(rows.map { $0.member("offering_name")?.string() ?? "" })
        == Set(live.map { $0.member("offering_name")?.string() ?? "" }))
    #expect(rows.allSatisfy { $0.member("username")?.string() == "freddy" })
  }

  /// Somebody who joins a project gets accounts with what it has, where the offering makes them.
  @Test func joiningAProjectMakesAccounts() throws {
    let world = try Provider()
    let olga = try world.uuid("users", "olga")
    let project = try world.uuid("projects", "Genomics")
    let member = "{\"user\":\"\(olga)\",\"role\":\"PROJECT.MEMBER\"}"
    #expect(world.post("projects/\(project)/add_user/", member, as: "ursula").status == 201)
    let names = try world.get(Self.list, "user_uuid=\(olga)", as: "sille").texts("offering_name")
    #expect(Set(names) == ["HPC Allocation", "Hosted MySQL"])
  }
}
