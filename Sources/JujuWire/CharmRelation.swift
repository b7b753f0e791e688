/// An endpoint as a charm declares it.
package struct CharmRelation: Codable, Sendable, Hashable {
  package var name: String
  package var role: EndpointRole
  package var interface: String
  package var optional: Bool
  /// The highest number of relations; 0 means no limit.
  package var limit: Int
  package var scope: RelationScope

  package init(
    name: String, role: EndpointRole, interface: String, optional: Bool = false, limit: Int = 0,
    scope: RelationScope = .global
  ) {
    self.name = name
    self.role = role
    self.interface = interface
    self.optional = optional
    self.limit = limit
    self.scope = scope
  }
}
