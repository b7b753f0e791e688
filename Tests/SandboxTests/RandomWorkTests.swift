import JujuWire
import Sandbox
import TestSupport
import Testing

/// Random work on two consuming models and one offering model, compared step by step with the rules
/// written down a second time, without a database.
@Suite struct RandomWorkTests {
  @Test(arguments: 1...8)
  func theSandboxFollowsTheRules(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let world = try World(seed: seed)
    for model in ["source", "s0", "s1"] { try world.addModel(model) }
    try world.deploy("mysql", in: "admin/source")
    for sink in ["s0", "s1"] { try world.deploy("mediawiki", in: "admin/\(sink)") }
    var rules = Rules()
    var steps: [String] = []
    for turn in 0..<200 {
      let step = turn < Step.first.count ? Step.first[turn] : Step.random(using: &random, rules)
      steps.append("\(step)")
      let expected = rules.carryOut(step)
      var succeeded = true
      do { try step.carryOut(in: world) } catch is WireError { succeeded = false }
      #expect(succeeded == expected, "seed \(seed): \(steps.joined(separator: "\n"))")
      let seen = try Picture(of: world)
      #expect(seen == rules.picture, "seed \(seed): \(steps.joined(separator: "\n"))")
      if succeeded != expected || seen != rules.picture { return }
    }
  }
}

/// One thing somebody does.
private enum Step {
  case offer(String)
  case removeOffer(String, force: Bool)
  case grant(String, OfferAccess, String)
  case revoke(String, OfferAccess, String)
  case consume(String, by: String, Place)
  case integrate(Place)
  case removeRelation(Place)
  case suspend(Int, Bool)
  case removeSaas(Place)
  case allow(everything: Bool)

  /// What makes the rest worth trying.
  static let first: [Step] = [
    .offer("o"), .offer("p"), .grant("bob", .consume, "o"), .grant("mary", .admin, "p"),
    .consume("o", by: "bob", Place(sink: "s0", alias: "x")),
    .consume("p", by: "mary", Place(sink: "s1", alias: "y")),
  ]

  static func random(using random: inout SeededRandom, _ rules: Rules) -> Step {
    let offer = random.pick(["o", "p"])
    let user = random.pick(["admin", "bob", "mary"])
    let access = random.pick([OfferAccess.read, .consume, .admin])
    let place = Place(sink: random.pick(["s0", "s1"]), alias: random.pick(["x", "y"]))
    switch random.below(24) {
    case 0...2, 22, 23: return .offer(offer)
    case 3: return .removeOffer(offer, force: random.chance(1, in: 2))
    case 4...6: return .grant(user, access, offer)
    case 7, 8: return .revoke(user, access, offer)
    case 9...12: return .consume(offer, by: user, place)
    case 13...16: return .integrate(place)
    case 17: return .removeRelation(place)
    case 18, 19: return .suspend(random.below(rules.relationsMade + 1), random.chance(1, in: 2))
    case 20: return .removeSaas(place)
    default: return .allow(everything: random.chance(2, in: 3))
    }
  }

  func carryOut(in world: World) throws {
    switch self {
    case .offer(let name):
      try world.offer("mysql", ["database"], as: name, in: "admin/source")
    case .removeOffer(let name, let force):
      try world.removeOffer("admin/source.\(name)", force: force)
    case .grant(let user, let access, let name):
      try world.access(.grant, user, access, "admin/source.\(name)")
    case .revoke(let user, let access, let name):
      try world.access(.revoke, user, access, "admin/source.\(name)")
    case .consume(let name, let user, let place):
      try world.consume(
        "admin/source.\(name)", as: place.alias, in: "admin/\(place.sink)", by: user)
    case .integrate(let place):
      try world.integrate(
        "mediawiki", place.alias, via: ["10.1.0.0/16"], in: "admin/\(place.sink)")
    case .removeRelation(let place):
      try world.removeRelation(["mediawiki", place.alias], in: "admin/\(place.sink)")
    case .suspend(let id, let isSuspended):
      try world.suspend(id, isSuspended, message: "m", in: "admin/source")
    case .removeSaas(let place):
      try world.removeSaas(place.alias, in: "admin/\(place.sink)")
    case .allow(let everything):
      try world.set(
        "saas-ingress-allow", everything ? "0.0.0.0/0" : "10.2.0.0/16", in: "admin/source")
    }
  }
}

/// A name in a consuming model.
private struct Place: Hashable {
  let sink: String
  let alias: String
}

/// What can be seen of the three models.
private struct Picture: Equatable {
  /// Statuses of consumed offers and of the relations to them, `sink alias`.
  var saas: [String: String] = [:]
  var relations: [String: String] = [:]
  /// Accesses by offer.
  var users: [String: [String: String]] = [:]
  /// `number user status message ingress` by offer.
  var connections: [String: [String]] = [:]

  init() {}

  init(of world: World) throws {
    for sink in ["s0", "s1"] {
      let status = try world.status(of: "admin/\(sink)")
      for (name, entry) in status.remoteApplications {
        saas["\(sink) \(name)"] = entry.status.status.rawValue
      }
      for relation in status.relations {
        let name = relation.endpoints.first { $0.role == .provider }?.application ?? ""
        relations["\(sink) \(name)"] = "\(relation.status.status) \(relation.status.info)"
      }
    }
    for offer in try world.offers(in: "admin/source") {
      users[offer.offerName] = Dictionary(
        offer.users.map { ($0.user, $0.access.rawValue) }, uniquingKeysWith: { $1 })
      connections[offer.offerName] = offer.connections.map { entry in
        let ingress = entry.ingressSubnets.joined()
        return
          "\(entry.relationID) \(entry.username) \(entry.status.status) \(entry.status.info) \(ingress)"
      }
    }
  }
}

/// The rules once more.
private struct Rules {
  private struct Offer {
    var id: Int
    var access: [String: Int]
  }
  private struct Saas {
    var offerID: Int
    var user: String
  }
  private struct Relation {
    var offerID: Int
    var user: String
    /// In the offering model; nil when that side refused.
    var number: Int?
    var status = "joined"
    var message = ""
    /// Whether the firewall let it in when it was made; that is asked once.
    var isAdmitted = true
    var ingress: String { status == "joined" ? "10.1.0.0/16" : "" }
  }

  private var offers: [String: Offer] = [:]
  private var offersMade = 0
  private(set) var relationsMade = 0
  private var saas: [Place: Saas] = [:]
  private var relations: [Place: Relation] = [:]
  private var allowsEverything = true

  private func isTerminated(_ offerID: Int) -> Bool { !offers.values.contains { $0.id == offerID } }

  private func mayConsume(_ user: String, _ offerID: Int) -> Bool {
    guard let offer = offers.values.first(where: { $0.id == offerID }) else { return false }
    return user == "admin" || offer.access[user, default: 0] >= 2
  }

  /// Returns whether it succeeds.
  mutating func carryOut(_ step: Step) -> Bool {
    switch step {
    case .offer(let name):
      if offers[name] != nil { return true }
      offersMade += 1
      offers[name] = Offer(id: offersMade, access: ["admin": 3, "everyone@external": 1])
      return true
    case .removeOffer(let name, let force):
      guard let offer = offers[name] else { return false }
      let connected = relations.filter { $1.offerID == offer.id && $1.number != nil }
      if !connected.isEmpty, !force { return false }
      for place in connected.keys { relations[place] = nil }
      offers[name] = nil
      return true
    case .grant(let user, let access, let name):
      guard let offer = offers[name], offer.access[user, default: 0] < access.rank else {
        return false
      }
      offers[name]?.access[user] = access.rank
      return true
    case .revoke(let user, let access, let name):
      return revoke(user, access.rank, name)
    case .consume(let name, let user, let place):
      return consume(name, user, place)
    case .integrate(let place):
      return integrate(place)
    case .removeRelation(let place):
      return relations.removeValue(forKey: place) != nil
    case .suspend(let number, let isSuspended):
      return suspend(number, isSuspended)
    case .removeSaas(let place):
      relations[place] = nil
      return saas.removeValue(forKey: place) != nil
    case .allow(let everything):
      allowsEverything = everything
      return true
    }
  }

  private mutating func revoke(_ user: String, _ rank: Int, _ name: String) -> Bool {
    guard let offer = offers[name], let before = offer.access[user] else { return false }
    if before >= rank { offers[name]?.access[user] = rank == 1 ? nil : rank - 1 }
    guard !mayConsume(user, offer.id) else { return true }
    for (place, relation) in relations
    where relation.offerID == offer.id && relation.user == user && relation.number != nil
      && relation.status != "suspended"
    {
      relations[place]?.status = "suspended"
      relations[place]?.message = "offer permission revoked"
    }
    return true
  }

  private mutating func consume(_ name: String, _ user: String, _ place: Place) -> Bool {
    guard let offer = offers[name], mayConsume(user, offer.id) else { return false }
    if let existing = saas[place], existing.offerID != offer.id {
      guard isTerminated(existing.offerID) else { return false }
      relations[place] = nil
    }
    saas[place] = Saas(offerID: offer.id, user: user)
    return true
  }

  private mutating func integrate(_ place: Place) -> Bool {
    guard let consumed = saas[place], relations[place] == nil, !isTerminated(consumed.offerID)
    else { return false }
    var relation = Relation(offerID: consumed.offerID, user: consumed.user)
    if mayConsume(consumed.user, consumed.offerID) {
      relation.number = relationsMade
      relationsMade += 1
      relation.isAdmitted = allowsEverything
      open(&relation)
    } else {
      relation.status = "error"
      relation.message = "permission denied"
    }
    relations[place] = relation
    return true
  }

  private func open(_ relation: inout Relation) {
    relation.status = relation.isAdmitted ? "joined" : "error"
    relation.message = relation.isAdmitted ? "" : "subnet 10.1.0.0/16 not in firewall whitelist"
  }

  private mutating func suspend(_ number: Int, _ isSuspended: Bool) -> Bool {
    guard let place = relations.first(where: { $1.number == number })?.key,
      var relation = relations[place]
    else { return false }
    if (relation.status == "suspended") == isSuspended { return true }
    if isSuspended {
      relation.status = "suspended"
      relation.message = "m"
    } else {
      guard mayConsume(relation.user, relation.offerID) else { return false }
      open(&relation)
    }
    relations[place] = relation
    return true
  }

  var picture: Picture {
    var picture = Picture()
    for (place, consumed) in saas {
      picture.saas["\(place.sink) \(place.alias)"] =
        isTerminated(consumed.offerID) ? "terminated" : "active"
    }
    for (place, relation) in relations {
      picture.relations["\(place.sink) \(place.alias)"] = "\(relation.status) \(relation.message)"
    }
    for (name, offer) in offers {
      // Whoever manages the model is shown with the access that comes from that.
      var access = offer.access
      access["admin"] = 3
      picture.users[name] = access.mapValues { ["", "read", "consume", "admin"][$0] }
      picture.connections[name] = relations.values
        .filter { $0.offerID == offer.id && $0.number != nil }
        .sorted { $0.number ?? 0 < $1.number ?? 0 }
        .map { "\($0.number ?? 0) \($0.user) \($0.status) \($0.message) \($0.ingress)" }
    }
    return picture
  }
}
