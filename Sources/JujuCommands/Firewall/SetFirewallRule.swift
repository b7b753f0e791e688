import CommandKit
import Diagnostics
import EffectGate
import JujuClient
import JujuWire
import Values

/// Sets from where a service of a model may be reached.
///
/// Source: Juju facades `FirewallRules`, `SetFirewallRules` (before 3.2); `ModelConfig`, `ModelSet`.
struct SetFirewallRule: Command {
  static let name = "set-firewall-rule"
  static let group = CommandGroup.firewall
  static let summary = "Set from where a service of a model may be reached"
  static let details = """
    A consumer whose addresses lie outside gets its relation put into error. Relations that exist \
    are not checked again: remove such a relation and make it anew. Since Juju 3.2 the rules are \
    the model settings ssh-allow and saas-ingress-allow; this writes whichever the controller has.
    """
  static let effect = Effect.write
  static let result = ResultShape.nothing
  static let examples: [Example] = [
    "set-firewall-rule juju-application-offer --allowlist 103.37.0.0/16",
    "set-firewall-rule ssh --allowlist 192.168.1.0/16,10.0.0.0/8",
  ]

  @Argument("ssh or juju-application-offer", missing: "no well known service specified")
  var service: FirewallService
  @Flag("From where it may be reached") var allowlist: CIDRList?
  @Flag("The older name of --allowlist") var whitelist: CIDRList?
  var model = ModelOption()
  var juju = JujuOptions()

  func check(in runtime: Runtime) throws(Diagnostic) {
    if allowlist != nil, whitelist != nil {
      throw .juju(usage: "cannot specify both whitelist and allowlist")
    }
    if (allowlist ?? whitelist)?.cidrs.isEmpty ?? true {
      throw .juju(
        usage: "no allowlist subnets specified", hint: "add --allowlist 10.0.0.0/8,192.168.0.0/16")
    }
  }

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    try check(in: context.runtime)
    let place = try context.model(model)
    let firewall = Firewall(on: try context.juju.channel(to: place))
    let isSetting = try firewall.storage() == .settings
    if whitelist != nil, isSetting {
      context.report("--whitelist is deprecated in favour of --allowlist")
    }
    let isDone = try firewall.set(service.service, to: (allowlist ?? whitelist)?.cidrs ?? [])
    if isDone, isSetting {
      juju.report(to: context, "the rule is kept in the model setting \(service.service.setting)")
    }
    return .nothing
  }
}

/// A service that a firewall rule can be for.
struct FirewallService: ParameterValue {
  let service: Firewall.Service

  static let typeName = "service"
  static let choices = Firewall.Service.allCases.map(\.rawValue)
  static let expectation = "one of " + choices.joined(separator: ", ")

  static func parse(_ text: String) throws(ParameterError) -> FirewallService {
    guard let service = Firewall.Service(rawValue: text) else {
      throw ParameterError(
        "service \(text.quoted) not supported",
        hint: Suggestion.hint(for: text, among: choices) ?? "write \(expectation)")
    }
    return FirewallService(service: service)
  }

  var value: Value { .string(service.rawValue) }
}
