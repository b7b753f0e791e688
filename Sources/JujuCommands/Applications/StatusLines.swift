import Diagnostics
import JujuWire

/// The short forms of `status`: a line per unit, and counts.
enum StatusLines {
  /// `- mysql/0: 10.0.2.1 (agent:idle, workload:active) 3306/tcp`, subordinates indented.
  static func units(_ status: FullStatus) -> String {
    var text = ""
    for (_, application) in NaturalOrder.sorted(status.applications) {
      for (name, unit) in NaturalOrder.sorted(application.units) {
        add(name, unit, indent: "", to: &text)
      }
    }
    return text
  }

  private static func add(
    _ name: String, _ unit: UnitStatus, indent: String, to text: inout String
  ) {
    let ports = unit.openedPorts.isEmpty ? "" : " " + OpenedPorts.text(unit.openedPorts)
    let line =
      "\(name): \(unit.publicAddress) (agent:\(unit.agentStatus.status), "
      + "workload:\(unit.workloadStatus.status))\(ports)"
    text += "\(indent)- " + TerminalText.escaped(line, keepsLines: false) + "\n"
    for (name, subordinate) in NaturalOrder.sorted(unit.subordinates) {
      add(name, subordinate, indent: indent + "  ", to: &text)
    }
  }

  /// In which networks the model is, which ports it opens, and how many machines, units,
  /// applications and consumed offers there are, by state.
  static func summary(_ status: FullStatus) -> String {
    let units = units(of: status)
    let machines = NaturalOrder.sorted(status.machines).map(\.value)
    var networks = Networks()
    for machine in machines { networks.add(machine.dnsName) }
    for unit in units { networks.add(unit.publicAddress) }
    var places = Tabular()
    places.add(texts: ["Running on subnets:", networks.texts.joined(separator: ", "), ""])
    let ports = portLines(units).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in ports.enumerated() {
      let isLast = index == ports.count - 1
      places.add(
        texts: [index == 0 ? " Utilizing ports:" : "", String(line)] + (isLast ? [""] : []))
    }
    var counts = Tabular(alignsRight: true)
    counts.add(texts: ["# Machines:", "(\(machines.count))", ""])
    let states = machines.map { $0.shownStatus.status.rawValue }
    count(states.map { $0.isEmpty ? "pending" : $0 }, in: &counts)
    counts.add(texts: ["# Units:", "(\(units.count))", ""])
    count(units.map { $0.workloadStatus.status.rawValue }, in: &counts)
    counts.add(texts: ["# Applications:", "(\(status.applications.count))", ""])
    for (name, application) in NaturalOrder.sorted(status.applications) {
      counts.add(texts: [name, application.exposed ? "1/1" : "0/1", "exposed", ""])
    }
    counts.add(texts: [" ", ""])
    counts.add(texts: ["# Remote:", "(\(status.remoteApplications.count))", ""])
    for (name, saas) in NaturalOrder.sorted(status.remoteApplications) {
      counts.add(texts: [name, "", saas.offerURL, ""])
    }
    return places.text() + counts.text()
  }

  /// All units, subordinates behind those they belong to.
  private static func units(of status: FullStatus) -> [UnitStatus] {
    NaturalOrder.sorted(status.applications).flatMap { application in
      NaturalOrder.sorted(application.value.units).flatMap { unit in
        [unit.value] + NaturalOrder.sorted(unit.value.subordinates).map(\.value)
      }
    }
  }

  /// The ports of all units. Juju breaks the line before each fourth, and then takes the break for a
  /// part of that port.
  private static func portLines(_ units: [UnitStatus]) -> String {
    let ports = Set(units.flatMap(\.openedPorts)).subtracting([""]).sorted()
    return OpenedPorts.text(
      ports.enumerated().map { index, port in
        index > 0 && index.isMultiple(of: 3) ? "\n" + port : port
      })
  }

  private static func count(_ states: [String], in table: inout Tabular) {
    let counts = Dictionary(states.map { ($0, 1) }, uniquingKeysWith: +)
    for (state, number) in NaturalOrder.sorted(counts) {
      table.add(texts: ["\(state):", " \(number) ", ""])
    }
    table.add(texts: [" ", ""])
  }
}

/// Networks of addresses, each told by the first address that is in it, with the mask that addresses
/// of its class had. What is not an IPv4 address has none.
private struct Networks {
  private(set) var texts: [String] = []
  private var known: [(network: UInt32, mask: UInt32)] = []

  mutating func add(_ address: String) {
    let parts = address.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard parts.count == 4, !parts.contains(nil) else { return }
    let number = parts.reduce(UInt32(0)) { $0 << 8 | UInt32($1 ?? 0) }
    guard !known.contains(where: { number & $0.mask == $0.network }) else { return }
    let length = number >> 31 == 0 ? 8 : number >> 30 == 0b10 ? 16 : 24
    let mask = UInt32.max << (32 - length)
    known.append((number & mask, mask))
    texts.append("\(address)/\(length)")
  }
}
