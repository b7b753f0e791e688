import JSON
import Testing
import WaldurWire

@testable import Sandbox

/// The sandbox as the server of October 2024: what came later is not there.
@Suite struct Release2024Tests {
  private func server(_ change: (inout WaldurWorld) -> Void = { _ in }) throws -> Provider {
    try Provider(release: .october2024, change)
  }

  @Test(arguments: [
    "marketplace-provider-resources/R/set_as_ok/", "marketplace-provider-resources/R/set_paused/",
    "marketplace-provider-resources/R/set_limits/", "marketplace-resources/R/set_end_date/",
    "marketplace-provider-resources/R/update_options/",
    "marketplace-resources/R/set_backend_id/",
  ])
  func laterCallsAreMissing(_ path: String) throws {
    let world = try server()
    let resource = try world.resource("rna-seq")
    let answer = world.post(path.replacing("R", with: resource), "{}")
    #expect(answer.status == 404)
    #expect(answer.response.headers["Content-Type"] == "text/html; charset=utf-8")
  }

  @Test(arguments: [
    ("marketplace-provider-resources", "slug=nothing"),
    ("marketplace-provider-resources", "order_state=nothing"),
    ("marketplace-orders", "resource_name=nothing"),
    ("marketplace-orders", "offering_slug=nothing"),
    ("marketplace-offering-users", "state=nothing"), ("marketplace-component-usages", "o=nothing"),
    ("users", "username_list=nothing"), ("marketplace-plan-components", "o=nothing"),
  ])
  func laterFiltersAreIgnored(_ list: String, _ query: String) throws {
    let world = try server()
    let all = world.get("\(list)/")
    let some = world.get("\(list)/", query)
    #expect(all.count ?? 0 > 0 && some.count == all.count)
  }

  @Test func laterOrderingsAreNoChoice() throws {
    let world = try server()
    #expect(world.get("marketplace-provider-resources/", "o=-name").status == 200)
    let answer = world.get("marketplace-provider-resources/", "o=project_name")
    #expect(
      answer.text
        == #"{"o":["Select a valid choice. project_name is not one of the available choices."]}"#)
  }

  /// The list of organizations alone passes over what is no order.
  @Test func organizationsHaveNoWrongOrder() throws {
    let world = try server()
    let plain = world.get("customers/", as: "sille")
    #expect(world.get("customers/", "o=bogus", as: "sille").text == plain.text)
    let turned = try world.get("customers/", "o=bogus,-name", as: "sille").texts("name")
    #expect(try turned == plain.texts("name").reversed())
  }

  @Test func timesAreDays() throws {
    let world = try server()
    #expect(world.get("marketplace-orders/", "created=2024-01-01").status == 200)
    let answer = world.get("marketplace-orders/", "created=2024-01-01T00:00:00Z")
    #expect(answer.text == #"{"created":["Enter a valid date."]}"#)
    #expect(
      world.get("projects/", "created=nope").text
        == #"{"created":["Enter a valid date/time."]}"#)
  }

  /// Whoever asks, approvals say nothing.
  @Test(arguments: [Provider.Client.plain, .present, .moved])
  func approvalsAreSilent(_ client: Provider.Client) throws {
    let world = try server()
    let order = try world.order("mysql-climate")
    let answer = world.send(
      .post, "marketplace-orders/\(Provider.hyphenated(order))/approve_by_provider/", body: "{}",
      client: client)
    #expect(answer.status == 200 && answer.text.isEmpty)
  }

  @Test func staffAloneSetErred() throws {
    let world = try server()
    let path = "marketplace-provider-resources/\(try world.resource("rna-seq"))/set_as_erred/"
    #expect(world.post(path, #"{"error_message":"x"}"#).status == 403)
    #expect(world.post(path, as: "sille").status == 200)
  }
}

/// What plans and limits come to.
@Suite struct PlanRuleTests {
  /// An offering with a component of each billing, whose yearly ones were used.
  private func server(_ release: WaldurRelease) throws -> Provider {
    try Provider(release: release) { world in
      guard let place = world.offerings.firstIndex(where: { $0.name == "Hosted MySQL" }) else {
        return
      }
      world.offerings[place].components += [
        .init(type: "setup", name: "Setup", measuredUnit: "", billingType: "one"),
        .init(type: "change", name: "Change", measuredUnit: "", billingType: "few"),
        .init(type: "node", name: "A node", measuredUnit: "", billingType: "fixed"),
      ]
      world.offerings[place].plans[0].prices["setup"] = "4"
      world.offerings[place].plans[0].prices["change"] = "0.5"
      world.offerings[place].plans[0].prices["node"] = "7"
      world.offerings[place].plans[0].maxAmount = 1000
    }
  }

  @Test func ordersCostWhatIsPaidOnceToo() throws {
    let world = try server(.october2024)
    let offering = try world.uuid("marketplace-public-offerings", "Hosted MySQL")
    let project = try world.uuid("projects", "Genomics")
    let offered = try world.get("marketplace-public-offerings/\(offering)/").json()
    let plans = offered.member("plans").map { Array($0.elements) } ?? []
    let plan = try #require(plans.first { $0.member("name")?.string() == "Standard" })
    #expect(plan.member("init_price")?.rawText == "4.0")
    #expect(plan.member("switch_price")?.rawText == "0.5")
    let other = try #require(plans.first { $0.member("name")?.string() == "Premium" })
    #expect(other.member("init_price")?.rawText == "0")
    // Components stand in the order of their names.
    let names = offered.member("components")?.elements.compactMap { $0.member("name")?.string() }
    #expect(names == names?.sorted())
    let made = world.post(
      "marketplace-orders/",
      """
      {"offering":"/api/marketplace-public-offerings/\(offering)/","project":"/api/projects/\(project)/",
      "plan":"\(plan.member("url")?.string() ?? "")","attributes":{"name":"new"},
      "limits":{"instances":2}}
      """, as: "sille")
    #expect(made.status == 201)
    #expect(try made.text("cost") == "16.4000000000")
    let uuid = try #require(try made.text("uuid"))
    let order = try world.get("marketplace-orders/\(uuid)/", as: "sille").json()
    #expect(order.member("activation_price")?.rawText == "4.0")
    #expect(order.member("fixed_price")?.rawText == "7.0")
    // What is paid once is no part of what the resource costs.
    #expect(order.member("old_cost_estimate")?.double() == 12.4)
  }

  @Test func planIsClosedWhenAllAreTaken() throws {
    let world = try Provider { world in
      for place in world.offerings.indices { world.offerings[place].plans[0].maxAmount = 1 }
    }
    let offering = try world.uuid("marketplace-public-offerings", "Hosted MySQL")
    let plan = try #require(
      try world.get("marketplace-public-offerings/\(offering)/plans/").rows().first {
        $0.member("name")?.string() == "Standard"
      })
    #expect(plan.member("is_active")?.bool() == false)
    let project = try world.uuid("projects", "Genomics")
    let refused = world.post(
      "marketplace-orders/",
      """
      {"offering":"/api/marketplace-public-offerings/\(offering)/","project":"/api/projects/\(project)/",
      "plan":"\(plan.member("url")?.string() ?? "")","attributes":{"name":"new"}}
      """, as: "sille")
    #expect(
      refused.text == #"{"plan":["Plan is not available because limit has been reached."]}"#)
  }

  @Test func limitsSayWhatWasUsedOfThem() throws {
    let world = try Provider(release: .october2024) { _ in }
    let resource = try world.resource("rna-seq")
    let path = "marketplace-provider-resources/\(resource)/"
    #expect(try world.get(path).json().member("limit_usage")?.rawText == #"{"storage":null}"#)
    let report =
      #"{"resource":"\#(resource)","usages":[{"type":"storage","amount":3},{"type":"cpu","amount":1}]}"#
    #expect(world.post("marketplace-component-usages/set_usage/", report).status == 201)
    #expect(try world.get(path).json().member("limit_usage")?.rawText == #"{"storage":"3.00"}"#)
    let free = try world.resource("raw-reads")
    #expect(
      try world.get("marketplace-provider-resources/\(free)/").json().member("limit_usage")?.isNull
        == true)
  }

  /// A body that is wrong is refused before an order that is open.
  @Test func openOrderIsLookedAtLast() throws {
    let world = try Provider.basic()
    let resource = try world.resource("portal-db")
    let path = "marketplace-resources/\(resource)/update_limits/"
    let first = world.post(path, #"{"limits":{"instances":2,"disk":77}}"#, as: "sille")
    #expect(first.status == 200)
    let wrong = world.post(path, #"{"limits":{"ram":1}}"#, as: "sille")
    #expect(wrong.text == #"{"limits":"Invalid types: ram"}"#)
    let right = world.post(path, #"{"limits":{"instances":3}}"#, as: "sille")
    #expect(right.text == #"["Pending order for resource already exists."]"#)
  }

  /// A choice that is left empty is none.
  @Test func emptyChoiceIsRefused() throws {
    let world = try Provider()
    #expect(
      world.get("marketplace-orders/", "state=done&state=").text
        == #"{"state":["Select a valid choice.  is not one of the available choices."]}"#)
  }

  @Test(arguments: ["\"nope\"", "12", "true", "[1]"])
  func resourceThatIsNoUUIDIsNoValue(_ value: String) throws {
    let world = try Provider()
    let answer = world.post(
      "marketplace-component-usages/set_usage/", "{\"resource\":\(value),\"usages\":[]}")
    #expect(answer.text == #"{"resource":["Invalid value."]}"#)
  }

  @Test func bodyOfNullIsNoData() throws {
    let world = try Provider()
    #expect(world.post("keys/", "null").text == #"{"non_field_errors":["No data provided"]}"#)
    #expect(
      world.post(
        "marketplace-component-usages/set_usage/", #"{"resource":null,"usages":[]}"#
      ).text == #"{"resource":["This field may not be null."]}"#)
  }
}
