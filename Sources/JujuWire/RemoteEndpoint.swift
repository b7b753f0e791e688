/// An endpoint of an offer.
package struct RemoteEndpoint: Codable, Sendable, Hashable {
  package var name: String
  package var role: EndpointRole
  package var interface: String
  /// The highest number of relations; 0 means no limit.
  package var limit: Int

  package init(name: String, role: EndpointRole, interface: String, limit: Int = 0) {
    self.name = name
    self.role = role
    self.interface = interface
    self.limit = limit
  }
}
