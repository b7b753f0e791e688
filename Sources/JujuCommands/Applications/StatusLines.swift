import JujuWire

/// The short forms of `status`: a line per unit, and counts.
enum StatusLines {
  /// `- mysql/0: 10.0.2.1 (agent:idle, workload:active) 3306/tcp`, subordinates indented.
  static func units(_ status: FullStatus) -> String {
    var text = ""
    let units = status.applications.values.flatMap(\.units)
      .sorted { NaturalOrder.precedes($0.key, $1.key) }
    for (name, unit) in units { add(name, unit, indent: "", to: &text) }
    return text.isEmpty ? "" : text + "\n"
  }

  private static func add(
    _ name: String, _ unit: UnitStatus, indent: String, to text: inout String
  ) {
    let ports = unit.openedPorts.isEmpty ? "" : " " + unit.openedPorts.joined(separator: ",")
    text +=
      "\n\(indent)- \(name): \(unit.publicAddress) (agent:\(unit.agentStatus.status), "
      + "workload:\(unit.workloadStatus.status))\(ports)"
    let subordinates = unit.subordinates.sorted { NaturalOrder.precedes($0.key, $1.key) }
    for (name, subordinate) in subordinates {
      add(name, subordinate, indent: indent + "  ", to: &text)
    }
  }

  /// How many machines, units and applications there are, by state.
  static func summary(_ status: FullStatus) -> String {
    let units = status.applications.values.flatMap(\.units.values)
    let all = units + units.flatMap(\.subordinates.values)
    var table = Tabular(rightAligned: [0])
    let ports = Set(all.flatMap(\.openedPorts)).sorted()
    table.add(texts: ["Utilizing ports:", ports.joined(separator: ", ")])
    table.add(texts: ["# Machines:", "(\(status.machines.count))"])
    count(status.machines.values.map { $0.agentStatus.status.rawValue }, in: &table)
    table.add(texts: ["# Units:", "(\(all.count))"])
    count(all.map { $0.workloadStatus.status.rawValue }, in: &table)
    table.add(texts: ["# Applications:", "(\(status.applications.count))"])
    for (name, application) in status.applications.sorted(by: { $0.key < $1.key }) {
      table.add(texts: [name, application.exposed ? "exposed" : ""])
    }
    return table.text()
  }

  private static func count(_ states: [String], in table: inout Tabular) {
    for state in Set(states).sorted() {
      table.add(texts: ["\(state):", String(states.filter { $0 == state }.count)])
    }
  }
}
