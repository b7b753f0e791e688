/// What is known of all records of one kind, where servers leave out fields that have nothing to say
/// and write decimal numbers as text.
package final class RecordKind: Sendable {
  /// Every field a record of the kind can have; one that a record lacks reads as null.
  package let names: Set<FieldName>
  /// The fields that a table shows, in order; a record has them all.
  package let shown: [FieldName]
  /// Fields whose text is a decimal number, or whose members' text is.
  package let decimals: Set<FieldName>

  package init(names: [String], shown: [String], decimals: [String]) {
    self.names = Set(names.map(FieldName.of))
    self.shown = shown.map(FieldName.of)
    self.decimals = Set(decimals.map(FieldName.of))
  }

  /// Returns the value of a field as it is meant.
  func meaning(of value: Value, in name: FieldName) -> Value {
    switch value {
    case .string(let text) where decimals.contains(name):
      Decimal(text: text).map { .decimal($0) } ?? value
    case .record(let record) where decimals.contains(name):
      .record(
        Record(
          record.shape,
          record.fields.map { field in
            guard case .string(let text) = field.value else { return field.value }
            return Decimal(text: text).map { .decimal($0) } ?? field.value
          }))
    default: value
    }
  }
}
