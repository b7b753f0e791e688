import JujuWire

/// A controller of the sandbox.
struct ControllerRecord {
  let id: Int64
  let name: String
  let uuid: String
  /// `3.6.8`.
  let version: String
  let cloud: String
  let cloudType: String
  let region: String
  private(set) var port: Int
  private(set) var caCertificate: String
  /// The secret with which it seals macaroons.
  let seal: String

  static let columns =
    "id, name, uuid, version, cloud, cloud_type, region, port, ca_certificate, seal"

  init(_ row: Row) {
    id = row.id(0)
    name = row.text(1)
    uuid = row.text(2)
    version = row.text(3)
    cloud = row.text(4)
    cloudType = row.text(5)
    region = row.text(6)
    port = row.integer(7)
    caCertificate = row.text(8)
    seal = row.text(9)
  }

  /// Returns the controller as it can be reached.
  func at(_ places: ServedPlaces?) -> ControllerRecord {
    guard let places, let port = places.ports[name] else { return self }
    var controller = self
    controller.port = port
    controller.caCertificate = places.caCertificate
    return controller
  }

  /// Major and minor number of the version.
  var release: (major: Int, minor: Int) {
    let numbers = version.split(separator: ".").map { Int($0) ?? 0 }
    return (numbers.first ?? 0, numbers.dropFirst().first ?? 0)
  }

  /// Before 3.2 firewall rules have a facade; from then on they are settings of the model.
  var hasFirewallRules: Bool { release < (3, 2) }

  var addresses: [HostPort] {
    [HostPort(value: "127.0.0.1", type: "ipv4", scope: "local-machine", port: port)]
  }

  /// The addresses as `host:port`.
  var endpoints: [String] { addresses.map { "\($0.value):\($0.port)" } }
}

extension JujuState {
  private func served(_ row: Row) -> ControllerRecord {
    ControllerRecord(row).at(publication.places)
  }

  func controller(named name: String) throws -> ControllerRecord? {
    try database.first(
      "SELECT \(ControllerRecord.columns) FROM juju_controller WHERE name = ?", name,
      read: served)
  }

  func controller(id: Int64) throws -> ControllerRecord? {
    try database.first(
      "SELECT \(ControllerRecord.columns) FROM juju_controller WHERE id = ?", id,
      read: served)
  }

  /// Returns all controllers, sorted by name.
  func controllers() throws -> [ControllerRecord] {
    try database.rows(
      "SELECT \(ControllerRecord.columns) FROM juju_controller ORDER BY name",
      read: served)
  }
}
