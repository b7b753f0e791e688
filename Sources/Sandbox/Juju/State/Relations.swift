import JujuWire

/// A relation of a model.
struct RelationRecord {
  let id: Int64
  let modelID: Int64
  /// What people call its id; counted per model from 0.
  let number: Int
  /// `mediawiki:db mysql:database`.
  let key: String
  let interface: String
  let scope: RelationScope
  let status: StatusWord
  let message: String
  let since: Int64
  /// Requirer first; a peer relation has one.
  var ends: [RelationEnd]

  static let columns =
    "r.id, r.model, r.number, r.key, r.interface, r.scope, r.status, r.message, r.since"
  static let columnCount: Int32 = 9

  init(_ row: Row) {
    id = row.id(0)
    modelID = row.id(1)
    number = row.integer(2)
    key = row.text(3)
    interface = row.text(4)
    scope = RelationScope(rawValue: row.text(5))
    status = StatusWord(rawValue: row.text(6))
    message = row.text(7)
    since = row.id(8)
    ends = []
  }

  /// Returns the end that is not the given application's; nil for a peer relation.
  func end(oppositeTo name: String) -> RelationEnd? { ends.first { $0.name != name } }

  func end(of name: String) -> RelationEnd? { ends.first { $0.name == name } }

  /// Whether one end is an application of another model.
  var isCrossModel: Bool { ends.contains { $0.applicationID == nil } }
}

/// One end of a relation.
struct RelationEnd {
  /// Nil for an end outside the model.
  let applicationID: Int64?
  /// The consumed offer, at the consuming side.
  let saasID: Int64?
  /// The application's name; at the offering side `remote-…`.
  let name: String
  let relation: CharmRelation

  /// Whether it stands, at the offering side, for who consumes an offer.
  var isProxy: Bool { applicationID == nil && saasID == nil }

  static let columns = """
    e.application, e.saas, e.name, e.endpoint, e.role, e.interface, e.optional, e.capacity, e.scope
    """

  init(applicationID: Int64?, saasID: Int64?, name: String, relation: CharmRelation) {
    self.applicationID = applicationID
    self.saasID = saasID
    self.name = name
    self.relation = relation
  }

  init(_ row: Row, from column: Int32) {
    applicationID = row.optionalID(column)
    saasID = row.optionalID(column + 1)
    name = row.text(column + 2)
    relation = CharmRelation(
      name: row.text(column + 3), role: EndpointRole(rawValue: row.text(column + 4)),
      interface: row.text(column + 5), optional: row.bool(column + 6),
      limit: row.integer(column + 7), scope: RelationScope(rawValue: row.text(column + 8)))
  }

  /// `mysql:database`.
  var text: String { "\(name):\(relation.name)" }
}

extension JujuState {
  /// Returns all relations of a model, sorted by number.
  func relations(of model: ModelRecord) throws -> [RelationRecord] {
    try relations(where: "r.model = ?", model.id)
  }

  func relations(of application: ApplicationRecord) throws -> [RelationRecord] {
    try relations(
      where: "r.id IN (SELECT relation FROM juju_relation_end WHERE application = ?)",
      application.id)
  }

  func relations(of saas: SaasRecord) throws -> [RelationRecord] {
    try relations(
      where: "r.id IN (SELECT relation FROM juju_relation_end WHERE saas = ?)", saas.id)
  }

  func relation(id: Int64) throws -> RelationRecord? {
    try relations(where: "r.id = ?", id).first
  }

  func relation(number: Int, of model: ModelRecord) throws -> RelationRecord? {
    let id = try database.first(
      "SELECT id FROM juju_relation WHERE model = ? AND number = ?", model.id, number
    ) { $0.id(0) }
    return try id.flatMap { try relation(id: $0) }
  }

  func relation(key: String, of model: ModelRecord) throws -> RelationRecord? {
    let id = try database.first(
      "SELECT id FROM juju_relation WHERE model = ? AND key = ?", model.id, key
    ) { $0.id(0) }
    return try id.flatMap { try relation(id: $0) }
  }

  /// Returns the relations a condition with one value chooses, sorted by number.
  private func relations(
    where condition: String, _ value: Int64
  ) throws -> [RelationRecord] {
    let rows = try database.rows(
      """
      SELECT \(RelationRecord.columns), \(RelationEnd.columns)
      FROM juju_relation r JOIN juju_relation_end e ON e.relation = r.id
      WHERE \(condition) ORDER BY r.number, r.id, e.position
      """, value
    ) { (RelationRecord($0), RelationEnd($0, from: RelationRecord.columnCount)) }
    var result: [RelationRecord] = []
    for (relation, end) in rows {
      if result.last?.id != relation.id { result.append(relation) }
      result[result.count - 1].ends.append(end)
    }
    return result
  }

  /// Inserts a relation as it is; `ends` are in the order of the key.
  func insertRelation(
    _ ends: [RelationEnd], in model: ModelRecord, status: StatusWord, message: String = ""
  ) throws -> RelationRecord {
    let isContainer = ends.contains { $0.relation.scope == .container }
    let id = try database.insert(
      """
      INSERT INTO juju_relation(model, number, key, interface, scope, status, message, since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, model.id, take(.relation, of: model), RelationEnd.key(ends),
      ends.first?.relation.interface ?? "",
      (isContainer ? RelationScope.container : .global).rawValue, status.rawValue, message, now)
    for (position, end) in ends.enumerated() {
      let endpoint = end.relation
      try database.run(
        """
        INSERT INTO juju_relation_end(relation, position, application, saas, name, endpoint, role,
          interface, optional, capacity, scope)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, id, position, end.applicationID, end.saasID, end.name, endpoint.name,
        endpoint.role.rawValue, endpoint.interface, endpoint.optional, endpoint.limit,
        endpoint.scope.rawValue)
    }
    guard let relation = try relation(id: id) else { throw WireError("relation was not kept") }
    return relation
  }

  func addPeerRelation(
    _ peer: CharmRelation, of application: ApplicationRecord, in model: ModelRecord
  ) throws {
    let end = RelationEnd(
      applicationID: application.id, saasID: nil, name: application.name, relation: peer)
    _ = try insertRelation([end], in: model, status: .joined)
  }

  func setStatus(of relation: Int64, _ status: StatusWord, _ message: String) throws {
    try database.run(
      "UPDATE juju_relation SET status = ?, message = ?, since = ? WHERE id = ?", status.rawValue,
      message, now, relation)
  }

  /// Removes a relation, at both sides when it crosses models, and what lived by it.
  func remove(_ relation: RelationRecord) throws {
    let connection = try connection(ofRelation: relation.id)
    for id in [connection?.offeringRelationID, connection?.consumingRelationID, relation.id] {
      if let id { try database.run("DELETE FROM juju_relation WHERE id = ?", id) }
    }
    try removeOrphans(of: relation)
  }

  /// Removes subordinate units that no relation attaches to their principals any more.
  private func removeOrphans(of relation: RelationRecord) throws {
    let applications = try relation.ends.compactMap { end in
      try end.applicationID.flatMap { try application(id: $0) }
    }
    guard relation.scope == .container, applications.count == 2,
      let subordinate = applications.first(where: \.isSubordinate),
      let principal = applications.first(where: { $0.id != subordinate.id })
    else { return }
    let isStillAttached = try relations(of: subordinate).contains { other in
      other.scope == .container && other.ends.contains { $0.applicationID == principal.id }
    }
    if !isStillAttached {
      try removeSubordinates(of: subordinate.id, beside: principal.id)
    }
  }
}

extension RelationEnd {
  /// Returns the ends in the order of a key: requirer, provider.
  static func ordered(_ ends: [RelationEnd]) -> [RelationEnd] {
    ends.filter { $0.relation.role == .requirer } + ends.filter { $0.relation.role != .requirer }
  }

  /// Returns the key of a relation between ordered ends.
  static func key(_ ends: [RelationEnd]) -> String {
    ends.map(\.text).joined(separator: " ")
  }
}
