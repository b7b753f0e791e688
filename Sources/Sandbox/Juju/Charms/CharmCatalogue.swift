import JujuWire

/// The charms of the sandbox's repository. Names, endpoints and interfaces are those of the real
/// charms, trimmed to what cross-model work needs; peers are left out where a charm is a usual
/// first example, so that the relations of a small model count from 0.
enum CharmCatalogue {
  static let charms: [CharmDefinition] = databases + web + observability + platform

  private static let byName = Dictionary(
    charms.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  static func charm(named name: String) -> CharmDefinition? { byName[name] }

  /// Returns what a reference means: `mysql`, `ch:mysql`, `ch:amd64/jammy/mysql-313`.
  static func parse(_ reference: String) -> (name: String, revision: Int?) {
    let path = reference.split(separator: ":").last ?? ""
    let last = path.split(separator: "/").last ?? ""
    if let dash = last.lastIndex(of: "-"), let revision = Int(last[last.index(after: dash)...]) {
      return (String(last[..<dash]), revision)
    }
    return (String(last), nil)
  }

  /// Returns the URL of a charm as a controller writes it; before 3.3 with the base's code name.
  static func url(
    of name: String, revision: Int, baseChannel: String, on controller: ControllerRecord
  ) -> String {
    let series = controller.release < (3, 3) ? seriesName(of: baseChannel) + "/" : ""
    return "ch:amd64/\(series)\(name)-\(revision)"
  }

  /// Returns the code name of an Ubuntu release.
  static func seriesName(of baseChannel: String) -> String {
    switch baseChannel {
    case "18.04": "bionic"
    case "20.04": "focal"
    case "24.04": "noble"
    default: "jammy"
    }
  }

  /// Returns a channel with its track and risk: `stable` is completed with the charm's own track.
  static func channel(_ text: String?, of charm: CharmDefinition) -> String {
    guard let text, !text.isEmpty else { return charm.channel }
    if text.contains("/") { return text }
    let risks = ["stable", "candidate", "beta", "edge"]
    let track = charm.channel.split(separator: "/").first ?? "latest"
    return risks.contains(text) ? "\(track)/\(text)" : "\(text)/stable"
  }
}
