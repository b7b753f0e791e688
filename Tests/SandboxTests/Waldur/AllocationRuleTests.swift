import JSON
import Testing
import WaldurWire

/// What a provider writes on its allocations, and who sees them from which side.
@Suite struct AllocationRuleTests {
  private static let provided = "marketplace-provider-resources"

  private func path(_ world: Provider, _ name: String, _ list: String = provided) throws -> String {
    "\(list)/\(try world.resource(name))"
  }

  /// The provider's list has what its organization offers, the consumer's what the own projects have.
  @Test(arguments: [
    ("paula", true, false), ("piet", true, true), ("ursula", false, true), ("mary", false, true),
    ("olga", false, true), ("siim", true, true), ("sille", true, true),
  ])
  func eachSideHasItsView(_ user: String, _ provides: Bool, _ consumes: Bool) throws {
    let world = try Provider()
    let all = try world.get("marketplace-resources/", "page_size=300", as: "sille").rows()
    let given = world.get("\(Self.provided)/", "page_size=300", as: user)
    #expect(given.count == (provides ? all.count : 0))
    let taken = try #require(world.get("marketplace-resources/", "page_size=300", as: user).count)
    if user == "paula" {
      // The provider's own project belongs to the organization.
      #expect(
        taken == all.filter { $0.member("customer_name")?.string() == "Nordic Compute" }.count)
    } else {
      #expect((taken > 0) == consumes)
    }
    let own = Set(try world.get("projects/", as: user).texts("uuid"))
    let seen = world.get("marketplace-resources/", "page_size=300", as: user)
    #expect(Set(try seen.texts("project_uuid")).isSubset(of: own))
  }

  @Test(arguments: [
    (nil as String?, 500), ("{}", 500), (#"{"backend_id":null}"#, 400),
    (#"{"backend_id":[]}"#, 400),
    (#"{"backend_id":7}"#, 200), (#"{"backend_id":""}"#, 200), (#"{"backend_id":"a b"}"#, 200),
    ("[]", 400), ("{", 400), ("\"x\"", 400),
  ])
  func backendIDsAreTexts(_ body: String?, _ status: Int) throws {
    let world = try Provider()
    let path = try path(world, "rna-seq")
    let answer = world.post("\(path)/set_backend_id/", body)
    #expect(answer.status == status)
    guard status == 200 else { return }
    #expect(try answer.text("status") == "Resource backend_id has been changed.")
    let again = world.post("\(path)/set_backend_id/", body)
    #expect(try again.text("status") == "Resource backend_id is not changed.")
  }

  @Test func reportsAreReplacedAndSeenByTheConsumer() throws {
    let world = try Provider()
    let path = try path(world, "rna-seq")
    for body in [
      #"[{"header":"A","body":"1"},{"header":"B","body":"2"}]"#, #"[{"header":"C","body":"3"}]"#,
    ] {
      let answer = world.post("\(path)/submit_report/", "{\"report\":\(body)}")
      #expect(answer.status == 200 && answer.text == #"{"status":"Report is submitted"}"#)
      let seen = world.get(
        try self.path(world, "rna-seq", "marketplace-resources") + "/", as: "mary")
      #expect(try seen.json().member("report")?.rawText == body)
    }
    for wrong in ["[]", "{}", "null", #"[{"header":"C"}]"#, #"[{"header":"C","body":" "}]"#] {
      #expect(world.post("\(path)/submit_report/", "{\"report\":\(wrong)}").status == 400)
    }
  }

  @Test(arguments: [
    ("2025-01-07", 400, "Please set at least 7 days in advance."), ("2025-01-08", 200, ""),
    ("2020-01-01", 400, "7 days"), ("soon", 400, "Date has wrong format."),
  ])
  func endsAreSetAWeekAhead(_ date: String, _ status: Int, _ says: String) throws {
    let world = try Provider()
    let path = try path(world, "rna-seq")
    let answer = world.post("\(path)/set_end_date_by_provider/", "{\"end_date\":\"\(date)\"}")
    #expect(answer.status == status && answer.text.contains(says))
    let end = try world.get("\(path)/").json().member("end_date")?.string()
    #expect(end == (status == 200 ? date : nil))
  }

  @Test func whatIsUsedIsNotEndedByTheProvider() throws {
    let world = try Provider()
    let answer = world.post(
      "\(try path(world, "genome-assembly"))/set_end_date_by_provider/",
      #"{"end_date":"2025-03-01"}"#)
    #expect(answer.status == 400 && answer.text.contains("used for the last 90 days"))
  }

  @Test(arguments: [("sille", 200), ("paula", 403), ("piet", 403), ("ursula", 404)])
  func erringAResourceWasTheStaffs(_ user: String, _ status: Int) throws {
    let world = try Provider()
    let path = try path(world, "rna-seq")
    #expect(world.post("\(path)/set_as_erred/", as: user).status == status)
    #expect(
      try world.state(ofResource: world.resource("rna-seq")) == (status == 200 ? "Erred" : "OK"))
  }

  @Test func theTeamIsThatOfTheProject() throws {
    let world = try Provider()
    let team = try world.get("\(try path(world, "genome-assembly"))/team/").rows()
    let people = team.map { $0.member("username")?.string() ?? "" }
    #expect(people.sorted() == ["anna", "bob", "mary"])
    let roles = Dictionary(
      zip(people, team.map { $0.member("role")?.string() ?? "" }), uniquingKeysWith: { $1 })
    #expect(roles == ["anna": "member", "bob": "admin", "mary": "manager"])
  }
}
