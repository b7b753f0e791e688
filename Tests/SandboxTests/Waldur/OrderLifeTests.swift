import JSON
import Testing
import WaldurWire

/// What may be done with an order in which state, by whom, and what comes of it.
@Suite struct OrderLifeTests {
  /// The states an action starts from, for offerings of the basic type; nil where the type refuses it.
  private static let starts: [String: Set<String>?] = [
    "approve_by_consumer": ["pending-consumer"], "approve_by_provider": ["pending-provider"],
    "reject_by_consumer": ["pending-consumer"], "reject_by_provider": ["pending-provider"],
    "cancel": ["pending-consumer", "pending-provider", "executing"],
    "set_state_done": ["executing"], "set_state_executing": Optional<Set<String>>.none,
    "set_state_erred": Optional<Set<String>>.none,
  ]

  /// Where each leads, and the resource of an order that creates one.
  private static let ends: [String: (order: String, resource: String?)] = [
    "approve_by_consumer": ("pending-provider", "Creating"),
    "approve_by_provider": ("done", "OK"), "reject_by_consumer": ("rejected", "Terminated"),
    "reject_by_provider": ("rejected", "Terminated"), "cancel": ("canceled", nil),
    "set_state_done": ("done", "OK"),
  ]

  private static let states = [
    "pending-consumer", "pending-provider", "pending-project", "executing", "done", "erred",
    "canceled", "rejected",
  ]

  @Test(arguments: starts.keys.sorted())
  func actionsStartWhereTheyMay(_ action: String) throws {
    let world = try Provider.basic()
    var found: [(state: String, uuid: String, resource: String)] = []
    for state in Self.states {
      let rows = try world.get("marketplace-orders/", "state=\(state)&type=Create", as: "sille")
        .rows()
      let order = try #require(rows.first)
      found.append(
        (
          state, try #require(order.member("uuid")?.string()),
          try #require(order.member("marketplace_resource_uuid")?.string())
        ))
    }
    for (state, uuid, resource) in found {
      let before = try world.state(ofResource: resource)
      let body = action == "set_state_erred" ? #"{"error_message":"","error_traceback":""}"# : nil
      let answer = world.post("marketplace-orders/\(uuid)/\(action)/", body, as: "sille")
      let after = try world.state(ofOrder: uuid)
      guard let starts = Self.starts[action] ?? nil else {
        // The state is looked at before the type, where it is looked at.
        let looks = ["pending-consumer", "pending-provider", "erred"].contains(state)
        #expect(answer.status == (action == "set_state_erred" || looks ? 405 : 409))
        #expect(after == state)
        continue
      }
      guard starts.contains(state) else {
        #expect(answer.status == 409)
        let valid = try #require(try answer.text("detail"))
        #expect(valid.hasPrefix("Valid states for operation: "))
        for start in starts { #expect(valid.contains(start)) }
        #expect(after == state)
        #expect(try world.state(ofResource: resource) == before)
        continue
      }
      #expect(answer.status == (action == "cancel" ? 202 : 200))
      let end = try #require(Self.ends[action])
      #expect(after == end.order)
      #expect(try world.state(ofResource: resource) == end.resource ?? before)
    }
  }

  /// Permission comes before state, and what one does not see is not there.
  @Test(arguments: [
    ("approve_by_provider", nil as String?, 401), ("approve_by_provider", "paula", 409),
    ("approve_by_provider", "sille", 409), ("approve_by_provider", "piet", 403),
    ("approve_by_provider", "ursula", 403), ("approve_by_provider", "siim", 403),
    ("approve_by_provider", "anna", 403), ("approve_by_provider", "olga", 404),
    ("cancel", "paula", 403), ("cancel", "ursula", 409), ("cancel", "mary", 409),
    ("cancel", "anna", 403), ("cancel", "olga", 404), ("approve_by_consumer", "mary", 403),
    ("approve_by_consumer", "ursula", 409), ("approve_by_consumer", "paula", 403),
    ("set_state_done", "paula", 409), ("set_state_done", "ursula", 403),
    ("reject_by_provider", "piet", 403), ("unlink", "paula", 403), ("unlink", "olga", 404),
    ("nothing", "paula", 404),
  ])
  func checksComeInTheirOrder(_ action: String, _ user: String?, _ status: Int) throws {
    let world = try Provider.basic()
    let order = try world.order("genome-assembly")
    #expect(try world.state(ofOrder: order) == "done")
    #expect(world.post("marketplace-orders/\(order)/\(action)/", as: user).status == status)
  }

  @Test func blockedOrganizationsAndEndedProjectsStopOrders() throws {
    let blocked = try Provider { $0.customers[1].blocked = true }
    let order = try blocked.order("mysql-genomics")
    for action in ["approve_by_provider", "reject_by_provider"] {
      let answer = blocked.post("marketplace-orders/\(order)/\(action)/")
      #expect(answer.status == 400)
      #expect(answer.text == #"["Blocked organization is not available."]"#)
    }
    // The permission is looked at before.
    #expect(
      blocked.post("marketplace-orders/\(order)/approve_by_provider/", as: "piet").status == 403)
    let ended = try Provider { $0.projects[0].endDate = "2024-12-31" }
    let late = try ended.order("mysql-genomics")
    let answer = ended.post("marketplace-orders/\(late)/approve_by_provider/")
    #expect(answer.status == 400 && answer.text == #"["Project 'Genomics' is expired."]"#)
    #expect(ended.post("marketplace-orders/\(late)/reject_by_provider/").status == 200)
  }

  /// Who orders for what, and where the order begins: owners decide for their organization, and a
  /// project that has not begun waits.
  @Test(arguments: [
    ("ursula", "Genomics", nil as String?, "pending-provider"),
    ("mary", "Genomics", nil, "pending-consumer"), ("sille", "Genomics", nil, "pending-provider"),
    ("ursula", "Genomics", "2025-02-01", "pending-project"),
    ("mary", "Genomics", "2025-02-01", "pending-consumer"),
  ])
  func ordersBeginWhereTheOrdererMayDecide(
    _ user: String, _ project: String, _ begins: String?, _ state: String
  ) throws {
    let world = try Provider { $0.projects[0].startDate = begins }
    let made = world.post(
      "marketplace-orders/", try body(world, project, limits: "{\"disk\":20}"), as: user)
    #expect(made.status == 201)
    #expect(try made.text("state") == state)
    let resource = try #require(try made.text("marketplace_resource_uuid"))
    #expect(try world.state(ofResource: resource) == "Creating")
    #expect(try world.get("marketplace-resources/\(resource)/", as: "sille").text("name") == "new")
  }

  private func body(_ world: Provider, _ project: String, limits: String) throws -> String {
    let offering = try world.uuid("marketplace-public-offerings", "Hosted MySQL")
    let project = try world.uuid("projects", project)
    let plans = try world.get("marketplace-public-offerings/\(offering)/plans/").rows()
    let plan = try #require(plans.first?.member("url")?.string())
    return """
      {"offering":"/api/marketplace-public-offerings/\(offering)/","plan":"\(plan)",
      "project":"/api/projects/\(project)/","attributes":{"name":"new"},"limits":\(limits)}
      """
  }

  @Test(arguments: [
    (#"{"disk":-1}"#, 201, ""), (#"{"ram":1}"#, 400, "Invalid types: ram"),
    (#"{"disk":"many"}"#, 400, "A valid integer is required."),
    ("[]", 400, "Expected a dictionary"),
  ])
  func limitsOfNewOrdersAreChecked(_ limits: String, _ status: Int, _ says: String) throws {
    let world = try Provider.basic()
    let made = world.post(
      "marketplace-orders/", try body(world, "Genomics", limits: limits), as: "ursula")
    #expect(made.status == status && made.text.contains(says))
  }

  /// Only one order about a resource is open at a time; when it is over the next may come.
  @Test func ordersAboutAResourceComeOneAfterTheOther() throws {
    let world = try Provider.basic()
    let resource = try world.resource("genome-assembly")
    let path = "marketplace-resources/\(resource)"
    func canTerminate() throws -> Bool? {
      try world.get("\(path)/", as: "ursula").json().member("can_terminate")?.bool()
    }
    #expect(try canTerminate() == true)
    let made = world.post("\(path)/terminate/", as: "ursula")
    #expect(made.status == 200)
    #expect(try canTerminate() == false)
    let order = try #require(try made.text("order_uuid"))
    #expect(
      try world.get("\(path)/", as: "ursula").json().member("order_in_progress")?.member("uuid")?
        .string() == order)
    for action in ["terminate/", "update_limits/"] {
      let again = world.post("\(path)/\(action)", #"{"limits":{"storage":9}}"#, as: "ursula")
      #expect(again.status == 400)
      #expect(again.text == #"["Pending order for resource already exists."]"#)
    }
    #expect(world.post("marketplace-orders/\(order)/reject_by_provider/").status == 200)
    #expect(try world.state(ofResource: resource) == "OK")
    #expect(world.post("\(path)/terminate/", as: "ursula").status == 200)
    #expect(
      world.post("marketplace-orders/\(try world.order("genome-assembly"))/approve_by_provider/")
        .status == 200)
    #expect(try world.state(ofResource: resource) == "Terminated")
    #expect(
      try world.get("\(path)/plan_periods/", as: "ursula").rows().allSatisfy {
        $0.member("end")?.string() != nil
      })
    let late = world.post("\(path)/terminate/", as: "ursula")
    #expect(late.status == 409 && late.text.contains("OK, Erred."))
  }

  /// A provider's own wish to end something waits for the provider's approval all the same.
  @Test func aProvidersTerminationWaitsForApproval() throws {
    let world = try Provider.basic()
    let resource = try world.resource("genome-assembly")
    let made = world.post("marketplace-provider-resources/\(resource)/terminate/")
    let order = try #require(try made.text("order_uuid"))
    #expect(try world.state(ofOrder: order) == "pending-provider")
    #expect(try world.state(ofResource: resource) == "OK")
  }

  @Test func limitsAndPlansChangeWhenTheProviderApproves() throws {
    let world = try Provider.basic()
    let resource = try world.resource("genome-assembly")
    let path = "marketplace-resources/\(resource)"
    let limits = try world.get("\(path)/", as: "ursula").json().member("limits")?.rawText
    let same = world.post("\(path)/update_limits/", "{\"limits\":\(limits ?? "")}", as: "ursula")
    #expect(same.status == 400 && same.text.contains("exactly the same"))
    #expect(
      world.post("\(path)/update_limits/", #"{"limits":{"storage":-1}}"#, as: "ursula").status
        == 400)
    #expect(
      world.post("\(path)/update_limits/", #"{"limits":{"storage":77}}"#, as: "paula").status == 404
    )
    #expect(
      world.post("\(path)/update_limits/", #"{"limits":{"storage":77}}"#, as: "anna").status == 403)
    #expect(
      world.post("\(path)/update_limits/", #"{"limits":{"storage":77}}"#, as: "ursula").status
        == 200)
    #expect(try world.get("\(path)/", as: "ursula").json().member("limits")?.rawText == limits)
    #expect(
      world.post("marketplace-orders/\(try world.order("genome-assembly"))/approve_by_provider/")
        .status == 200)
    #expect(
      try world.get("\(path)/", as: "ursula").json().member("limits")?.member("storage")?.int64()
        == 77)

    let offering = try world.uuid("marketplace-public-offerings", "HPC Allocation")
    let current = try world.get("\(path)/", as: "ursula").text("plan_uuid")
    let plans = try world.get("marketplace-public-offerings/\(offering)/plans/").rows()
    let other = try #require(plans.first { $0.member("uuid")?.string() != current })
    let url = try #require(other.member("url")?.string())
    #expect(world.post("\(path)/switch_plan/", "{\"plan\":\"\(url)\"}", as: "ursula").status == 200)
    #expect(
      world.post("marketplace-orders/\(try world.order("genome-assembly"))/approve_by_provider/")
        .status == 200)
    #expect(
      try world.get("\(path)/", as: "ursula").text("plan_uuid") == other.member("uuid")?.string())
    let periods = try world.get("\(path)/plan_periods/", as: "ursula").rows()
    #expect(periods.count == 2)
    #expect(periods.filter { $0.member("end")?.isNull == true }.count == 1)
  }

  @Test func deletingAnOrderLeavesItsResource() throws {
    let world = try Provider.basic()
    let order = try world.order("phylogeny")
    let resource = try world.resource("phylogeny")
    #expect(world.send(.delete, "marketplace-orders/\(order)/", as: "paula").status == 403)
    #expect(world.send(.delete, "marketplace-orders/\(order)/", as: "ursula").status == 204)
    #expect(world.get("marketplace-orders/\(order)/", as: "sille").status == 404)
    #expect(try world.state(ofResource: resource) == "Creating")
    let done = try world.order("genome-assembly")
    #expect(world.send(.delete, "marketplace-orders/\(done)/", as: "ursula").status == 409)
  }

  /// A site that is run by software drives its orders itself.
  @Test func ordersOfASiteGoStepByStep() throws {
    let world = try Provider { world in
      for place in world.offerings.indices { world.offerings[place].type = "Marketplace.Slurm" }
    }
    let order = try world.order("gpu-training")
    let resource = try world.resource("gpu-training")
    func post(_ action: String, _ body: String? = nil) -> Int {
      world.post("marketplace-orders/\(order)/\(action)/", body).status
    }
    #expect(post("approve_by_provider") == 200)
    #expect(try world.state(ofOrder: order) == "executing")
    #expect(try world.state(ofResource: resource) == "Creating")
    #expect(post("set_state_erred", #"{"error_message":"full","error_traceback":""}"#) == 200)
    #expect(try world.state(ofOrder: order) == "erred")
    #expect(try world.state(ofResource: resource) == "Erred")
    #expect(post("set_state_executing") == 200)
    #expect(post("set_state_done") == 200)
    #expect(try world.state(ofOrder: order) == "done")
    #expect(try world.state(ofResource: resource) == "OK")
  }
}
