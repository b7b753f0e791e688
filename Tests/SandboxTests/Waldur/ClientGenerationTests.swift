import JSON
import Testing
import WaldurWire

/// One state serves the clients of several years.
@Suite struct ClientGenerationTests {
  /// The server of 2024 says nothing when an order is approved; the library of today reads a sentence,
  /// and that of before reads whatever there is.
  @Test(arguments: [
    (Provider.Client.plain, nil as String?, ""),
    (.plain, "{}", #"{"detail":"Order has been approved."}"#),
    (.present, "{}", #"{"detail":"Order has been approved."}"#),
    (.moved, nil, #"{"detail":"Order has been approved."}"#),
  ])
  func approvalsAnswerAsTheClientReads(_ client: Provider.Client, _ body: String?, _ text: String)
    throws
  {
    let world = try Provider.basic()
    let order = try world.order("gpu-training")
    let spelled = client == .present ? Provider.hyphenated(order) : order
    let answer = world.send(
      .post, "marketplace-orders/\(spelled)/approve_by_provider/", body: body, client: client)
    #expect(answer.status == 200 && answer.text == text)
    #expect(try world.state(ofOrder: order) == "done")
  }

  /// Where calls have moved to the provider's side, older clients still find them.
  @Test func callsAreWhereOlderClientsLookForThem() throws {
    let world = try Provider()
    let resource = try world.resource("rna-seq")
    let path = "marketplace-resources/\(resource)"
    let calls = [
      ("set_backend_id/", #"{"backend_id":"old"}"#),
      ("submit_report/", #"{"report":[{"header":"h","body":"b"}]}"#),
    ]
    for (call, body) in calls {
      #expect(world.send(.post, "\(path)/\(call)", body: body, client: .moved).status == 200)
      #expect(world.send(.post, "\(path)/\(call)", body: body, client: .plain).status == 404)
    }
    let offering = try world.uuid("marketplace-provider-offerings", "HPC Allocation")
    let old = world.send(.get, "marketplace-offerings/\(offering)/", client: .moved)
    #expect(try old.text("name") == "HPC Allocation")
    #expect(world.send(.get, "marketplace-offerings/\(offering)/").status == 404)
    #expect(world.send(.get, "project-permissions/", client: .moved).status == 404)
  }

  @Test func theRetiredCallSetsStates() throws {
    let world = try Provider()
    let resource = try world.resource("gpu-training")
    let path = "marketplace-resources/\(resource)/set_state_by_provider/"
    let done = world.send(.post, path, body: #"{"state":"ok"}"#, client: .moved)
    #expect(done.status == 200 && done.text == #"{"status":"Resource state has been changed."}"#)
    #expect(try world.state(ofResource: resource) == "OK")
    let again = world.send(.post, path, body: #"{"state":"ok"}"#, client: .moved)
    #expect(again.status == 400)
    #expect(again.text == #"{"status":"Can't switch from state 'OK' to 'ok'."}"#)
    #expect(world.send(.post, path, body: #"{"state":"ok"}"#).status == 404)
  }

  /// The library of today fails where keys are missing that it insists on.
  @Test(arguments: [
    (
      "marketplace-provider-resources/R/team/",
      [
        "url", "uuid", "username", "full_name", "role", "expiration_time", "offering_user_username",
        "offering_user_state",
      ]
    ),
    (
      "marketplace-provider-resources/R/plan_periods/",
      ["uuid", "plan_name", "plan_uuid", "components"]
    ),
    (
      "marketplace-plan-components/?offering_uuid=O",
      [
        "offering_uuid", "offering_name", "plan_uuid", "plan_name", "plan_unit", "component_name",
        "measured_unit", "billing_type",
      ]
    ),
  ])
  func keysAreThereThatTodaysClientsInsistOn(_ path: String, _ keys: [String]) throws {
    let world = try Provider()
    let resource = Provider.hyphenated(try world.resource("genome-assembly"))
    let offering = Provider.hyphenated(
      try world.uuid("marketplace-provider-offerings", "HPC Allocation"))
    let filled = path.replacing("R/", with: resource + "/").replacing("=O", with: "=" + offering)
    let parts = filled.split(separator: "?").map(String.init)
    let rows = try world.send(.get, parts[0], parts.count > 1 ? parts[1] : "", client: .present)
      .rows()
    #expect(!rows.isEmpty)
    for row in rows { #expect(Set(keys).isSubset(of: row.members.map(\.name))) }
  }

  /// It fails also where some fields are null: they are left out, or empty.
  @Test func fieldsAreNotNullWhereTodaysClientsFail() throws {
    let world = try Provider()
    let never = [
      "parent_uuid", "limit_usage", "attributes", "limits", "current_usages", "backend_metadata",
      "offering_plugin_options", "last_sync", "offering_state",
    ]
    let offering = Provider.hyphenated(
      try world.uuid("marketplace-provider-offerings", "HPC Allocation"))
    let rows = try world.send(
      .get, "marketplace-provider-resources/", "offering_uuid=\(offering)&page_size=100",
      client: .present
    ).rows()
    #expect(rows.count > 10)
    for row in rows {
      for name in never { #expect(row.member(name)?.isNull != true, "\(name)") }
    }
  }

  /// What only present-day servers show, they show to present-day clients alone.
  @Test func hyphensAloneDoNotMakeAClientOfToday() throws {
    let world = try Provider()
    let order = try world.order("gpu-training")
    let plain = try world.get("marketplace-orders/\(order)/").json()
    let spelled = try world.get("marketplace-orders/\(Provider.hyphenated(order))/").json()
    #expect(spelled.rawText == plain.rawText)
    let present = try world.send(
      .get, "marketplace-orders/\(Provider.hyphenated(order))/", client: .present
    ).json()
    #expect(Set(present.members.map(\.name)).isStrictSuperset(of: plain.members.map(\.name)))
  }

  @Test(arguments: [
    (nil as String?, 401, "Authentication credentials were not provided."),
    ("Token", 401, "Invalid token. No credentials provided."),
    ("Token a b", 401, "Invalid token. Token string should not contain spaces."),
    ("Token 0000000000000000000000000000000000000000", 401, "Invalid token."),
    ("Bearer x", 401, "Authentication credentials were not provided."),
    (
      "Token \u{FFFD}", 401,
      "Invalid token header. Token string should not contain invalid characters."
    ),
  ])
  func wrongCredentialsAreToldApart(_ header: String?, _ status: Int, _ detail: String) throws {
    let world = try Provider()
    let headers: HTTPHeaders = header.map { ["Authorization": $0] } ?? [:]
    let answer = world.send(.get, "users/me/", as: nil, headers: headers)
    #expect(answer.status == status)
    #expect(try answer.text("detail") == detail)
    #expect(answer.response.headers["WWW-Authenticate"] == "Token")
  }

  @Test func tokensDieOfSilenceAndPasswordsLockOut() throws {
    let world = try Provider { world in
      world.users[0].tokenLifetime = 3600
      world.users[0].tokenAge = 3601
      world.users[1].tokenLifetime = 3600
      world.users[1].tokenAge = 3599
    }
    #expect(try world.get("users/me/", as: "paula").text("detail") == "Token has expired.")
    #expect(world.get("users/me/", as: "piet").status == 200)
    func signIn(_ password: String) -> Provider.Answer {
      let body = "{\"username\":\"paula\",\"password\":\"\(password)\"}"
      let request = HTTPRequest(
        .post, "/api-auth/password/", headers: ["Content-Type": "application/json"],
        body: Array(body.utf8))
      return Provider.Answer(response: world.sandbox.answer(request))
    }
    let token = try #require(try signIn("paula").text("token"))
    #expect(world.get("users/me/", as: token).status == 200)
    for _ in 0..<4 { #expect(try signIn("x").text("detail") == "Invalid username/password.") }
    #expect(try signIn("paula").text("detail") == "Username is locked out. Try in 10 minutes.")
  }

  /// Staff ask in somebody's name; others do not, and the header means nothing then.
  @Test func staffAsksInTheNameOfOthers() throws {
    let world = try Provider()
    let mary = try world.uuid("users", "mary")
    let headers: HTTPHeaders = ["X-Impersonated-User-Uuid": mary]
    let asked = world.send(.get, "users/me/", as: "sille", headers: headers)
    #expect(try asked.text("username") == "mary")
    #expect(asked.response.headers["X-impersonator-uuid"] == (try world.uuid("users", "sille")))
    #expect(
      try world.send(.get, "users/me/", as: "paula", headers: headers).text("username") == "paula")
    let nobody: HTTPHeaders = ["X-Impersonated-User-Uuid": "nobody"]
    #expect(
      try world.send(.get, "users/me/", as: "sille", headers: nobody).text("username") == "sille")
  }

  /// A token is shown to its owner, where nobody else stands beside.
  @Test func tokensAreShownToTheirOwnersAlone() throws {
    let world = try Provider()
    #expect(try world.get("users/me/").text("token") != nil)
    #expect(try world.get("users/", "username=paula").rows().first?.member("token") != nil)
    let all = try world.get("users/", "page_size=100", as: "sille").rows()
    #expect(all.count > 1 && all.allSatisfy { $0.member("token") == nil })
    let other = try world.uuid("users", "mary")
    #expect(try world.get("users/\(other)/", as: "sille").json().member("token") == nil)
  }
}
