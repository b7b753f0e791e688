/// What is known of all records of one kind, where servers leave out fields that have nothing to say
/// and write decimal numbers as text.
package final class RecordKind: Sendable {
  /// Every field a record of the kind can have; one that a record lacks reads as null.
  package let names: Set<FieldName>
  /// The same without what nobody may see, in the order in which they are documented: the columns
  /// of formats that have one header.
  package let columns: [FieldName]
  /// The fields that a table shows, in order.
  package let shown: [FieldName]
  /// Fields whose text is a decimal number, or whose members' text is.
  package let decimals: Set<FieldName>
  /// Fields whose text is a moment; a table leaves out what is below a second, on a terminal below a
  /// minute.
  package let times: Set<FieldName>
  /// Fields nobody may see: tokens.
  package let hidden: Set<FieldName>

  package convenience init(
    names: [String], shown: [String], decimals: [String], times: [String] = [],
    hidden: [String] = []
  ) {
    self.init(
      names.map(FieldName.of), shown.map(FieldName.of), Set(decimals.map(FieldName.of)),
      Set(times.map(FieldName.of)), Set(hidden.map(FieldName.of)))
  }

  private init(
    _ names: [FieldName], _ shown: [FieldName], _ decimals: Set<FieldName>,
    _ times: Set<FieldName>, _ hidden: Set<FieldName>
  ) {
    self.names = Set(names)
    columns = names.filter { !hidden.contains($0) }
    self.shown = shown
    self.decimals = decimals
    self.times = times
    self.hidden = hidden
  }

  /// Returns the kind of records with one field more, which is shown.
  package func adding(_ name: FieldName) -> RecordKind {
    RecordKind(
      columns.contains(name) ? columns : columns + [name],
      shown.contains(name) ? shown : shown + [name], decimals, times,
      hidden)
  }

  /// Returns the kind of records in which a field is not hidden.
  package func showing(_ name: FieldName) -> RecordKind {
    guard hidden.contains(name) else { return self }
    return RecordKind(columns + [name], shown, decimals, times, hidden.subtracting([name]))
  }

  /// Returns the value of a field as it is meant.
  package func meaning(of value: Value, in name: FieldName) -> Value {
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
