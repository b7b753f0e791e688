/// The rules of offers, access, relations and firewall once more, as a user meets them.
struct CommandRules {
  /// The status of a line: carried out, refused, not permitted.
  enum Outcome: Int32 {
    case done = 0
    case refused = 1
    case denied = 4
  }

  private struct Offer {
    let id: Int
    /// 1 read, 2 consume, 3 admin.
    var levels: [String: Int]
  }

  private struct Saas {
    var offerID: Int
    var offerName: String
    var user: String
  }

  private struct Relation {
    let offerID: Int
    let offerName: String
    let user: String
    let via: String
    /// In the consuming model.
    let number: Int
    /// In the offering model; nil when that side knows nothing of it.
    var offeringNumber: Int?
    /// What was said when it was made; empty when it was let in.
    var refusal = ""
    var suspension: String?

    var status: String {
      if suspension != nil { return "suspended" }
      return refusal.isEmpty ? "joined" : "error"
    }
    var message: String { suspension ?? refusal }
  }

  private var offers: [String: Offer] = [:]
  private var offersMade = 0
  private var saas: [TypedStep.Place: Saas] = [:]
  private var relations: [TypedStep.Place: Relation] = [:]
  private var made: [String: Int] = [:]
  private(set) var relationsMade = 0
  private var isOpen = true

  // MARK: What is asked

  private func level(_ user: String, _ offerID: Int) -> Int {
    guard let offer = offers.values.first(where: { $0.id == offerID }) else { return 0 }
    return user == "admin" ? 3 : offer.levels[user, default: 0]
  }

  private func isGone(_ offerID: Int) -> Bool { !offers.values.contains { $0.id == offerID } }

  /// The rule is either everything or 10.1.0.0/16.
  private func letsIn(_ via: String) -> Bool { isOpen || via.hasPrefix("10.1.") }

  private func places(made number: Int) -> [TypedStep.Place] {
    relations.filter { $0.value.offeringNumber == number }.map(\.key)
  }

  // MARK: Steps

  mutating func carryOut(_ step: TypedStep) -> Outcome {
    let isAdmin = step.user == "admin"
    switch step.kind {
    // Who may not see a model is told that there is none.
    case .offer(let name): return isAdmin ? offer(name) : .refused
    case .removeOffer(let name, let force): return isAdmin ? removeOffer(name, force) : .denied
    case .grant(let user, let level, let name):
      guard let offer = offers[name] else { return isAdmin ? .refused : .denied }
      guard self.level(step.user, offer.id) == 3 else { return .denied }
      guard offer.levels[user, default: 0] < level else { return .refused }
      offers[name]?.levels[user] = level
      return .done
    case .revoke(let user, let level, let name):
      guard let offer = offers[name] else { return isAdmin ? .refused : .denied }
      guard self.level(step.user, offer.id) == 3 else { return .denied }
      return revoke(user, level, name, offer)
    case .consume(let name, let place): return consume(name, place, step.user)
    case .integrate(let place, let via):
      if isAdmin, saas[place] != nil, !letsIn(via) { return .denied }
      return relate(place, via)
    case .integrateURL(let name, let sink, let via):
      if isAdmin, !letsIn(via) { return .denied }
      let place = TypedStep.Place(sink: sink, name: name)
      let consumed = consume(name, place, step.user)
      return consumed == .done ? relate(place, via) : consumed
    case .removeRelation(let place):
      return relations.removeValue(forKey: place) == nil ? .refused : .done
    case .removeNamed(let name, let sink):
      let found = relations.filter {
        $0.key.sink == sink && ($0.key.name == name || $0.value.offerName == name)
      }
      guard let only = found.first, found.count == 1 else { return .refused }
      relations[only.key] = nil
      return .done
    case .removeNumber(let number):
      guard isAdmin else { return .refused }
      guard let place = places(made: number).first else { return .refused }
      relations[place] = nil
      return .done
    case .suspend(let number, let isSuspended):
      guard isAdmin else { return .refused }
      guard let place = places(made: number).first else { return .refused }
      return set(place, isSuspended)
    case .suspendNamed(let name, let isSuspended):
      guard isAdmin else { return .refused }
      let found = relations.filter { $0.value.offeringNumber != nil && $0.value.offerName == name }
      guard let only = found.first, found.count == 1 else { return .refused }
      return set(only.key, isSuspended)
    case .removeSaas(let place):
      relations[place] = nil
      return saas.removeValue(forKey: place) == nil ? .refused : .done
    case .allow(let range):
      guard isAdmin else { return .refused }
      isOpen = range == "0.0.0.0/0"
      return .done
    }
  }

  private mutating func offer(_ name: String) -> Outcome {
    if offers[name] == nil {
      offersMade += 1
      offers[name] = Offer(id: offersMade, levels: ["admin": 3, "everyone@external": 1])
    }
    return .done
  }

  private mutating func removeOffer(_ name: String, _ force: Bool) -> Outcome {
    guard let offer = offers[name] else { return .refused }
    let connected = relations.filter {
      $0.value.offerID == offer.id && $0.value.offeringNumber != nil
    }
    if !connected.isEmpty, !force { return .refused }
    for place in connected.keys { relations[place] = nil }
    offers[name] = nil
    return .done
  }

  private mutating func revoke(
    _ user: String, _ level: Int, _ name: String, _ offer: Offer
  ) -> Outcome {
    guard let before = offer.levels[user] else { return .refused }
    if before >= level { offers[name]?.levels[user] = level == 1 ? nil : level - 1 }
    guard self.level(user, offer.id) < 2 else { return .done }
    for (place, relation) in relations
    where relation.offerID == offer.id && relation.user == user && relation.offeringNumber != nil
      && relation.suspension == nil
    {
      relations[place]?.suspension = "offer permission revoked"
    }
    return .done
  }

  private mutating func consume(
    _ name: String, _ place: TypedStep.Place, _ user: String
  ) -> Outcome {
    guard let offer = offers[name] else { return .refused }
    guard level(user, offer.id) >= 2 else { return .denied }
    if let known = saas[place], known.offerID != offer.id {
      guard isGone(known.offerID) else { return .refused }
      relations[place] = nil
    }
    saas[place] = Saas(offerID: offer.id, offerName: name, user: user)
    return .done
  }

  private mutating func relate(_ place: TypedStep.Place, _ via: String) -> Outcome {
    guard let consumed = saas[place], relations[place] == nil, !isGone(consumed.offerID) else {
      return .refused
    }
    var relation = Relation(
      offerID: consumed.offerID, offerName: consumed.offerName, user: consumed.user, via: via,
      number: made[place.sink, default: 0])
    made[place.sink, default: 0] += 1
    if level(consumed.user, consumed.offerID) >= 2 {
      relation.offeringNumber = relationsMade
      relationsMade += 1
      relation.refusal = letsIn(via) ? "" : "subnet \(via) not in firewall whitelist"
    } else {
      relation.refusal = "permission denied"
    }
    relations[place] = relation
    return .done
  }

  private mutating func set(_ place: TypedStep.Place, _ isSuspended: Bool) -> Outcome {
    guard let relation = relations[place] else { return .refused }
    if (relation.suspension != nil) == isSuspended { return .done }
    if !isSuspended, level(relation.user, relation.offerID) < 2 { return .denied }
    relations[place]?.suspension = isSuspended ? "m" : nil
    return .done
  }

  // MARK: What can be seen

  /// A line each, sorted.
  var picture: [String] {
    var lines: [String] = []
    for (name, offer) in offers {
      lines += offer.levels.map { "\(name) user \($0.key) \(TypedStep.levels[$0.value])" }
    }
    for (place, saas) in saas {
      let status = isGone(saas.offerID) ? "terminated" : "active"
      lines.append("\(place.sink) saas \(place.name) admin/source.\(saas.offerName) \(status)")
    }
    for (place, relation) in relations {
      let state = "\(relation.status) \(relation.message)"
      lines.append("\(place.sink) \(relation.number) \(place.name):db wp:db \(state)")
      guard let number = relation.offeringNumber else { continue }
      lines.append(
        "source \(number) foo:admin/source.\(relation.offerName) \(relation.user) "
          + "foo:admin/\(place.sink) \(state)")
      let ingress = relation.status == "joined" ? "[\"\(relation.via)\"]" : "[]"
      lines.append("ingress \(number) \(ingress)")
    }
    return lines.sorted()
  }
}
