import Testing
import WaldurWire

/// What holds of every list: pages, headers, selection of fields, order.
@Suite struct WaldurListTests {
  private static let lists = [
    "users", "keys", "customers", "projects", "roles", "marketplace-provider-offerings",
    "marketplace-public-offerings", "marketplace-plan-components", "marketplace-resources",
    "marketplace-provider-resources", "marketplace-orders", "marketplace-component-usages",
    "marketplace-component-user-usages", "marketplace-offering-users",
    "marketplace-service-providers", "marketplace-categories",
  ]

  /// The pages of a list, one after the other, are the list; each says how to get to the others.
  @Test(arguments: lists)
  func pagesAreTheWholeList(_ list: String) throws {
    let world = try Provider()
    let whole = world.get("\(list)/", "page_size=300", as: "sille")
    let all = try whole.identities()
    let total = try #require(whole.count)
    #expect(all.count == total && Set(all).count == total)
    for size in [1, 3, 7] {
      let pages = max(1, (total + size - 1) / size)
      var collected: [String] = []
      for page in 1...pages {
        let answer = world.get("\(list)/", "page_size=\(size)&page=\(page)", as: "sille")
        #expect(answer.status == 200 && answer.count == total)
        collected += try answer.identities()
        let links = answer.response.pageLinks
        let base = "http://waldur.example.org/api/\(list)/?"
        func url(_ number: Int) -> String {
          base + (number == 1 ? "" : "page=\(number)&") + "page_size=\(size)"
        }
        #expect(links.first == url(1) && links.last == url(pages))
        #expect(links.prev == (page > 1 ? url(page - 1) : nil))
        #expect(links.next == (page < pages ? url(page + 1) : nil))
      }
      #expect(collected == all)
      let beyond = world.get("\(list)/", "page_size=\(size)&page=\(pages + 1)", as: "sille")
      #expect(beyond.status == 404)
      let last = world.get("\(list)/", "page_size=\(size)&page=last", as: "sille")
      #expect(try last.identities() == Array(all.dropFirst((pages - 1) * size)))
    }
  }

  /// `HEAD` says what `GET` says, without the rows.
  @Test(arguments: lists)
  func headersComeWithoutRows(_ list: String) throws {
    let world = try Provider()
    let get = world.send(.get, "\(list)/", "page_size=2", as: "sille")
    let head = world.send(.head, "\(list)/", "page_size=2", as: "sille")
    #expect(head.response.body.isEmpty && head.response.headers == get.response.headers)
  }

  @Test(arguments: [("0", 10), ("-1", 10), ("x", 10), ("", 10), ("301", 300), ("99999", 300)])
  func sizesOutOfRangeAreCut(_ size: String, _ taken: Int) throws {
    let world = try Provider()
    let total = try #require(world.get("marketplace-orders/", as: "sille").count)
    let rows = try world.get("marketplace-orders/", "page_size=\(size)", as: "sille").rows()
    #expect(rows.count == min(taken, total))
  }

  @Test(arguments: ["0", "-1", "x", "1.5", "99"])
  func pagesThatAreNoneAreNotFound(_ page: String) throws {
    let answer = try Provider().get("marketplace-orders/", "page=\(page)")
    #expect(answer.status == 404)
    #expect(answer.text == #"{"detail":"Invalid page."}"#)
  }

  /// `field` picks; names that nothing has do not count; the fields keep the values they have.
  @Test(arguments: [
    ("marketplace-orders", ["uuid", "state"]), ("marketplace-provider-resources", ["limits"]),
    ("users", ["username", "email"]), ("projects", ["name"]), ("customers", ["abbreviation"]),
    ("marketplace-offering-users", ["user_username"]),
    ("marketplace-component-usages", ["usage", "type"]),
    ("marketplace-provider-offerings", ["components"]),
  ])
  func onlyWantedFieldsAreShown(_ list: String, _ names: [String]) throws {
    let world = try Provider()
    let full = try world.get("\(list)/", as: "sille").rows()
    let wanted = (names + ["nonsense"]).map { "field=\($0)" }.joined(separator: "&")
    let part = try world.get("\(list)/", wanted, as: "sille").rows()
    #expect(part.count == full.count && !full.isEmpty)
    for (one, other) in zip(part, full) {
      #expect(Set(one.members.map(\.name)) == Set(names))
      for name in names { #expect(one.member(name)?.rawText == other.member(name)?.rawText) }
    }
    let unknown = try world.get("\(list)/", "field=nonsense", as: "sille").rows()
    #expect(unknown.map(\.rawText) == full.map(\.rawText))
  }

  /// Lists of which a server of 2024 always shows everything.
  @Test(arguments: ["keys", "marketplace-service-providers"])
  func someListsShowAlwaysAll(_ list: String) throws {
    let world = try Provider()
    let full = try world.get("\(list)/").rows().map(\.rawText)
    #expect(try world.get("\(list)/", "field=uuid").rows().map(\.rawText) == full)
  }

  @Test(arguments: [
    ("marketplace-orders", "created"), ("marketplace-provider-resources", "name"),
    ("users", "username"), ("customers", "name"), ("projects", "name"),
  ])
  func ordersGoBothWays(_ list: String, _ key: String) throws {
    let world = try Provider()
    let up = try world.get("\(list)/", "page_size=300&o=\(key)", as: "sille").texts(key)
    let down = try world.get("\(list)/", "page_size=300&o=-\(key)", as: "sille").texts(key)
    #expect(up == up.sorted() && up.count > 1)
    #expect(down == down.sorted(by: >))
    let bad = world.get("\(list)/", "o=\(key),nonsense", as: "sille")
    // Customers are listed as if nothing had been said.
    if list == "customers" { return #expect(bad.status == 200) }
    #expect(bad.status == 400)
    #expect(try #require(ErrorDetail(body: bad.response.body)).line.contains("nonsense"))
  }

  @Test func whatAnAddressTakesIsTold() throws {
    let world = try Provider()
    let list = world.send(.options, "marketplace-provider-resources/")
    #expect(try list.text("name") == "Provider Resource List")
    #expect(list.response.headers["Allow"] == "GET, POST, HEAD, OPTIONS")
    let action = world.send(.options, "marketplace-orders/\(try world.order("phylogeny"))/cancel/")
    #expect(try action.text("name") == "Cancel")
    #expect(action.response.headers["Allow"] == "POST, OPTIONS")
  }
}
