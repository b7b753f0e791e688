import JSON
import Testing
import WaldurWire

/// What a report of usage books, and which reports are refused.
@Suite struct UsageRuleTests {
  private static let path = "marketplace-component-usages/set_usage/"

  private func report(_ world: Provider, _ resource: String, _ usages: String) throws
    -> Provider.Answer
  {
    world.post(
      Self.path, "{\"resource\":\"\(try world.resource(resource))\",\"usages\":\(usages)}")
  }

  /// Returns what is booked for a resource in a month, by component.
  private func booked(_ world: Provider, _ resource: String) throws -> [String: String] {
    let rows = try world.get(
      "marketplace-component-usages/",
      "resource_uuid=\(try world.resource(resource))&billing_period=2025-01-01"
    ).rows()
    return Dictionary(
      rows.map { ($0.member("type")?.string() ?? "", $0.member("usage")?.string() ?? "") },
      uniquingKeysWith: { one, other in "\(one) and \(other)" })
  }

  @Test func aSecondReportReplacesTheFirst() throws {
    let world = try Provider()
    let two = #"[{"type":"cpu","amount":10},{"type":"storage","amount":"2.5"}]"#
    #expect(try report(world, "rna-seq", two).status == 201)
    #expect(try booked(world, "rna-seq") == ["cpu": "10.00", "storage": "2.50"])
    #expect(try report(world, "rna-seq", #"[{"type":"cpu","amount":"7.25"}]"#).status == 201)
    #expect(try booked(world, "rna-seq") == ["cpu": "7.25", "storage": "2.50"])
    // What a resource shows is exactly the last report.
    let shown = try world.get("marketplace-provider-resources/\(try world.resource("rna-seq"))/")
      .json().member("current_usages")
    #expect(shown?.rawText == #"{"cpu":"7.25"}"#)
  }

  /// All of a report is booked, or nothing.
  @Test(arguments: [
    (
      #"[{"type":"cpu","amount":1},{"type":"ram","amount":1}]"#,
      "These components are invalid: ram."
    ),
    (#"[{"type":"x"},{"type":"cpu","amount":1}]"#, "This field is required."),
    (#"[{"type":"cpu","amount":"1.005"}]"#, "no more than 2 decimal places"),
    (#"[{"type":"cpu","amount":"1e30"}]"#, "no more than 20 digits in total"),
    (#"[{"type":"cpu","amount":true}]"#, "A valid number is required."),
    (#"[{"type":"cpu","amount":"NaN"}]"#, "A valid number is required."),
    (#"[{"type":"cpu","amount":null}]"#, "This field may not be null."),
    (#"[{"type":"","amount":1}]"#, "This field may not be blank."),
    (#"[5]"#, "Invalid data. Expected a dictionary, but got int."),
    (#"{"type":"cpu"}"#, #"Expected a list of items but got type \"dict\"."#),
    ("null", "This field may not be null."),
  ])
  func wrongReportsBookNothing(_ usages: String, _ says: String) throws {
    let world = try Provider()
    let before = try booked(world, "genome-assembly")
    let answer = try report(world, "genome-assembly", usages)
    #expect(answer.status == 400 && answer.text.contains(says), "\(answer.text)")
    #expect(try booked(world, "genome-assembly") == before)
  }

  @Test(arguments: [
    ("OK", 201), ("Updating", 201), ("Terminating", 201), ("Creating", 400), ("Erred", 400),
    ("Terminated", 400),
  ])
  func onlyWhatRunsHasUsage(_ state: String, _ status: Int) throws {
    let world = try Provider()
    let name = try #require(
      try world.get(
        "marketplace-provider-resources/",
        "state=\(state)&offering_uuid=\(try world.uuid("marketplace-provider-offerings", "HPC Allocation"))"
      ).texts("name").first)
    let answer = try report(world, name, #"[{"type":"cpu","amount":1}]"#)
    #expect(answer.status == status)
    if status == 400 {
      #expect(answer.text == #"{"resource":["Resource is not in valid state."]}"#)
    }
  }

  @Test func aLimitCountsWhatIsBookedAlready() throws {
    let world = try Provider { world in
      for place in world.offerings[0].components.indices {
        world.offerings[0].components[place].limitAmount = 100
      }
    }
    #expect(try report(world, "rna-seq", #"[{"type":"cpu","amount":60}]"#).status == 201)
    let again = try report(world, "rna-seq", #"[{"type":"cpu","amount":60}]"#)
    #expect(again.status == 400)
    #expect(again.text == #"["Total amount exceeds limit. Total amount: 120.00, limit: 100."]"#)
    // The gpu of the same report is not booked either.
    _ = try report(world, "rna-seq", #"[{"type":"gpu","amount":1},{"type":"cpu","amount":99}]"#)
    #expect(try booked(world, "rna-seq") == ["cpu": "60.00"])
  }

  @Test func planPeriodsNameTheResourceToo() throws {
    let world = try Provider()
    let resource = try world.resource("rna-seq")
    let period = try #require(
      try world.get("marketplace-provider-resources/\(resource)/plan_periods/").texts("uuid").first)
    let other = try world.resource("proteomics")
    let body = { (period: String) in
      "{\"plan_period\":\"\(period)\",\"resource\":\"\(other)\",\"usages\":[{\"type\":\"gpu\",\"amount\":3}]}"
    }
    #expect(world.post(Self.path, body(Provider.hyphenated(period))).status == 201)
    #expect(try booked(world, "rna-seq") == ["gpu": "3.00"] && booked(world, "proteomics") == [:])
    let unknown = world.post(Self.path, body(String(repeating: "0", count: 32)))
    #expect(unknown.status == 400 && unknown.text.contains("does not exist."))
    let neither = world.post(Self.path, #"{"usages":[]}"#)
    #expect(neither.text.contains("Either plan_period or resource should be provided."))
  }

  @Test(arguments: [("piet", 403), ("ursula", 403), ("siim", 403), ("sille", 201), ("paula", 201)])
  func whoMayReport(_ user: String, _ status: Int) throws {
    let world = try Provider()
    let body =
      "{\"resource\":\"\(try world.resource("rna-seq"))\",\"usages\":[{\"type\":\"cpu\",\"amount\":1}]}"
    #expect(world.post(Self.path, body, as: user).status == status)
  }

  @Test func usageOfPeopleIsBookedBesideIt() throws {
    let world = try Provider()
    let usage = try #require(
      try world.get(
        "marketplace-component-usages/",
        "type=cpu&resource_uuid=\(try world.resource("genome-assembly"))"
      ).texts("uuid").first)
    let path = "marketplace-component-usages/\(usage)"
    #expect(
      world.post("\(path)/set_user_usage/", #"{"username":"mary","usage":"3.5"}"#).status == 201)
    #expect(world.post("\(path)/set_user_usage/", #"{"username":"mary","usage":4}"#).status == 201)
    let bulk = #"{"usages":[{"username":"bob","usage":"1"},{"username":"anna","usage":"0.25"}]}"#
    #expect(world.post("\(path)/set_user_usages/", bulk).status == 201)
    let half = #"{"usages":[{"username":"fred","usage":"1"},{"usage":"1"}]}"#
    #expect(world.post("\(path)/set_user_usages/", half).status == 400)
    let rows = try world.get("marketplace-component-user-usages/").rows()
    let pairs = Dictionary(
      rows.map { ($0.member("username")?.string() ?? "", $0.member("usage")?.string() ?? "") },
      uniquingKeysWith: { one, other in "\(one) and \(other)" })
    #expect(pairs == ["mary": "4.00", "bob": "1.00", "anna": "0.25"])
    #expect(try world.get("marketplace-component-user-usages/", "username=bob").rows().count == 1)
    #expect(
      world.post("\(path)/set_user_usage/", #"{"username":"x","usage":1}"#, as: "ursula").status
        == 403)
  }
}
