/// Names one thing by its tag.
package struct Entity: Codable, Sendable, Hashable {
  package var tag: Tag

  package init(tag: Tag) {
    self.tag = tag
  }
}

/// Names several things by their tags; answers come in the same order.
package struct Entities: Codable, Sendable, Hashable {
  package var entities: [Entity]

  package init(entities: [Entity] = []) {
    self.entities = entities
  }
}
