import Diagnostics
import JujuWire

/// The two tables of `offers`.
enum OffersTables {
  /// One row per connection, sorted by offer, user and relation; the offer's name only on its first.
  static func connections(
    _ offers: [ApplicationOfferAdminDetails], usesColour: Bool
  ) -> String {
    var table = Tabular()
    table.add(texts: [
      "Offer", "User", "Relation id", "Status", "Endpoint", "Interface", "Role", "Ingress subnets",
    ])
    for offer in offers {
      guard !offer.connections.isEmpty else {
        table.add(texts: [offer.offerName, "-", "", "", "", "", "", ""])
        continue
      }
      let sorted = offer.connections.sorted {
        ($0.username, $0.relationID) < ($1.username, $1.relationID)
      }
      for (index, connection) in sorted.enumerated() {
        table.add(row(connection, of: offer, isFirst: index == 0))
      }
    }
    return table.text(usesColour: usesColour)
  }

  private static func row(
    _ connection: OfferConnection, of offer: ApplicationOfferAdminDetails, isFirst: Bool
  ) -> [Tabular.Cell] {
    let endpoint = offer.endpoints.first { $0.name == connection.endpoint }
    return [
      .init(isFirst ? offer.offerName : ""), .init(connection.username),
      .init(String(connection.relationID)), .status(connection.status.status.rawValue),
      .init(endpoint?.name ?? ""), .init(endpoint?.interface ?? ""),
      .init(endpoint?.role.rawValue ?? ""),
      .init(connection.ingressSubnets.joined(separator: ",")),
    ]
  }

  /// One row per endpoint, sorted by name; what the rows of an offer share only on its first.
  static func summary(_ offers: [ApplicationOfferAdminDetails], store: String) -> String {
    var table = Tabular()
    table.add(texts: [
      "Offer", "Application", "Charm", "Connected", "Store", "URL", "Endpoint", "Interface",
      "Role",
    ])
    for offer in offers {
      let joined = offer.connections.filter { $0.status.status == .joined }.count
      let source = OfferURL.splitSource(offer.offerURL).source
      let shared = [
        offer.offerName, offer.applicationName, offer.charmURL,
        "\(joined)/\(offer.connections.count)", source.isEmpty ? store : source, offer.offerURL,
      ]
      for (index, endpoint) in offer.endpoints.sorted(by: { $0.name < $1.name }).enumerated() {
        let first = index == 0 ? shared : Array(repeating: "", count: shared.count)
        table.add(texts: first + [endpoint.name, endpoint.interface, endpoint.role.rawValue])
      }
    }
    return table.text()
  }
}
