import JSON
import JujuWire

extension UnitStatus {
  /// What the unit says in a table, with what its agent does before it: `(config-changed) setting
  /// up`. A unit that is still being placed says what its agent says.
  func message(of name: String, in status: FullStatus) -> String {
    var text = workloadText(of: name, in: status)
    if text.isEmpty, agentStatus.status.rawValue == "allocating" { text = agentStatus.info }
    return deed.map { "(\($0)) \(text)" } ?? text
  }

  /// What the workload says. A unit that failed in a relation names the other end of it.
  func workloadText(of name: String, in status: FullStatus) -> String {
    guard workloadStatus.status == .error, let id = failedRelation,
      let relation = status.relations.first(where: { $0.id == id }),
      let other = relation.endpoints.first(where: { !name.hasPrefix($0.application + "/") })
    else { return workloadStatus.info }
    return "\(workloadStatus.info) for \(other.application):\(other.name)"
  }

  private var failedRelation: Int? {
    guard let number = (try? workloadStatus.data?.view())?.member("relation-id")?.int64() else {
      return nil
    }
    return Int(number)
  }

  /// The hook or action that the agent runs, taken from what it says.
  private var deed: String? {
    guard agentStatus.status.rawValue == "executing" else { return nil }
    let words = agentStatus.info.split(separator: " ")
    for (index, word) in words.enumerated() where word == "running" && index + 1 < words.count {
      let behind = words[(index + 1)...]
      if behind.dropFirst().first == "hook", Self.hooks.contains(behind[index + 1]) {
        return String(behind[index + 1])
      }
      if behind.first == "action", behind.count > 1 {
        return behind.dropFirst().joined(separator: " ")
      }
    }
    return nil
  }

  private static let hooks: Set<Substring> = [
    "install", "start", "config-changed", "upgrade-charm", "stop", "remove", "action",
    "collect-metrics", "meter-status-changed", "leader-elected", "leader-deposed",
    "leader-settings-changed", "update-status", "pre-series-upgrade", "post-series-upgrade",
    "relation-created", "relation-joined", "relation-changed", "relation-departed",
    "relation-broken",
  ]
}
