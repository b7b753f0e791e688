import JSON
import WaldurWire

/// One request on its way through the server: what it asks, who asks, and the rows it has seen.
///
/// Lives within one transaction. Rows that many others point to are read once.
final class WaldurCall {
  let request: HTTPRequest
  let state: WaldurState
  let generation: ClientGeneration
  let release: WaldurRelease
  let query: Query
  /// Who asks; nil without credentials.
  let viewer: Viewer?
  /// What the path says in the places of the route's parameters.
  let parameters: [String: String]
  let now: Moment
  /// How many objects the answer shows.
  var rowCount = 1
  private var kept: [ObjectIdentifier: [Int64: any WaldurRecord]] = [:]
  /// Rows that will probably be asked for, by kind; read at once when the first of them is.
  private var expected: [ObjectIdentifier: [Int64]] = [:]
  private var keptLists: [RelatedKey: [any WaldurRecord]] = [:]

  private struct RelatedKey: Hashable {
    let type: ObjectIdentifier
    let column: String
    let id: Int64
  }

  init(
    request: HTTPRequest, state: WaldurState, generation: ClientGeneration,
    release: WaldurRelease = .adaptive,
    viewer: Viewer?, parameters: [String: String]
  ) {
    self.request = request
    self.state = state
    self.generation = generation
    self.release = release
    self.viewer = viewer
    self.parameters = parameters
    query = Query(parsing: request.query)
    now = state.now
  }

  var database: Database { state.database }

  /// Returns who asks; throws 401 without one.
  func user() throws -> Viewer {
    guard let viewer else { throw WaldurFault.noCredentials }
    return viewer
  }

  /// Returns a row by its id, which another row names.
  func record<Record: WaldurRecord>(_ type: Record.Type, _ id: Int64) throws -> Record {
    if let known = kept[ObjectIdentifier(type)]?[id] as? Record { return known }
    if let ids = expected.removeValue(forKey: ObjectIdentifier(type)) {
      for row in try state.rows(type, ids: ids) {
        kept[ObjectIdentifier(type), default: [:]][row.id] = row
      }
      return try record(type, id)
    }
    guard let found = try state.find(type, id: id) else { throw WaldurFault.serverError }
    kept[ObjectIdentifier(type), default: [:]][id] = found
    return found
  }

  /// Says that rows will probably be asked for one by one.
  func expect<Record: WaldurRecord>(_ type: Record.Type, _ ids: [Int64]) {
    expected[ObjectIdentifier(type)] = ids
  }

  func optional<Record: WaldurRecord>(_ type: Record.Type, _ id: Int64?) throws -> Record? {
    guard let id else { return nil }
    return try record(type, id)
  }

  /// Returns the rows that name another in a column.
  func related<Record: WaldurRecord>(
    _ type: Record.Type, _ column: String, _ id: Int64, order: String? = nil
  ) throws -> [Record] {
    let key = RelatedKey(type: ObjectIdentifier(type), column: column, id: id)
    if let known = keptLists[key] as? [Record] { return known }
    let found = try state.all(type, SQLCondition("\(column) = ?", id), order: order)
    keptLists[key] = found
    return found
  }

  /// Forgets what was read, after rows were changed.
  func forgetRows() {
    kept = [:]
    keptLists = [:]
    expected = [:]
  }

  // MARK: URLs

  /// The server's own address as the client sees it.
  var host: String { "http://" + (request.headers[HTTPHeaders.Name.host] ?? "localhost") }

  /// Returns the URL of something: `url("users", uuid)`.
  func url(_ parts: String...) -> Cell {
    .string(host + "/api/" + parts.joined(separator: "/") + "/")
  }

  /// Whether the request carries a body.
  var hasBody: Bool { !request.body.isEmpty }
}
