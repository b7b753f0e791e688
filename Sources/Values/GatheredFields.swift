/// The fields of a record as they come one by one, each name once, in the order in which the names
/// first came. However many there are, adding one takes the same time.
package struct GatheredFields {
  package private(set) var names: [FieldName] = []
  package private(set) var values: [Value] = []
  /// Where each name stands; only past the first few, where looking through them is quicker.
  private var places: [FieldName: Int] = [:]
  private static let few = 12

  package init() {}

  package var record: Record { Record(Shape(names), values) }

  package func contains(_ name: FieldName) -> Bool { index(of: name) != nil }

  /// Adds a field, or gives the one of that name another value.
  package mutating func set(_ name: FieldName, _ value: Value) {
    if let index = index(of: name) {
      values[index] = value
      return
    }
    names.append(name)
    values.append(value)
    if names.count == Self.few + 1 {
      for (index, name) in names.enumerated() { places[name] = index }
    } else if names.count > Self.few {
      places[name] = names.count - 1
    }
  }

  private func index(of name: FieldName) -> Int? {
    names.count > Self.few ? places[name] : names.firstIndex(of: name)
  }
}
