import JujuWire

/// Services whose firewall rules Juju knows.
enum WellKnownService {
  static let ssh = "ssh"
  static let offers = "juju-application-offer"
  static let all = [ssh, offers]
}

extension JujuState {
  /// Returns the rules that were set, in the order of the known services, CIDRs as typed.
  func firewallRules(of model: ModelRecord) throws -> [FirewallRule] {
    let rules = try database.rows(
      "SELECT service, cidrs FROM juju_firewall_rule WHERE model = ?", model.id
    ) { ($0.text(0), $0.text(1)) }
    return try WellKnownService.all.compactMap { service in
      guard let (_, cidrs) = rules.first(where: { $0.0 == service }) else { return nil }
      return FirewallRule(
        knownService: service, whitelistCIDRs: try StoredJSON.value([String].self, cidrs))
    }
  }

  func setFirewallRule(_ rule: FirewallRule, of model: ModelRecord) throws {
    try database.run(
      """
      INSERT INTO juju_firewall_rule(model, service, cidrs) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET cidrs = excluded.cidrs
      """, model.id, rule.knownService, StoredJSON.text(rule.whitelistCIDRs))
  }

  /// Returns from where offers of the model may be reached; empty means from everywhere.
  func allowedIngress(
    to model: ModelRecord, on controller: ControllerRecord
  ) throws -> [CIDR] {
    guard controller.hasFirewallRules else {
      return try CIDR.list(setting("saas-ingress-allow", of: model, on: controller))
    }
    let rule = try firewallRules(of: model).first { $0.knownService == WellKnownService.offers }
    return try (rule?.whitelistCIDRs ?? []).map { text in try CIDR(text) }
  }

  /// Returns what the offering controller says about ingress it does not allow; nil if it allows
  /// all that is requested.
  func ingressViolation(
    _ requested: [String], into model: ModelRecord, on controller: ControllerRecord
  ) throws -> String? {
    let allowed = try allowedIngress(to: model, on: controller)
    if allowed.isEmpty { return nil }
    for text in requested {
      let subnet = try CIDR(text)
      if !allowed.contains(where: { $0.contains(subnet) }) {
        return Self.violation(of: subnet)
      }
    }
    return nil
  }

  static func violation(of subnet: CIDR) -> String {
    "subnet \(subnet.normalised) not in firewall whitelist"
  }
}
