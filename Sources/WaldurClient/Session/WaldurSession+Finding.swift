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
      hint: Suggestion.hint(for: name, among: names) ?? "'\(list)' lists them")
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
      throw unknown("offering", name, among: all.compactMap(\.name), list: "offerings")
    }
    return offering
  }

  private static let names: Query = {
    var query = Query()
    query.add("field", "name")
    query.add("field", "slug")
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

  /// Returns all resources of the provider that go by a name.
  func resources(named name: String) throws(Diagnostic) -> [Resource] {
    let list = Lists.providerResources
    if let found = try byUUID(name, in: list) { return [found] }
    let provider = "\(try provider().customerUUID)"
    return try find(
      list,
      [
        Look(query: ["name_exact": name, "provider_uuid": provider]) { $0.name == name },
        Look(query: ["backend_id": name, "provider_uuid": provider]) { $0.backendID == name },
        Look(query: ["query": name, "provider_uuid": provider]) {
          $0.slug == name || $0.effectiveID == name
        },
      ])
  }

  private func unknownResource(_ name: String) -> Diagnostic {
    var query = Self.names
    if let provider = try? provider().customerUUID { query.add("provider_uuid", "\(provider)") }
    let all = (try? connection().all(ResourceFields.self, at: Lists.providerResources.path, query))
    return unknown("resource", name, among: (all ?? []).compactMap(\.name), list: "resources")
  }

  private static func describe(_ resource: Resource) -> String {
    [
      resource.uuid?.description, resource.state?.rawValue, resource.offeringName,
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
    let wanted = states.map(\.rawValue).joined(separator: " or ")
    throw Diagnostic(
      WaldurDiagnostic.noMatch, "resource \"\(name)\" has no order that is \(wanted)",
      hint: "'orders --resource \"\(name)\"' lists those it has")
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
      let path = Lists.serviceProviders.path(try provider().uuid, "projects")
      let projects: [Project] = try connection().all(at: path)
      names = projects.compactMap(\.name)
      found = projects.filter { $0.name == name || $0.slug == name }
    }
    let project = try one(of: found, kind: "project", named: name) { project in
      [project.uuid?.description, project.name, project.customerName.map { "of \($0)" }]
        .compactMap { $0 }.joined(separator: "  ")
    }
    guard let project else { throw unknown("project", name, among: names, list: "projects") }
    return project
  }
}
