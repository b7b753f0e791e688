import JSON
import Testing
import WaldurWire

/// Who may give whom which role where, until when.
@Suite struct TeamRuleTests {
  private func body(
    _ world: Provider, _ user: String, _ role: String, until: String? = nil
  ) throws -> String {
    let expires = until.map { ",\"expiration_time\":\($0)" } ?? ""
    return "{\"user\":\"\(try world.uuid("users", user))\",\"role\":\"\(role)\"\(expires)}"
  }

  /// Returns who holds which role on a project, sorted.
  private func team(_ world: Provider, _ path: String) throws -> [String] {
    try world.get("\(path)/list_users/", "page_size=100", as: "sille").rows().map {
      "\($0.member("user_username")?.string() ?? "") \($0.member("role_name")?.string() ?? "")"
    }.sorted()
  }

  @Test func rolesAreGivenChangedAndTaken() throws {
    let world = try Provider()
    let path = "projects/\(try world.uuid("projects", "Genomics"))"
    let before = try team(world, path)
    let member = try body(world, "olga", "PROJECT.MEMBER", until: "\"2026-01-01\"")
    let added = world.post("\(path)/add_user/", member, as: "ursula")
    #expect(added.status == 201 && added.text == #"{"expiration_time":"2026-01-01T00:00:00Z"}"#)
    #expect(try team(world, path) == (before + ["olga PROJECT.MEMBER"]).sorted())
    // The new member sees the project and what is in it.
    #expect(world.get("\(path)/", as: "olga").status == 200)
    let again = world.post("\(path)/add_user/", member, as: "ursula")
    #expect(again.status == 400)
    #expect(again.text.contains("User has already the same role in this scope."))
    let longer = try body(world, "olga", "PROJECT.MEMBER", until: "\"2027-01-01T00:00:00Z\"")
    let updated = world.post("\(path)/update_user/", longer, as: "ursula")
    #expect(updated.status == 200 && updated.text == #"{"expiration_time":"2027-01-01T00:00:00Z"}"#)
    let forever = try body(world, "olga", "PROJECT.MEMBER", until: "null")
    #expect(
      world.post("\(path)/update_user/", forever, as: "ursula").text == #"{"expiration_time":null}"#
    )
    let plain = try body(world, "olga", "PROJECT.MEMBER")
    for _ in 0..<2 {
      let taken = world.post("\(path)/delete_user/", plain, as: "ursula")
      #expect(taken.status == 200 && taken.response.body.isEmpty)
      #expect(try team(world, path) == before)
    }
    #expect(world.get("\(path)/", as: "olga").status == 404)
    // A server of 2024 breaks where there is nothing to change.
    #expect(world.post("\(path)/update_user/", plain, as: "ursula").status == 500)
  }

  /// What is wrong with a request comes before whether one may ask, as real servers check it.
  @Test(arguments: [
    ("ursula", "mart", "PROJECT.NONE", nil as String?, 400, "Role is not found."),
    ("ursula", "mart", "CUSTOMER.OWNER", nil, 400, "Role is not valid for this scope."),
    (
      "ursula", "mart", "PROJECT.MEMBER", "\"2020-01-01\"", 400, "Expiration time should be greater"
    ),
    ("ursula", "mart", "PROJECT.MEMBER", "\"soon\"", 400, "Datetime has wrong format."),
    ("ursula", "ursula", "PROJECT.MEMBER", nil, 201, ""),
    ("mary", "mary", "PROJECT.ADMIN", nil, 400, "User can not manage own role."),
    ("mary", "mart", "PROJECT.ADMIN", nil, 201, ""),
    ("bob", "mart", "PROJECT.ADMIN", nil, 403, "permission"),
    ("bob", "mart", "PROJECT.NONE", nil, 400, "Role is not found."),
    ("siim", "mart", "PROJECT.ADMIN", nil, 403, "permission"),
    ("paula", "mart", "PROJECT.ADMIN", nil, 404, "No Project matches the given query."),
    ("sille", "mart", "PROJECT.ADMIN", nil, 201, ""),
  ])
  func whoMayGiveWhat(
    _ asking: String, _ user: String, _ role: String, _ until: String?, _ status: Int,
    _ says: String
  ) throws {
    let world = try Provider()
    let path = "projects/\(try world.uuid("projects", "Genomics"))"
    let before = try team(world, path)
    let answer = world.post(
      "\(path)/add_user/", try body(world, user, role, until: until), as: asking)
    #expect(answer.status == status && answer.text.contains(says), "\(answer.text)")
    #expect((try team(world, path) == before) == (status != 201))
  }

  @Test func unavailableScopesTakeNobody() throws {
    let blocked = try Provider { $0.customers[1].archived = true }
    let project = "projects/\(try blocked.uuid("projects", "Genomics"))"
    let answer = blocked.post(
      "\(project)/add_user/", try body(blocked, "olga", "PROJECT.MEMBER"), as: "sille")
    #expect(answer.status == 400 && answer.text.contains("Customer is not available."))
    let hidden = try Provider { $0.offerings[0].shared = false }
    let offering =
      "marketplace-provider-offerings/\(try hidden.uuid("marketplace-provider-offerings", "HPC Allocation"))"
    let refused = hidden.post(
      "\(offering)/add_user/", try body(hidden, "olga", "OFFERING.MANAGER"))
    #expect(refused.status == 400 && refused.text.contains("Offering is not available."))
  }

  /// A manager of an offering belongs to its organization too, and may do what the role allows.
  @Test func aManagerOfAnOfferingWorksForIt() throws {
    let world = try Provider()
    let offering = try world.uuid("marketplace-provider-offerings", "HPC Allocation")
    let path = "marketplace-provider-offerings/\(offering)"
    #expect(world.get("\(path)/", as: "olga").status == 404)
    #expect(
      world.post("\(path)/add_user/", try body(world, "olga", "OFFERING.MANAGER")).status == 201)
    #expect(world.get("\(path)/", as: "olga").status == 200)
    let resource = try world.resource("genome-assembly")
    let provided = "marketplace-provider-resources/\(resource)"
    #expect(
      world.post("\(provided)/set_backend_id/", #"{"backend_id":"x"}"#, as: "olga").status == 200)
    let order = try world.order("gpu-training")
    #expect(
      world.post("marketplace-orders/\(order)/approve_by_provider/", as: "olga").status == 403)
    let usage = "{\"resource\":\"\(resource)\",\"usages\":[{\"type\":\"cpu\",\"amount\":1}]}"
    #expect(world.post("marketplace-component-usages/set_usage/", usage, as: "olga").status == 201)
  }

  @Test func rolesThatHaveRunOutAreGone() throws {
    let world = try Provider { world in
      for place in world.grants.indices where world.grants[place].user == "mary" {
        world.grants[place].expires = "2024-06-01T00:00:00Z"
      }
    }
    let path = "projects/\(try world.uuid("projects", "Genomics"))"
    #expect(world.get("\(path)/", as: "mary").status == 404)
    #expect(try !team(world, path).contains("mary PROJECT.MANAGER"))
    let again = try body(world, "mary", "PROJECT.MANAGER")
    #expect(world.post("\(path)/add_user/", again, as: "ursula").status == 201)
    #expect(world.get("\(path)/", as: "mary").status == 200)
  }

  @Test func filtersOfATeamAndUnknownPeople() throws {
    let world = try Provider()
    let path = "projects/\(try world.uuid("projects", "Genomics"))/list_users/"
    let all = try world.get(path, as: "mary").texts("user_username")
    let mary = try world.uuid("users", "mary")
    #expect(try world.get(path, "user=\(mary)", as: "mary").texts("user_username") == ["mary"])
    let nobody = String(repeating: "0", count: 32)
    #expect(try world.get(path, "user=\(nobody)", as: "mary").texts("user_username") == all)
    #expect(try world.get(path, "role=PROJECT.ADMIN", as: "mary").texts("user_username") == ["bob"])
    #expect(
      try world.get(path, "search_string=OZOL", as: "mary").texts("user_username") == ["mary"])
  }
}
