/// What the repository of charms tells clients that ask it themselves, beside what controllers say.
package enum Charmhub {
  /// Returns whether a charm only runs beside another one; nil when there is no charm of that name.
  package static func isSubordinate(_ name: String) -> Bool? {
    CharmCatalogue.charm(named: name)?.isSubordinate
  }
}
