/// Where a stream's records come from, when less can be asked for than all there is: a server that
/// filters and leaves out fields.
///
/// Whoever reads the stream says what it will not look at before it pulls the first batch. These are
/// hints: what comes may be more, so it is filtered all the same.
package protocol StreamSource: AnyObject {
  /// Records for which one of the tests does not hold will not be looked at.
  func narrow(by tests: [FieldTest])

  /// Only these fields will be looked at; none when only the records themselves count.
  func need(only fields: [FieldName])

  /// The fields that a table of the records shows; nil when it shows all.
  var shownFields: [FieldName]? { get }
}

/// A source seen through a filter that looks at some fields itself.
package final class FilteredSource: StreamSource {
  private let base: any StreamSource
  /// The fields the filter looks at; nil when nobody knows.
  private let fields: [FieldName]?

  package init(_ base: any StreamSource, lookingAt fields: [FieldName]?) {
    self.base = base
    self.fields = fields
  }

  package func narrow(by tests: [FieldTest]) { base.narrow(by: tests) }

  package func need(only wanted: [FieldName]) {
    if let fields { base.need(only: wanted + fields.filter { !wanted.contains($0) }) }
  }

  package var shownFields: [FieldName]? { base.shownFields }
}
