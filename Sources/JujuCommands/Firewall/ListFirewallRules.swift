import CommandKit
import Diagnostics
import JujuClient
import JujuWire
import Values

/// Lists from where the services of a model may be reached.
///
/// Source: Juju facades `FirewallRules`, `ListFirewallRules` (before 3.2); `ModelConfig`, `ModelGet`.
struct ListFirewallRules: Command {
  static let name = "firewall-rules"
  static let aliases = ["list-firewall-rules"]
  static let group = CommandGroup.firewall
  static let summary = "List from where the services of a model may be reached"
  static let details = """
    juju-application-offer is what consumers of the model's offers come in by, ssh is 'juju ssh'. \
    Rules count for relations made after them.
    """
  static let result = ResultShape.records(FirewallRuleView.columns)
  static let examples: [Example] = ["firewall-rules", "firewall-rules --format yaml"]

  var model = ModelOption()
  var output = OutputOption<TableFormat>()
  var juju = JujuOptions()

  func run(in context: CommandContext) throws(Diagnostic) -> Output {
    let place = try context.model(model)
    let firewall = Firewall(on: try context.juju.channel(to: place))
    let storage = try firewall.storage()
    let rules = FirewallRuleView.ordered(try firewall.rules(), storage)
    guard case .list(let list) = try ValueEncoder(.records).encode(rules.map(\.modern)) else {
      return .nothing
    }
    return try output.output(
      .stream(ValueStream(list.values, columns: FirewallRuleView.columns)), in: context,
      document: { () throws(Diagnostic) in try ValueEncoder(.document).encode(rules) },
      table: { (_, _) throws(Diagnostic) in
        var table = Tabular()
        table.add(texts: ["Service", storage == .rules ? "Whitelist subnets" : "Allowlist subnets"])
        for rule in rules.sorted(by: { $0.service < $1.service }) {
          table.add(texts: [rule.service, rule.cidrs.joined(separator: ",")])
        }
        return table.text()
      })
  }
}
