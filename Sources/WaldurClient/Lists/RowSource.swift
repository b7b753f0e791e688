package import Diagnostics
package import Values
package import WaldurWire

/// The rows of a list as a stream: nothing is asked for before somebody looks, and then only what
/// they look at.
final class RowSource: StreamSource {
  // Belongs to the one thread that reads the stream, as the stream does.

  private let connection: WaldurConnection
  private let request: RowRequest
  private var query: Query
  private var hasSelection = false
  /// Whether somebody looks at the uuid, which a selection leaves out otherwise.
  private var needsIdentity = false
  private var pages: PageReader?

  init(_ connection: WaldurConnection, _ request: RowRequest) {
    self.connection = connection
    self.request = request
    query = request.query
  }

  var shownFields: [FieldName]? { request.kind.shown }

  func narrow(by tests: [FieldTest]) {
    guard pages == nil else { return }
    for test in tests {
      // Where the parameter stands already, a second one would mean "or".
      guard test.comparison == .equal, case .string(let text) = test.constant,
        let filter = request.filters.first(where: { $0.field == test.field.text }),
        filter.accepts(text), query[filter.parameter] == nil
      else { continue }
      query.add(filter.parameter, text)
    }
  }

  func need(only fields: [FieldName]) {
    if fields.contains(FieldName.of("uuid")) { needsIdentity = true }
    guard pages == nil, !hasSelection, request.isSelectable, query["field"] == nil else { return }
    // The server ignores names it does not know, and without any other gives everything.
    guard fields.allSatisfy(request.kind.names.contains) else { return }
    hasSelection = true
    let identity = FieldName.of("uuid")
    let isIdentified = request.kind.names.contains(identity)
    for field in fields { query.add("field", field.text) }
    if isIdentified, !fields.contains(identity) { query.add("field", identity.text) }
  }

  func next() throws(Diagnostic) -> [Batch]? {
    let reader: PageReader
    if let pages {
      reader = pages
    } else {
      let kind = needsIdentity ? request.kind.showing(FieldName.of("uuid")) : request.kind
      reader = PageReader(connection, request.path, query, kind)
      pages = reader
    }
    return try reader.next()
  }

  func close() { pages?.close() }
}

extension WaldurConnection {
  /// Returns the rows of a list, fetched when they are looked at.
  package func rows(_ request: RowRequest) -> ValueStream {
    let source = RowSource(self, request)
    var waiting: [Batch] = []
    let check = surroundings.checkInterruption
    return ValueStream(
      columns: request.kind.shown.map(\.text), source: source, close: { source.close() },
      pull: { () throws(Diagnostic) -> Batch? in
        try check()
        while waiting.isEmpty {
          guard let batches = try source.next() else { return nil }
          waiting = batches.reversed()
        }
        return waiting.removeLast()
      })
  }

  /// Returns the rows of several lists one after the other; `like` says what is known of them.
  package func rows(all requests: [RowRequest], like request: RowRequest) -> ValueStream {
    let sources = requests.map { RowSource(self, $0) }
    let all = RowSourceChain(sources, shown: request.kind.shown)
    var current = 0
    var waiting: [Batch] = []
    let check = surroundings.checkInterruption
    return ValueStream(
      columns: request.kind.shown.map(\.text), source: all,
      close: { sources.forEach { $0.close() } },
      pull: { () throws(Diagnostic) -> Batch? in
        try check()
        while waiting.isEmpty {
          guard current < sources.count else { return nil }
          if let batches = try sources[current].next() {
            waiting = batches.reversed()
          } else {
            sources[current].close()
            current += 1
          }
        }
        return waiting.removeLast()
      })
  }

  /// Returns all rows of a list.
  package func all<Fields>(
    _ type: Fields.Type = Fields.self, at path: String, _ query: Query = [:]
  ) throws(Diagnostic) -> [WireObject<Fields>] {
    let reader = PageReader(
      self, path, query, RecordKind(names: [], shown: [], decimals: []))
    defer { reader.close() }
    var objects: [WireObject<Fields>] = []
    while let page = try reader.nextPage() {
      objects += page.keptRows.compactMap { WireObject(wire: $0) }
    }
    return objects
  }

  /// Returns how many rows a list has.
  package func count(at path: String, _ query: Query = [:]) throws(Diagnostic) -> Int {
    guard let count = try head(path, query).resultCount else {
      throw Self.malformed(path, "a list says how many rows it has, and this one does not")
    }
    return count
  }
}

/// Several lists seen as one.
private final class RowSourceChain: StreamSource {
  private let sources: [RowSource]
  let shownFields: [FieldName]?

  init(_ sources: [RowSource], shown: [FieldName]) {
    self.sources = sources
    shownFields = shown
  }

  func narrow(by tests: [FieldTest]) { sources.forEach { $0.narrow(by: tests) } }
  func need(only fields: [FieldName]) { sources.forEach { $0.need(only: fields) } }
}
