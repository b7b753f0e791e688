import Diagnostics
import JujuClient
import JujuWire
import Values

/// A firewall rule as Juju's documents have it; older controllers have another key.
struct FirewallRuleView: Encodable, Sendable {
  let service: String
  let cidrs: [String]
  let storage: Firewall.Storage

  private enum CodingKeys: String, CodingKey {
    case service = "known-service"
    case allowlist = "allowlist-subnets"
    case whitelist = "whitelist-subnets"
  }

  static let columns = ["known-service", "allowlist-subnets"]

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(service, forKey: .service)
    try container.encode(cidrs, forKey: storage == .rules ? .whitelist : .allowlist)
  }

  /// The same with today's key: what a pipe gets must not depend on the controller's age.
  var modern: FirewallRuleView {
    FirewallRuleView(service: service, cidrs: cidrs, storage: .settings)
  }

  /// In the order of documents: ssh first.
  static func ordered(_ rules: [FirewallRule], _ storage: Firewall.Storage) -> [FirewallRuleView] {
    let order = Firewall.Service.allCases.map(\.rawValue)
    return rules.map {
      FirewallRuleView(service: $0.knownService, cidrs: $0.whitelistCIDRs, storage: storage)
    }.sorted { left, right in
      (order.firstIndex(of: left.service) ?? .max, left.service)
        < (order.firstIndex(of: right.service) ?? .max, right.service)
    }
  }
}
