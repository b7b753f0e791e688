/// Firewall rules of a model; only before Juju 3.2, which keeps them in the model's settings.
package enum FirewallRulesFacade {
  package static let facade = Facade("FirewallRules", versions: 1...1, on: .model)

  package static let set = FacadeMethod<FirewallRuleArguments, ErrorResults>(
    facade, "SetFirewallRules", .write)
  package static let list = FacadeMethod<Empty, ListFirewallRulesResults>(
    facade, "ListFirewallRules", .read)
}

/// Rules to set.
package struct FirewallRuleArguments: Codable, Sendable, Hashable {
  package var arguments: [FirewallRule]

  private enum CodingKeys: String, CodingKey {
    case arguments = "args"
  }

  package init(arguments: [FirewallRule] = []) {
    self.arguments = arguments
  }
}

/// From where a well-known service may be reached.
package struct FirewallRule: Codable, Sendable, Hashable {
  /// `ssh` or `juju-application-offer`.
  package var knownService: String
  package var whitelistCIDRs: [String]

  private enum CodingKeys: String, CodingKey {
    case knownService = "known-service"
    case whitelistCIDRs = "whitelist-cidrs"
  }

  package init(knownService: String, whitelistCIDRs: [String] = []) {
    self.knownService = knownService
    self.whitelistCIDRs = whitelistCIDRs
  }
}

/// The rules that were set.
package struct ListFirewallRulesResults: Codable, Sendable, Hashable {
  package var rules: [FirewallRule]

  private enum CodingKeys: String, CodingKey {
    case rules = "Rules"
  }

  package init(rules: [FirewallRule] = []) {
    self.rules = rules
  }
}
