package import Diagnostics
package import JSON
package import JujuWire

/// From where the well-known services of a model may be reached.
///
/// Controllers before Juju 3.2 have a facade for it; later ones keep it in two settings of the
/// model. Which it is, the controller says itself.
///
/// Source: Juju facades `FirewallRules` 1 and `ModelConfig` 3.
package struct Firewall: Sendable {
  /// Where rules are kept.
  package enum Storage: Sendable, Hashable {
    case rules, settings
  }

  /// A service a rule can be for.
  package enum Service: String, Sendable, Hashable, CaseIterable {
    case ssh
    case offers = "juju-application-offer"

    /// The model setting that holds its rule.
    package var setting: String {
      switch self {
      case .ssh: "ssh-allow"
      case .offers: "saas-ingress-allow"
      }
    }
  }

  private let channel: JujuChannel

  package init(on channel: JujuChannel) { self.channel = channel }

  /// Returns where the controller keeps the rules.
  package func storage() throws(Diagnostic) -> Storage {
    try channel.version(of: FirewallRulesFacade.facade) == nil ? .settings : .rules
  }

  /// Returns the rules that are set, and, where they are settings, also those that are not.
  package func rules() throws(Diagnostic) -> [FirewallRule] {
    switch try storage() {
    case .rules: return try channel.read(FirewallRulesFacade.list, Empty()).rules
    case .settings:
      let settings = try ModelSettings(on: channel).all()
      return Service.allCases.map { service in
        let text = settings[service.setting]?.text ?? ""
        let cidrs = text.split(separator: ",").map { part in
          String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        return FirewallRule(knownService: service.rawValue, whitelistCIDRs: cidrs)
      }
    }
  }

  /// Sets from where a service may be reached.
  @discardableResult
  package func set(_ service: Service, to cidrs: [CIDR]) throws(Diagnostic) -> Bool {
    let texts = cidrs.map(\.text)
    switch try storage() {
    case .rules:
      let rule = FirewallRule(knownService: service.rawValue, whitelistCIDRs: texts)
      let answer = try channel.write(
        FirewallRulesFacade.set, FirewallRuleArguments(arguments: [rule]))
      try answer?.check()
      return answer != nil
    case .settings:
      return try ModelSettings(on: channel).set([
        service.setting: RawJSON.string(texts.joined(separator: ","))
      ])
    }
  }
}

extension RawJSON {
  /// Returns a text as JSON.
  package static func string(_ text: String) -> RawJSON {
    // A string always has a JSON form.
    (try? WireJSON.raw(text)) ?? .null
  }
}
