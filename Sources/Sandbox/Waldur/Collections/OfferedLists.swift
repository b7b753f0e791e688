import WaldurWire

/// Filters that orders and resources share: all that lead over the offering or the project are
/// answered from sets of these, which the tallies can count.
enum OfferedFilters {
  static let project: [Filter] = [
    projects("project_uuid", "uuid = ?"),
    projects("customer_uuid", "customer IN (SELECT id FROM waldur_customer WHERE uuid = ?)"),
  ]

  static let offering: [Filter] = [
    offerings("offering_uuid", "uuid = ?"),
    // The provider is named by its organization.
    offerings("provider_uuid", "customer IN (SELECT id FROM waldur_customer WHERE uuid = ?)"),
    offerings("category_uuid", "category IN (SELECT id FROM waldur_category WHERE uuid = ?)"),
    offerings(
      "service_manager_uuid",
      """
      shared = 1 AND waldur_offering.id IN (SELECT g.scope FROM waldur_grant AS g
        JOIN waldur_user AS u ON u.id = g.user WHERE u.uuid = ? AND g.scope_type = 'offering')
      """),
    Filter("offering_type") { values, _ in
      let types = values.filter { !$0.isEmpty }
      return types.isEmpty
        ? .unfiltered
        : .offerings(
          within("waldur_offering", .among("type", types), "offering"))
    },
    Filter("offering_slug") { values, _ in
      let slugs = values.flatMap { $0.split(separator: ",").map(String.init) }
      return slugs.isEmpty
        ? .unfiltered : .offerings(within("waldur_offering", .among("slug", slugs), "offering"))
    }.recent(),
    Filter.last("offering_billable") { value, _ in
      guard let value = Filter.boolean(value) else { return .unfiltered }
      return .offerings(
        within("waldur_offering", SQLCondition("billable = ?", value), "offering"))
    },
    Filter.url("offering", "marketplace-provider-offerings") {
      .offerings(within("waldur_offering", SQLCondition("uuid = ?", $0), "offering"))
    },
  ]

  /// Returns the condition that a column holds the id of one of the rows of another table.
  static func within(_ table: String, _ condition: SQLCondition, _ column: String)
    -> SQLCondition
  {
    var outer = condition
    outer.sql = "\(column) IN (SELECT id FROM \(table) WHERE \(condition.sql))"
    return outer
  }

  private static func offerings(_ name: String, _ condition: String) -> Filter {
    .uuid(name) { uuid, _ in
      .offerings(within("waldur_offering", SQLCondition(condition, uuid), "offering"))
    }
  }

  private static func projects(_ name: String, _ condition: String) -> Filter {
    .uuid(name) { uuid, _ in
      .projects(within("waldur_project", SQLCondition(condition, uuid), "project"))
    }
  }
}

extension WaldurCall {
  /// Returns the ids of the projects somebody has to do with: by a role there or in the organization.
  func connectedProjects(_ viewer: Viewer) throws -> Set<Int64> {
    let inside: [Int64] = try database.rows(
      "SELECT id FROM waldur_project WHERE \(SQLCondition.among("customer", viewer.scopes(.customer)).sql)",
      JSONList.text(viewer.scopes(.customer)), read: { $0.id(0) })
    return viewer.scopes(.project).union(inside)
  }

  /// Returns the ids of the organizations somebody has to do with: by a role there or in a project.
  func connectedCustomers(_ viewer: Viewer) throws -> Set<Int64> {
    let around: [Int64] = try database.rows(
      "SELECT DISTINCT customer FROM waldur_project WHERE id IN (SELECT value FROM json_each(?))",
      JSONList.text(viewer.scopes(.project)), read: { $0.id(0) })
    return viewer.scopes(.customer).union(around)
  }

  /// Returns the ids of the offerings somebody provides: by a role there or in the organization.
  func providedOfferings(_ viewer: Viewer) throws -> Set<Int64> {
    let inside: [Int64] = try database.rows(
      "SELECT id FROM waldur_offering WHERE customer IN (SELECT value FROM json_each(?))",
      JSONList.text(viewer.scopes(.customer)), read: { $0.id(0) })
    return viewer.scopes(.offering).union(inside)
  }
}
