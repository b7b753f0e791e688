import JSON
import Testing
import WaldurWire

@testable import Sandbox

/// Requests with values at the edge of what can be written down: each is answered, none ends the
/// server.
@Suite struct ExtremeRequestTests {
  @Test(arguments: [
    "1e-9223372036854775808", "1e9223372036854775807", "1e36", "-1e-36",
    "0." + String(repeating: "0", count: 90) + "1",
  ])
  func amountsOfAnySizeAreAnswered(_ amount: String) throws {
    let world = try Provider()
    let answer = world.post(
      "marketplace-component-usages/set_usage/",
      """
      {"resource":"\(try world.resource("genome-assembly"))",
      "usages":[{"type":"cpu","amount":"\(amount)"}]}
      """)
    #expect(answer.status == 400)
    #expect(answer.text.contains("amount"))
  }

  @Test func hugeLimitsMakeAHugeBill() throws {
    let world = try Provider()
    let resource = try world.resource("genome-assembly")
    let limits = #"{"limits":{"storage":9000000000000000000}}"#
    #expect(
      world.post("marketplace-resources/\(resource)/update_limits/", limits, as: "ursula").status
        == 200)
    let order = try world.order("genome-assembly")
    #expect(world.post("marketplace-orders/\(order)/approve_by_provider/").status == 200)
    #expect(
      [200, 409].contains(world.post("marketplace-orders/\(order)/set_state_done/").status))
    for list in ["marketplace-provider-offerings", "projects", "customers"] {
      #expect(world.get("\(list)/", "page_size=100", as: "sille").status == 200)
    }
  }

  @Test func decimalsEndAtTheLargest() throws {
    let large = try #require(DecimalNumber("9e30"))
    let small = try #require(DecimalNumber("1e-36"))
    #expect((large * large).digits == .max)
    #expect(large + small > .zero)
    #expect((small * small).rounded(to: 2).text == "0")
    #expect(DecimalNumber("1e-9223372036854775808") == nil)
  }

  @Test func orderingsMayRepeatThemselves() throws {
    let world = try Provider()
    let once = try world.get("marketplace-orders/", "o=-created").texts("uuid")
    let keys = Array(repeating: "-created", count: 2500).joined(separator: ",")
    #expect(try world.get("marketplace-orders/", "o=\(keys)").texts("uuid") == once)
  }

  @Test func aNameOfAnyLengthCanBeLookedFor() throws {
    let name = String(repeating: "x", count: 60_000)
    for list in ["marketplace-resources", "projects", "customers", "marketplace-orders"] {
      let answer = try Provider().get("\(list)/", "name=\(name)&query=\(name)", as: "sille")
      #expect(answer.status == 200, "\(list): \(answer.text.prefix(200))")
    }
  }

  @Test func anOrderMayHaveThousandsOfAttributes() throws {
    let world = try Provider()
    let offering = try world.uuid("marketplace-public-offerings", "Hosted MySQL")
    let project = try world.uuid("projects", "Genomics")
    let plans = try world.get("marketplace-public-offerings/\(offering)/plans/").rows()
    let plan = try #require(plans.first?.member("url")?.string())
    let attributes = (0..<3000).map { "\"a\($0)\":1" }.joined(separator: ",")
    let made = world.post(
      "marketplace-orders/",
      """
      {"offering":"/api/marketplace-public-offerings/\(offering)/","plan":"\(plan)",
      "project":"/api/projects/\(project)/","attributes":{"name":"new",\(attributes)},
      "limits":{"disk":20}}
      """, as: "ursula")
    #expect(made.status == 201, "\(made.text.prefix(300))")
    let found = world.get("marketplace-public-offerings/", "attributes={\(attributes)}")
    #expect(found.status == 200, "\(found.text.prefix(300))")
    #expect(found.count == 0)
  }

  @Test func aBodyOfNullIsRefused() throws {
    let world = try Provider()
    let resource = try world.resource("genome-assembly")
    for body in ["null", "{\"backend_id\":null}", "[]", "1"] {
      let answer = world.post(
        "marketplace-provider-resources/\(resource)/set_backend_id/", body)
      #expect(answer.status == 400, "\(body): \(answer.text)")
    }
  }

  @Test func aBodyWithManyMembersIsReadOnce() throws {
    let world = try Provider()
    let resource = try world.resource("genome-assembly")
    let members = (0..<20_000).map { "\"k\($0)\":1" }.joined(separator: ",")
    let answer = world.post(
      "marketplace-provider-resources/\(resource)/set_limits/", "{\"limits\":{\(members)}}")
    #expect(answer.status == 400)
  }

  // MARK: States

  @Test func aTerminatedResourceStaysSo() throws {
    let world = try Provider()
    let resource = try world.resource("last-year")
    for action in ["set_as_ok", "set_state_ok"] {
      let answer = world.post("marketplace-provider-resources/\(resource)/\(action)/", "{}")
      #expect(answer.status == 409, "\(action): \(answer.text)")
    }
    #expect(try world.state(ofResource: resource) == "Terminated")
  }

  @Test func anErredOrderIsNotTriedAgainBesideAnother() throws {
    let world = try Provider()
    let resource = try world.resource("protein-folding")
    let order = try world.order("protein-folding")
    let failed = world.post(
      "marketplace-orders/\(order)/set_state_erred/",
      #"{"error_message":"","error_traceback":""}"#)
    #expect(failed.status == 200)
    #expect(
      world.post("marketplace-provider-resources/\(resource)/terminate/").status == 200)
    let again = world.send(
      .post, "marketplace-orders/\(Provider.hyphenated(order))/retry/", body: "{}",
      client: .present)
    #expect(again.status == 400, "\(again.text)")
    #expect(again.text.contains("Pending order"))
  }

  @Test func anAccountIsForSomebodyThereIs() throws {
    let world = try Provider()
    let offering = try world.uuid("marketplace-provider-offerings", "HPC Allocation")
    let fred = try world.uuid("users", "fred")
    let nobody = String(repeating: "0", count: 32)
    for (user, offering, field) in [
      (nobody, offering, "user_uuid"), (fred, nobody, "offering_uuid"),
    ] {
      let answer = world.post(
        "marketplace-offering-users/",
        "{\"user_uuid\":\"\(user)\",\"offering_uuid\":\"\(offering)\",\"username\":\"x\"}")
      #expect(answer.status == 400)
      #expect(
        answer.text == "{\"\(field)\":[\"Object with uuid=\(nobody) does not exist.\"]}")
    }
  }

  // MARK: Statements

  @Test func statementsAreNotKeptWithoutEnd() throws {
    let database = try Database(path: nil)
    for number in 0..<1000 {
      _ = try database.first("SELECT \(number)", read: { $0.integer(0) })
    }
    #expect(database.idleCount <= Database.idleLimit)
  }
}
