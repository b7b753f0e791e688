import JujuWire

/// An argument of a relation: what a name stands for in a model.
struct RelationSide {
  /// As the caller wrote it.
  let text: String
  let name: String
  let application: ApplicationRecord?
  let saas: SaasRecord?
  /// The endpoints that come into question.
  let ends: [RelationEnd]
}

extension JujuState {
  /// Returns what `application[:endpoint]` stands for in a model.
  func relationSide(_ text: String, in model: ModelRecord) throws -> RelationSide {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, !parts.contains("") else {
      throw WireError("invalid endpoint \(text.quoted)")
    }
    let application = try application(parts[0], of: model)
    let saas = application == nil ? try saas(parts[0], of: model) : nil
    let all: [CharmRelation]
    if let application {
      all = application.endpoints
    } else if let saas {
      all = try endpoints(of: saas).map(CharmRelation.init(remote:))
    } else {
      throw WireError.notFound("application \(parts[0].quoted)")
    }
    let wanted = parts.count == 2 ? all.filter { $0.name == parts[1] } : all
    if wanted.isEmpty, parts.count == 2 {
      throw WireError(
        "application \(parts[0].quoted) has no \(parts[1].quoted) relation", code: .notFound)
    }
    let ends = wanted.map {
      RelationEnd(
        applicationID: application?.id, saasID: saas?.id, name: parts[0], relation: $0)
    }
    return RelationSide(
      text: text, name: parts[0], application: application, saas: saas, ends: ends)
  }

  /// Returns all pairs of ends that could be related, each in the order of its key.
  func candidates(_ left: RelationSide, _ right: RelationSide) -> [[RelationEnd]] {
    let subordinates = [left, right].filter { $0.application?.isSubordinate ?? false }.count
    var pairs: [[RelationEnd]] = []
    for one in left.ends {
      for other in right.ends where left.name != right.name {
        guard one.relation.interface == other.relation.interface,
          one.relation.role.counterpart == other.relation.role
        else { continue }
        // Units of a container relation share a machine, for which one has to be a subordinate;
        // with a remote application that is refused later, in its own words.
        let isContainer = one.relation.scope == .container || other.relation.scope == .container
        let isLocal = left.saas == nil && right.saas == nil
        if isContainer, isLocal, subordinates == 0 { continue }
        pairs.append(RelationEnd.ordered([one, other]))
      }
    }
    return pairs
  }

  /// Returns the one pair that is meant. What needs no declaration counts only if nothing else
  /// fits.
  func inferredEnds(_ left: RelationSide, _ right: RelationSide) throws -> [RelationEnd] {
    let all = candidates(left, right)
    let declared = all.filter { !$0.contains { $0.relation.isImplicit } }
    let pairs = declared.isEmpty ? all : declared
    if pairs.isEmpty { throw WireError("no relations found", code: .notFound) }
    guard pairs.count == 1 else {
      let keys = pairs.map { RelationEnd.key($0).quoted }.sorted().joined(separator: "; ")
      let names = "\(left.text) \(right.text)".quoted
      throw WireError("ambiguous relation: \(names) could refer to \(keys)")
    }
    return pairs[0]
  }
}

extension CharmRelation {
  /// The endpoint of an offer in the eyes of the consuming model.
  init(remote: RemoteEndpoint) {
    self.init(
      name: remote.name, role: remote.role, interface: remote.interface, optional: false,
      limit: remote.limit)
  }
}
