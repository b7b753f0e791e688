/// Opened ports as Juju 3 tells them: those of a protocol together, in the order of their numbers,
/// neighbours as a range: `80,443,8080-8082/tcp 53/udp`.
enum OpenedPorts {
  static func text(_ ports: [String]) -> String {
    var protocols: [String: [String]] = [:]
    for port in Set(ports).sorted() { protocols[protocolName(port), default: []].append(port) }
    return protocols.sorted { $0.key < $1.key }
      .map { listed($0.value, of: $0.key) }
      .joined(separator: " ")
  }

  /// `/tcp` of `80/tcp`; what has no number, such as `icmp`, is a protocol of its own.
  private static func protocolName(_ port: String) -> String {
    String(port.contains("/") ? port.drop { $0 != "/" } : port[...])
  }

  private static func number(_ port: String) -> String { String(port.prefix { $0 != "/" }) }

  /// The numbers of one protocol with its name behind the last. A range grows in the order of the
  /// texts, as Juju's does: `9` and `10` are none.
  private static func listed(_ ports: [String], of name: String) -> String {
    guard name.hasPrefix("/") else { return name }
    var firstOfRange: [String: String] = [:]
    var lastOfRange: [String: String] = [:]
    var seen: Set<String> = []
    for text in ports.map(number) {
      seen.insert(text)
      guard let value = Int(text), value > 1, seen.contains("\(value - 1)") else { continue }
      let first = firstOfRange["\(value - 1)"] ?? "\(value - 1)"
      firstOfRange[text] = first
      lastOfRange[first] = text
    }
    return ports.map(number)
      .filter { firstOfRange[$0] == nil }
      .sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
      .map { first in lastOfRange[first].map { "\(first)-\($0)" } ?? first }
      .joined(separator: ",") + name
  }
}
