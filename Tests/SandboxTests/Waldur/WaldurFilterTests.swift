import JSON
import Testing
import WaldurWire

/// Filters leave the rows of which they are true, in the order of the whole list.
@Suite struct WaldurFilterTests {
  /// A filter, and what it says of a row.
  struct Case: Sendable, CustomStringConvertible {
    let list: String
    let query: String
    let holds: @Sendable (JSONView) -> Bool
    var description: String { "\(list)?\(query)" }

    init(_ list: String, _ query: String, _ holds: @escaping @Sendable (JSONView) -> Bool) {
      self.list = list
      self.query = query
      self.holds = holds
    }

    /// A field must have one of some texts.
    init(_ list: String, _ query: String, _ field: String, _ values: String...) {
      self.init(list, query) { values.contains($0.member(field)?.string() ?? "null") }
    }
  }

  private static let orders = "marketplace-orders"
  private static let resources = "marketplace-provider-resources"

  static let cases: [Case] = [
    Case(orders, "state=done", "state", "done"),
    Case(orders, "state=done&state=erred", "state", "done", "erred"),
    Case(orders, "type=Terminate", "type", "Terminate"),
    Case(orders, "type=Create&state=pending-provider") {
      $0.member("type")?.string() == "Create"
        && $0.member("state")?.string() == "pending-provider"
    },
    Case(orders, "offering_type=Marketplace.Basic", "offering_type", "Marketplace.Basic"),
    Case(orders, "offering_type=Marketplace.Slurm", "offering_type", "Marketplace.Slurm"),
    Case(orders, "query=genomics") {
      [$0.member("project_name"), $0.member("attributes")?.member("name")]
        .contains { ($0?.string() ?? "").lowercased().contains("genomics") }
    },
    Case(orders, "can_approve_as_provider=false", "state", "pending-provider"),
    Case(orders, "can_approve_as_consumer=x", "state", "pending-consumer"),
    Case(orders, "created=2024-12-30") { ($0.member("created")?.string() ?? "") >= "2024-12-30" },
    Case(resources, "state=OK&state=Erred", "state", "OK", "Erred"),
    Case(resources, "name=DATA") {
      ($0.member("name")?.string() ?? "").lowercased().contains("data")
    },
    Case(resources, "name_exact=imaging", "name", "imaging"),
    Case(resources, "name_exact=imagin", "name", "imagin"),
    Case(resources, "project_name=Genomics", "project_name", "Genomics"),
    Case(resources, "project_name=Genom", "project_name", "Genom"),
    Case(resources, "offering_billable=true") { $0.member("offering_billable")?.bool() == true },
    Case(resources, "offering_billable=0") { $0.member("offering_billable")?.bool() == false },
    Case(resources, "paused=TRUE") { $0.member("paused")?.bool() == true },
    Case(resources, "backend_id=hpc-1016", "backend_id", "hpc-1016"),
    Case(resources, "offering_uuid=") { _ in true },
    Case(resources, "colour=red") { _ in true },
    Case(resources, "offering=http://x/api/users/00000000000000000000000000000000/") { _ in false },
    Case("users", "email=EXAMPLE.org&is_staff=true") { $0.member("is_staff")?.bool() == true },
    Case("users", "full_name=an") {
      ($0.member("full_name")?.string() ?? "").lowercased().contains("an")
    },
    Case("users", "username=mar", "username", "mar"),
    Case("users", "query=ozols", "last_name", "Ozols"),
    Case("projects", "customer_abbreviation=nc", "customer_abbreviation", "NC"),
    Case("projects", "name=a") { ($0.member("name")?.string() ?? "").lowercased().contains("a") },
    Case("customers", "is_service_provider=true") {
      $0.member("is_service_provider")?.bool() == true
    },
    Case("customers", "is_service_provider=false") { _ in true },
    Case("marketplace-provider-offerings", "keyword=mysql", "name", "Hosted MySQL"),
    Case("marketplace-provider-offerings", "state=Draft", "state", "Draft"),
    Case("marketplace-component-usages", "type=cpu", "type", "cpu"),
    Case(
      "marketplace-component-usages", "billing_period=2025-01-01", "billing_period", "2025-01-01"),
    Case("marketplace-component-usages", "date_after=2025-02-01") { _ in false },
    Case("marketplace-offering-users", "user_username=MARY", "user_username", "mary"),
    Case("marketplace-offering-users", "is_restricted=false") {
      $0.member("is_restricted")?.bool() == false
    },
    Case("roles", "is_active=false") { $0.member("is_active")?.bool() == false },
  ]

  @Test(arguments: cases)
  func filtersLeaveWhatTheySay(_ filter: Case) throws {
    let world = try Provider()
    let all = try world.get("\(filter.list)/", "page_size=300", as: "sille").rows()
    let left = world.get("\(filter.list)/", "page_size=300&\(filter.query)", as: "sille")
    #expect(left.status == 200)
    #expect(
      try left.identities() == all.filter(filter.holds).map(\.identity))
    #expect(left.count == all.filter(filter.holds).count)
  }

  /// Objects are named by UUID in either spelling, or by URL.
  @Test func objectsAreNamedInSeveralWays() throws {
    let world = try Provider()
    let offering = try world.uuid("marketplace-provider-offerings", "HPC Allocation")
    let project = try world.uuid("projects", "Genomics")
    let list = "marketplace-provider-resources/"
    let all = try world.get(list, "page_size=300").rows()
    func names(_ query: String) throws -> [String] {
      try world.get(list, "page_size=300&" + query).texts("name")
    }
    func expected(_ field: String, _ uuid: String) -> [String] {
      all.filter { $0.member(field)?.string() == uuid }.map { $0.member("name")?.string() ?? "" }
    }
    let ofOffering = expected("offering_uuid", offering)
    #expect(!ofOffering.isEmpty && ofOffering.count < all.count)
    for spelling in [offering, offering.uppercased(), Provider.hyphenated(offering)] {
      #expect(try names("offering_uuid=\(spelling)") == ofOffering)
      #expect(
        try names("offering=https://h/api/marketplace-provider-offerings/\(spelling)/")
          == ofOffering)
    }
    #expect(try names("project_uuid=\(project)") == expected("project_uuid", project))
    #expect(
      try names("project_uuid=\(project)&offering_uuid=\(offering)")
        == ofOffering.filter(Set(expected("project_uuid", project)).contains))
  }

  @Test(arguments: [
    (
      "marketplace-orders", "state", "Done",
      "Select a valid choice. Done is not one of the available choices."
    ),
    (
      "marketplace-orders", "type", "create",
      "Select a valid choice. create is not one of the available choices."
    ),
    ("marketplace-provider-resources", "offering_uuid", "nope", "Enter a valid UUID."),
    ("marketplace-provider-resources", "project_uuid", "1", "Enter a valid UUID."),
    ("marketplace-provider-resources", "modified", "yesterday", "Enter a valid date."),
    ("marketplace-component-usages", "billing_period", "2025-13-01", "Enter a valid date."),
    (
      "users", "o", "shoe_size",
      "Select a valid choice. shoe_size is not one of the available choices."
    ),
    ("keys", "user_uuid", "x", "Enter a valid UUID."),
    ("marketplace-service-providers", "customer_uuid", "x", "Enter a valid UUID."),
  ])
  func valuesThatMeanNothingAreRefused(
    _ list: String, _ name: String, _ value: String, _ message: String
  ) throws {
    let answer = try Provider().get("\(list)/", "\(name)=\(value)", as: "sille")
    #expect(answer.status == 400)
    #expect(ErrorDetail(body: answer.response.body) == .field(name, message))
  }
}
