import JujuWire

extension JujuState {
  /// Relates what two names stand for in a model; returns the relation. `via` are valid CIDRs.
  func integrate(
    _ names: [String], via: [String], in model: ModelRecord, on controller: ControllerRecord
  ) throws -> RelationRecord {
    guard names.count == 2 else {
      throw WireError("a relation must involve two applications")
    }
    let left = try relationSide(names[0], in: model)
    let right = try relationSide(names[1], in: model)
    if left.saas != nil, right.saas != nil {
      let names = "\(left.name.quoted) and \(right.name.quoted)"
      throw WireError("cannot add relation between remote applications \(names)")
    }
    let saas = left.saas ?? right.saas
    if saas == nil, !via.isEmpty {
      throw WireError("integration via subnets for non cross model relations not supported")
    }
    let ends = try inferredEnds(left, right)
    do {
      try check(ends, with: saas, in: model)
    } catch let error as WireError {
      throw error.because("cannot add relation \(RelationEnd.key(ends).quoted)")
    }
    let relation = try insertRelation(ends, in: model, status: .joined)
    if let saas {
      try connect(relation, to: saas, via: via, in: model, on: controller)
    } else {
      try attachSubordinates(left.application, right.application, relation)
    }
    return try self.relation(id: relation.id) ?? relation
  }

  /// Throws why the ends cannot be related although they fit.
  private func check(_ ends: [RelationEnd], with saas: SaasRecord?, in model: ModelRecord) throws {
    let key = RelationEnd.key(ends)
    if try relation(key: key, of: model) != nil {
      throw WireError.alreadyExists("relation \(key) already exists")
    }
    if let saas {
      if saas.isTerminated { throw WireError("remote offer \(saas.name) is terminated") }
      if ends.contains(where: { $0.saasID == nil && $0.relation.scope == .container }) {
        throw WireError("local endpoint must be globally scoped for remote relations")
      }
    }
    for end in ends where end.relation.limit > 0 {
      let used = try relations(of: model).filter { relation in
        relation.ends.contains { $0.name == end.name && $0.relation.name == end.relation.name }
      }
      if used.count >= end.relation.limit {
        throw WireError(
          """
          establishing a new relation for \(end.text) would exceed its maximum relation limit of \
          \(end.relation.limit)
          """, code: .quotaExceeded)
      }
    }
  }

  /// Puts the units of a subordinate beside those of the principal it is related to.
  private func attachSubordinates(
    _ left: ApplicationRecord?, _ right: ApplicationRecord?, _ relation: RelationRecord
  ) throws {
    guard relation.scope == .container, let left, let right else { return }
    if left.isSubordinate, !right.isSubordinate { try addSubordinates(of: left, beside: right) }
    if right.isSubordinate, !left.isSubordinate { try addSubordinates(of: right, beside: left) }
  }

  /// Returns the relation two names mean, of those that exist.
  func existingRelation(_ names: [String], in model: ModelRecord) throws -> RelationRecord {
    guard names.count == 2 else {
      throw WireError("a relation must involve two applications")
    }
    let left = try relationSide(names[0], in: model)
    let right = try relationSide(names[1], in: model)
    let pairs = candidates(left, right)
    let existing = try pairs.compactMap { try relation(key: RelationEnd.key($0), of: model) }
    if existing.count == 1 { return existing[0] }
    if existing.count > 1 {
      let keys = existing.map(\.key.quoted).sorted().joined(separator: "; ")
      let names = names.joined(separator: " ").quoted
      throw WireError("ambiguous relation: \(names) could refer to \(keys)")
    }
    if pairs.isEmpty { throw WireError("no relations found", code: .notFound) }
    let key = pairs.count == 1 ? RelationEnd.key(pairs[0]) : names.joined(separator: " ")
    throw WireError.notFound("relation \(key.quoted)")
  }
}
