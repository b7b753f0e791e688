/// Where the sandbox can be reached from outside while its ports are open. What it says of its own
/// addresses follows from this; the file keeps what it said before.
package struct ServedPlaces: Sendable, Hashable {
  /// The port of each controller, by its name.
  package var ports: [String: Int]
  /// The certificate of the authority that signs for the controllers, PEM.
  package var caCertificate: String
  /// Where what charms are is asked for: models name it to their clients.
  package var charmhubURL: String

  package init(ports: [String: Int], caCertificate: String, charmhubURL: String) {
    self.ports = ports
    self.caCertificate = caCertificate
    self.charmhubURL = charmhubURL
  }
}

/// The places that hold now, shared by all that answers; touched under the sandbox's lock only.
final class Publication {
  var places: ServedPlaces?
}
