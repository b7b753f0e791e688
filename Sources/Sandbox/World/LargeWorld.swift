import WaldurWire

/// Many orders at once, for trying out scale: spread over the offerings, projects and states there
/// are, the way a provider's books look after some years.
struct LargeWorld {
  let state: WaldurState

  /// Adds `count` orders, each with a resource of its own, in one transaction; returns how many orders
  /// there are then. Indexes and counters are made once at the end, which is several times faster.
  func add(_ count: Int) throws -> Int {
    let database = state.database
    try database.transaction(.write) {
      let first = try state.number("SELECT coalesce(max(id), 0) FROM waldur_resource") + 1
      let firstOrder = try state.number("SELECT coalesce(max(id), 0) FROM waldur_order") + 1
      let attached: [(drop: String, create: String)] = try database.rows(
        """
        SELECT type || ' ' || name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger')
        AND tbl_name IN ('waldur_order', 'waldur_resource') AND sql IS NOT NULL
        """, read: { (drop: $0.text(0), create: $0.text(1)) })
      for one in attached { try database.script("DROP \(one.drop)") }
      try addResources(count, from: first)
      try addOrders(from: firstOrder, resource: first)
      for one in attached { try database.script(one.create) }
      try database.run(
        """
        INSERT INTO waldur_resource_words(rowid, name) SELECT id, name
        FROM waldur_resource WHERE id >= ?
        """, first)
      try database.run(
        """
        INSERT INTO waldur_order_words(rowid, name) SELECT id, json_extract(attributes, '$.name')
        FROM waldur_order WHERE id >= ?
        """, firstOrder)
      try recount()
    }
    return try state.number("SELECT count(*) FROM waldur_order")
  }

  /// The numbers from 0 on, each with the offering, project and plan it falls to.
  private static let spread = """
    WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?1),
    plans AS (SELECT row_number() OVER (ORDER BY id) - 1 AS place, id, offering FROM waldur_plan),
    places AS (SELECT row_number() OVER (ORDER BY id) - 1 AS place, id FROM waldur_project)

    """

  /// A UUID made of a number: the same for the same sandbox, and never twice.
  private static func uuid(_ prefix: String) -> String {
    """
    '\(prefix)' || printf('%024x', (n + ?2) * 2654435761) || printf('%04x', n & 65535)
    """
  }

  private func addResources(_ count: Int, from first: Int) throws {
    let now = state.now.microseconds
    try state.database.run(
      Self.spread + """
        INSERT INTO waldur_resource(id, uuid, name, slug, state, offering, plan, project, limits,
          attributes, cost, backend_id, last_sync, created, modified)
        SELECT n + ?2, \(Self.uuid("7e50")), printf('alloc-%07d', n + ?2),
          printf('alloc-%07d', n + ?2),
          CASE WHEN n % 20 < 14 THEN 'OK' WHEN n % 20 < 17 THEN 'Terminated'
            WHEN n % 20 = 17 THEN 'Creating' WHEN n % 20 = 18 THEN 'Erred' ELSE 'Creating' END,
          plans.offering, plans.id, places.id, '{}',
          printf('{"name":"alloc-%07d"}', n + ?2), '10', printf('b-%d', n + ?2), ?3,
          ?3 - (?1 - n) * 60000000, ?3 - (?1 - n) * 60000000
        FROM numbers
        JOIN plans ON plans.place = n % (SELECT count(*) FROM plans)
        JOIN places ON places.place = (n / 7) % (SELECT count(*) FROM places)
        """, count, first, now)
  }

  private func addOrders(from first: Int, resource: Int) throws {
    let reviewer = try state.number("SELECT coalesce(min(id), 0) FROM waldur_user")
    try state.database.run(
      """
      INSERT INTO waldur_order(id, uuid, type, state, resource, offering, plan, project, limits,
        attributes, cost, created_by, consumer_reviewed_by, consumer_reviewed_at,
        provider_reviewed_by, provider_reviewed_at, completed_at, created, modified)
      SELECT r.id - ?2 + ?1, '0d' || substr(r.uuid, 3),
        CASE WHEN r.state = 'Terminated' THEN 'Terminate' ELSE 'Create' END,
        CASE r.state WHEN 'OK' THEN 'done' WHEN 'Erred' THEN 'erred'
          WHEN 'Creating' THEN CASE (r.id / 2) % 4 WHEN 0 THEN 'pending-consumer'
            WHEN 1 THEN 'executing' ELSE 'pending-provider' END
          ELSE 'done' END,
        r.id, r.offering, r.plan, r.project, r.limits, r.attributes, r.cost, ?3, ?3, r.created,
        CASE WHEN r.state = 'Creating' THEN NULL ELSE ?3 END,
        CASE WHEN r.state = 'Creating' THEN NULL ELSE r.created END,
        CASE WHEN r.state = 'Creating' THEN NULL ELSE r.created END, r.created, r.created
      FROM waldur_resource AS r WHERE r.id >= ?2 ORDER BY r.id
      """, first, resource, reviewer)
  }

  private func recount() throws {
    try state.database.run("DELETE FROM waldur_order_tally")
    try state.database.run(
      """
      INSERT INTO waldur_order_tally SELECT offering, project, state, type, count(*)
      FROM waldur_order GROUP BY offering, project, state, type
      """)
    try state.database.run("DELETE FROM waldur_resource_tally")
    try state.database.run(
      """
      INSERT INTO waldur_resource_tally SELECT offering, project, state, count(*)
      FROM waldur_resource GROUP BY offering, project, state
      """)
  }
}
