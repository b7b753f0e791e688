// Names to objects. Names are not unique on a server, and a filter the server does not know gives
// everything: whatever comes is compared here once more, and several matches are shown, never
// guessed at.

package import Diagnostics
package import WaldurWire

extension WaldurSession {
  /// What one look for a name asks the server, and which of the rows that come are meant.
  private struct Look<Row: WireFields> {
    let query: Query
    let matches: (WireObject<Row>) -> Bool
  }

  /// Looks one way after the other until something is found.
  private func find<Row>(
    _ list: ListAddress<Row>, _ looks: [Look<Row>]
  ) throws(Diagnostic) -> [WireObject<Row>] {
    for look in looks {
      let found = try connection().all(Row.self, at: list.path, look.query).filter(look.matches)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Reads the object of a uuid; nil when the text is none.
  private func byUUID<Row>(
    _ text: String, in list: ListAddress<Row>
  ) throws(Diagnostic) -> WireObject<Row>? {
    guard let uuid = WaldurUUID(text) else { return nil }
    return try connection().object(at: list.path(uuid))
  }

  private func unknown(
    _ kind: String, _ name: String, among names: [String], list: String
  ) -> Diagnostic {
    Diagnostic(
      WaldurDiagnostic.noMatch, "\(kind) \"\(name)\" not found",
      hint: Suggestion.hint(for: name, among: names)
        ?? (1...6 ~= names.count
          ? "there \(names.count == 1 ? "is" : "are") \(names.joined(separator: ", "))"
          : "'\(list)' lists them"))
  }

  // MARK: Providers and organizations

  /// Returns a service provider by its name, abbreviation or uuid, or its organization's uuid.
  package func findProvider(_ name: String) throws(Diagnostic) -> Provider {
    let list = Lists.serviceProviders
    var rows: [ServiceProvider] = []
    if let uuid = WaldurUUID(name) {
      rows = try connection().all(at: list.path, ["customer_uuid": name])
        .filter { $0.customerUUID == uuid }
      if rows.isEmpty { rows = [try connection().object(at: list.path(uuid))] }
    } else {
      rows = try connection().all(at: list.path, ["customer_keyword": name]).filter { row in
        [row.customerName, row.customerAbbreviation, row.customerSlug].contains(name)
      }
    }
    let row = try one(of: rows, kind: "service provider", named: name) {
      "\($0.uuid?.description ?? "")  \($0.customerName ?? "")"
    }
    guard let provider = row.flatMap({ Provider($0) }) else {
      let names = (try? connection().all(ServiceProviderFields.self, at: list.path)) ?? []
      throw unknown(
        "service provider", name, among: names.compactMap(\.customerName), list: "providers --all")
    }
    return provider
  }

  /// Returns an organization by its name or uuid.
  package func findCustomer(_ name: String) throws(Diagnostic) -> WaldurUUID {
    if let uuid = WaldurUUID(name) { return uuid }
    var rows: [(uuid: WaldurUUID, name: String)] = []
    for row in try find(
      Lists.customers, [Look(query: ["name_exact": name]) { $0.name == name }])
    {
      if let uuid = row.uuid { rows.append((uuid, row.name ?? "")) }
    }
    // An operator sees organizations of others only as the provider's customers.
    var names: [String] = []
    if rows.isEmpty {
      let path = Lists.serviceProviders.path(try provider().uuid, "customers")
      let customers: [ProviderCustomer] = try connection().all(at: path)
      names = customers.compactMap(\.name)
      for row in customers where row.name == name || row.abbreviation == name {
        if let uuid = row.uuid { rows.append((uuid, row.name ?? "")) }
      }
    }
    let found = try one(of: rows, kind: "organization", named: name) { "\($0.uuid)  \($0.name)" }
    guard let found else { throw unknown("organization", name, among: names, list: "customers") }
    return found.uuid
  }

  // MARK: Offerings

  /// Returns an offering of the user's providers by its name, slug or uuid.
  package func findOffering(_ name: String) throws(Diagnostic) -> Offering {
    let list = Lists.providerOfferings
    if let found = try byUUID(name, in: list) { return found }
    let found = try find(
      list,
      [
        Look(query: ["name_exact": name]) { $0.name == name },
        Look(query: ["keyword": name]) { $0.slug == name || $0.name == name },
      ])
    let offering = try one(of: found, kind: "offering", named: name) {
      "\($0.uuid?.description ?? "")  \($0.name ?? "")  of \($0.customerName ?? "")"
    }
    guard let offering else {
      let all = (try? connection().all(OfferingFields.self, at: list.path, Self.names)) ?? []
      // Servers of 2024 cannot look for a slug.
      let bySlug = all.filter { $0.slug == name }.compactMap(\.uuid)
      if bySlug.count == 1 { return try connection().object(at: list.path(bySlug[0])) }
      throw unknown("offering", name, among: all.compactMap(\.name), list: "offerings")
    }
    return offering
  }

  private static let names: Query = {
    var query = Query()
    query.add("field", "name")
    query.add("field", "slug")
    query.add("field", "uuid")
    return query
  }()

  // MARK: Resources and orders

  /// Returns a resource of the provider by its name, backend id, slug or uuid. Where the name is
  /// that of one live resource and of others that are terminated, the live one is meant.
  package func findResource(_ name: String) throws(Diagnostic) -> Resource {
    let found = try resources(named: name)
    let live = found.filter { $0.state != .terminated }
    let resource = try one(
      of: live.isEmpty ? found : live, kind: "resource", named: name, describe: Self.describe)
    guard let resource else { throw unknownResource(name) }
    return resource
  }

  /// Returns all resources that go by a name: the provider's, or for somebody who has none those of
  /// their own projects.
  func resources(named name: String) throws(Diagnostic) -> [Resource] {
    let (list, scope) = try resourcesInSight()
    if let found = try byUUID(name, in: list) { return [found] }
    func query(_ parameter: String) -> Query {
      var query = scope
      query.add(parameter, name)
      return query
    }
    return try find(
      list,
      [
        Look(query: query("name_exact")) { $0.name == name },
        Look(query: query("backend_id")) { $0.backendID == name },
        Look(query: query("query")) { $0.slug == name || $0.effectiveID == name },
      ])
  }

  /// The list of resources that names are looked for in, and what narrows it.
  private func resourcesInSight() throws(Diagnostic) -> (ListAddress<ResourceFields>, Query) {
    do throws(Diagnostic) {
      return (Lists.providerResources, ["provider_uuid": "\(try provider().customerUUID)"])
    } catch {
      // Of several providers one must be chosen; with none it is a customer who asks.
      guard error.id == WaldurDiagnostic.noProvider, try ownProviders().isEmpty else { throw error }
      return (Lists.resources, [:])
    }
  }

  private func unknownResource(_ name: String) -> Diagnostic {
    guard let (list, scope) = try? resourcesInSight() else {
      return unknown("resource", name, among: [], list: "resources")
    }
    var query = scope
    for field in ["name", "uuid"] { query.add("field", field) }
    let all = (try? connection().all(ResourceFields.self, at: list.path, query)) ?? []
    return unknown(
      "resource", name, among: all.compactMap(\.name),
      list: list.path == Lists.resources.path ? "resources --own" : "resources")
  }

  private static func describe(_ resource: Resource) -> String {
    [
      resource.uuid?.description, resource.name, resource.state?.rawValue, resource.offeringName,
      resource.projectName.map { "in \($0)" },
    ].compactMap { $0 }.joined(separator: "  ")
  }

  /// Returns an order by its uuid, or by the name of the resource whose order it is. Of a
  /// resource's orders those in one of `states` count: at most one of them is open.
  package func findOrder(_ name: String, in states: [OrderState]) throws(Diagnostic) -> Order {
    if let found = try byUUID(name, in: Lists.orders) { return found }
    let resources = try resources(named: name)
    if resources.isEmpty { throw unknownResource(name) }
    var orders: [Order] = []
    for resource in resources {
      guard let uuid = resource.uuid else { continue }
      var query: Query = ["resource_uuid": "\(uuid)"]
      for state in states { query.add("state", state.rawValue) }
      orders += try connection().all(at: Lists.orders.path, query)
    }
    let order = try one(of: orders, kind: "order", named: name) { order in
      [
        order.uuid?.description, order.type?.rawValue, order.state?.rawValue,
        order.offeringName, order.projectName.map { "in \($0)" },
      ].compactMap { $0 }.joined(separator: "  ")
    }
    if let order { return order }
    throw Diagnostic(
      WaldurDiagnostic.noMatch, "resource \"\(name)\" has no \(Self.words(for: states))",
      hint: try ordersThereAre(resources))
  }

  private static func words(for states: [OrderState]) -> String {
    if states.count > 2 { return states.contains { $0.isFinal } ? "order" : "open order" }
    return "order that is " + states.map(\.rawValue).joined(separator: " or ")
  }

  /// Says in what state the orders of resources are: `its Create order is erred`.
  private func ordersThereAre(_ resources: [Resource]) throws(Diagnostic) -> String {
    guard resources.count == 1, let uuid = resources[0].uuid else {
      return "'orders' lists those there are"
    }
    let orders: [Order] = try connection().all(
      at: Lists.orders.path, ["resource_uuid": "\(uuid)", "o": "-created"])
    let states = orders.compactMap { order in
      order.state.map { "its \(order.type?.rawValue ?? "") order is \($0)" }
    }
    return states.isEmpty ? "it has none" : states.joined(separator: ", ")
  }

  // MARK: People and projects

  /// Returns a user by username, mail address, full name or uuid.
  package func findUser(_ name: String) throws(Diagnostic) -> User {
    if let found = try byUUID(name, in: Lists.users) { return found }
    let found = try find(
      Lists.users,
      [
        Look(query: ["username": name]) { $0.username == name },
        Look(query: ["email": name]) { $0.email == name },
        Look(query: ["full_name": name]) { $0.fullName == name },
      ])
    let user = try one(of: found, kind: "user", named: name) { user in
      [user.uuid?.description, user.username, user.fullName, user.email].compactMap { $0 }
        .joined(separator: "  ")
    }
    guard let user else {
      let path = (try? provider().uuid).map { Lists.serviceProviders.path($0, "users") }
      let known = path.flatMap { try? connection().all(ProviderUserFields.self, at: $0) } ?? []
      throw unknown("user", name, among: known.compactMap(\.username), list: "provider-users")
    }
    return user
  }

  /// Returns a project by its name, slug or uuid: one of the user's own, or one that has resources
  /// of the provider.
  package func findProject(_ name: String) throws(Diagnostic) -> Project {
    if let uuid = WaldurUUID(name) {
      return try connection().object(at: Lists.projects.path(uuid))
    }
    var found = try find(
      Lists.projects, [Look(query: ["name_exact": name]) { $0.name == name }])
    var names: [String] = []
    if found.isEmpty {
      let projects = try projectsOfProvider()
      names = projects.compactMap(\.name)
      found = projects.filter { $0.name == name || $0.slug == name }
    }
    let project = try one(of: found, kind: "project", named: name) { project in
      [project.uuid?.description, project.name, project.customerName.map { "of \($0)" }]
        .compactMap { $0 }.joined(separator: "  ")
    }
    guard let project else { throw unknown("project", name, among: names, list: "projects --own") }
    return project
  }

  /// The projects that have resources of the provider; none for somebody without a provider.
  private func projectsOfProvider() throws(Diagnostic) -> [Project] {
    do throws(Diagnostic) {
      return try connection().all(
        at: Lists.serviceProviders.path(try provider().uuid, "projects"))
    } catch {
      let isForeign = error.id == WaldurDiagnostic.permissionDenied
      guard error.id == WaldurDiagnostic.noProvider || isForeign else { throw error }
      return []
    }
  }
}
