import Shell
import TestSupport
import Testing

/// Random lines as three people would type them, on two consuming models and one offering model;
/// what each gives, and what can be seen afterwards, is compared with the rules written down a second
/// time, without a controller.
@Suite struct RandomCommandTests {
  @Test(arguments: 1...4)
  func whatIsTypedFollowsTheRules(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let shell = try ScriptedShell(["--yes"])
    for line in CommandWorld.preparation { try #require(shell.enter(line).status == 0, "\(line)") }
    var rules = CommandRules()
    var typed: [String] = []
    for turn in 0..<120 {
      let step =
        turn < TypedStep.first.count
        ? TypedStep.first[turn] : TypedStep.random(using: &random, rules)
      typed.append("\(step.user): \(step.line)")
      let expected = rules.carryOut(step)
      _ = shell.enter("login -u \(step.user)")
      let answer = shell.enter(step.line)
      _ = shell.enter("login -u admin")
      let seen = CommandWorld.picture(shell)
      #expect(
        answer.status == expected.rawValue,
        "seed \(seed):\n\(typed.joined(separator: "\n"))\n\(answer.text)")
      #expect(seen == rules.picture, "seed \(seed):\n\(typed.joined(separator: "\n"))")
      if answer.status != expected.rawValue || seen != rules.picture { return }
    }
  }
}

/// Where the steps happen, and what can be seen of it.
enum CommandWorld {
  static let sinks = ["s0", "s1"]

  static let preparation =
    ["add-model source --no-switch", "deploy mysql -m source"]
    + sinks.flatMap { sink in
      [
        "add-model \(sink) --no-switch", "deploy wordpress wp -m \(sink)",
        "grant bob write \(sink)", "grant mary write \(sink)",
      ]
    }

  /// What an administrator sees, a line each, sorted.
  static func picture(_ shell: ScriptedShell) -> [String] {
    let questions =
      [
        #"offers -m source | each { |o| $o.users | each { |u| "${o.name} user ${u.name} ${u.access}" } } | flatten"#,
        #"relations -m source | each { |r| "source ${r.relation-id} ${r.offer} ${r.user} ${r.consumer} ${r.status} ${r.message}" }"#,
        #"offers -m source | get connections | flatten | each { |c| "ingress ${c.relation-id} ${c.ingress-subnets}" }"#,
      ]
      + sinks.flatMap { sink in
        [
          #"status -m \#(sink) | get application-endpoints | each { |s| "\#(sink) saas ${s.name} ${s.url} ${s.application-status.current}" }"#,
          #"relations -m \#(sink) | each { |r| "\#(sink) ${r.relation-id} ${r.provider} ${r.requirer} ${r.status} ${r.message}" }"#,
        ]
      }
    return questions.flatMap { shell.enter($0).text.split(separator: "\n").map(String.init) }
      .sorted()
  }
}

/// A line and who types it.
struct TypedStep {
  enum Kind {
    case offer(String)
    case removeOffer(String, force: Bool)
    case grant(String, Int, String)
    case revoke(String, Int, String)
    case consume(String, Place)
    case integrate(Place, via: String)
    case integrateURL(String, sink: String, via: String)
    case removeRelation(Place)
    case removeNamed(String, sink: String)
    case removeNumber(Int)
    case suspend(Int, Bool)
    case suspendNamed(String, Bool)
    case removeSaas(Place)
    case allow(String)
  }

  /// A name in a consuming model.
  struct Place: Hashable {
    let sink: String
    let name: String
  }

  let user: String
  let kind: Kind

  static let levels = ["", "read", "consume", "admin"]
  static let ranges = ["10.1.0.0/16", "10.1.2.0/24", "10.9.0.0/16"]

  var line: String {
    switch kind {
    case .offer(let name): "offer admin/source.mysql:db,database \(name)"
    case .removeOffer(let name, let force):
      "remove-offer admin/source.\(name)" + (force ? " --force" : "")
    case .grant(let user, let level, let name):
      "grant \(user) \(Self.levels[level]) admin/source.\(name)"
    case .revoke(let user, let level, let name):
      "revoke \(user) \(Self.levels[level]) admin/source.\(name)"
    case .consume(let name, let place):
      "consume admin/source.\(name) \(place.name) -m admin/\(place.sink)"
    case .integrate(let place, let via):
      "integrate wp \(place.name):db --via \(via) -m admin/\(place.sink)"
    case .integrateURL(let name, let sink, let via):
      "integrate wp:db admin/source.\(name) --via \(via) -m admin/\(sink)"
    case .removeRelation(let place): "remove-relation wp \(place.name) -m admin/\(place.sink)"
    case .removeNamed(let name, let sink): "remove-relation \(name) -m admin/\(sink)"
    case .removeNumber(let number): "remove-relation \(number) -m admin/source"
    case .suspend(let number, let isSuspended):
      isSuspended
        ? "suspend-relation \(number) --message m -m admin/source"
        : "resume-relation \(number) -m admin/source"
    case .suspendNamed(let name, let isSuspended):
      isSuspended
        ? "suspend-relation \(name) --message m -m admin/source"
        : "resume-relation \(name) -m admin/source"
    case .removeSaas(let place): "remove-saas \(place.name) -m admin/\(place.sink)"
    case .allow(let range):
      "set-firewall-rule juju-application-offer --allowlist \(range) -m admin/source"
    }
  }

  /// What makes the rest worth trying.
  static let first: [TypedStep] = [
    TypedStep(user: "admin", kind: .offer("o")), TypedStep(user: "admin", kind: .offer("p")),
    TypedStep(user: "admin", kind: .grant("bob", 2, "o")),
    TypedStep(user: "admin", kind: .grant("mary", 3, "p")),
    TypedStep(user: "bob", kind: .consume("o", Place(sink: "s0", name: "x"))),
    TypedStep(user: "mary", kind: .integrateURL("p", sink: "s1", via: ranges[0])),
  ]

  static func random(using random: inout SeededRandom, _ rules: CommandRules) -> TypedStep {
    let offer = random.pick(["o", "p"])
    let other = random.pick(["bob", "bob", "mary", "mary", "fred"])
    let level = 1 + random.below(3)
    let sink = random.pick(CommandWorld.sinks)
    let place = Place(sink: sink, name: random.pick(["x", "y", "o", "p"]))
    let via = random.pick(ranges)
    let number = random.below(rules.relationsMade + 1)
    let flag = random.chance(1, in: 2)
    let manager = random.pick(["admin", "admin", "admin", "bob", "mary"])
    let consumer = random.pick(["admin", "bob", "bob", "mary", "mary"])
    switch random.below(30) {
    case 0...2: return TypedStep(user: manager, kind: .offer(offer))
    case 3: return TypedStep(user: manager, kind: .removeOffer(offer, force: flag))
    case 4, 5: return TypedStep(user: manager, kind: .grant(other, level, offer))
    case 6...8: return TypedStep(user: manager, kind: .revoke(other, level, offer))
    case 9...12: return TypedStep(user: consumer, kind: .consume(offer, place))
    case 13...15: return TypedStep(user: consumer, kind: .integrate(place, via: via))
    case 16...18:
      return TypedStep(user: consumer, kind: .integrateURL(offer, sink: sink, via: via))
    case 19: return TypedStep(user: consumer, kind: .removeRelation(place))
    case 20: return TypedStep(user: consumer, kind: .removeNamed(place.name, sink: sink))
    case 21: return TypedStep(user: manager, kind: .removeNumber(number))
    case 22...24: return TypedStep(user: manager, kind: .suspend(number, flag))
    case 25, 26: return TypedStep(user: manager, kind: .suspendNamed(offer, flag))
    case 27: return TypedStep(user: consumer, kind: .removeSaas(place))
    default:
      return TypedStep(user: manager, kind: .allow(random.pick(["0.0.0.0/0", "10.1.0.0/16"])))
    }
  }
}
