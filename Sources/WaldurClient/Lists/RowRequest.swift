package import Values
package import WaldurWire

/// A list to read: where it is and what is wanted of it.
package struct RowRequest: Sendable {
  package var path: String
  package var query: Query
  /// What is known of the rows.
  package var kind: RecordKind
  /// Whether the server leaves out fields that `field=` does not name.
  package var isSelectable: Bool
  /// Which conditions on fields the server can check.
  package var filters: [RowFilter]

  package init<Fields: WireFields>(
    _ path: String, of fields: Fields.Type, shown: [String], query: Query = [:],
    isSelectable: Bool = true, filters: [RowFilter] = [], hidden: [String] = []
  ) {
    self.path = path
    self.query = query
    self.isSelectable = isSelectable
    self.filters = filters
    kind = RecordKind(
      names: fields.names.filter { !hidden.contains($0) }, shown: shown,
      decimals: fields.decimalNames, times: fields.timeNames, hidden: hidden)
  }

  /// Asks for these fields and no others; the uuid comes along for a command that is fed by it, and
  /// is not shown.
  package mutating func select(_ fields: [String]) {
    kind = RecordKind(
      names: fields, shown: fields, decimals: kind.decimals.map(\.text),
      times: kind.times.map(\.text),
      hidden: kind.hidden.map(\.text) + (fields.contains("uuid") ? [] : ["uuid"]))
    guard isSelectable else { return }
    for field in fields + (fields.contains("uuid") ? [] : ["uuid"]) { query.add("field", field) }
  }
}

/// A condition on a field, that it equals a text, which the server can check.
package struct RowFilter: Sendable {
  let field: String
  /// The name of the query's parameter.
  let parameter: String
  /// Whether the server takes a text for a value; it refuses a whole request for a word it does
  /// not know.
  let accepts: @Sendable (String) -> Bool

  private init(
    _ field: String, _ parameter: String, _ accepts: @escaping @Sendable (String) -> Bool
  ) {
    self.field = field
    self.parameter = parameter
    self.accepts = accepts
  }

  /// A field that holds a UUID.
  package static func uuid(_ field: String, _ parameter: String? = nil) -> RowFilter {
    RowFilter(field, parameter ?? field) { WaldurUUID($0) != nil }
  }

  /// A field that holds a word of a list.
  package static func word<Word: WaldurWord>(_ field: String, _ type: Word.Type) -> RowFilter {
    RowFilter(field, field) { Word(rawValue: $0).isKnown }
  }

  /// A field that the server compares exactly.
  package static func exact(_ field: String, _ parameter: String) -> RowFilter {
    // An empty parameter is none.
    RowFilter(field, parameter) { !$0.isEmpty && !$0.utf8.contains(0) }
  }
}
