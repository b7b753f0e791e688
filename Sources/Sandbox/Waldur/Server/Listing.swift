import JSON
import WaldurWire

/// A list of the API: its rows, who sees which, and how they are filtered, ordered and shown.
struct Listing<Record: WaldurRecord>: Sendable {
  /// The rows a viewer may see at all; nil stands for somebody who is not signed in.
  let visible: @Sendable (Viewer?, WaldurCall) throws -> Sight
  let filters: [Filter]
  /// What `o` may say, with the column it means.
  let orderings: [(key: String, column: String)]
  /// Those of them that the server of 2024 did not have.
  var recentOrderings: Set<String> = []
  /// Whether a word that is no order is passed over instead of refused.
  var ignoresUnknownOrderings = false
  /// Columns that order the list when nothing is said; ends in something unique.
  let defaultOrder: String
  let representation: Representation<Record>
  /// Tables that filters look at beside the list's own.
  var joins = ""
  /// How the rows of a large table are counted and walked; nil for small ones.
  var tally: Tally?

  // MARK: Lists

  /// Answers a list.
  func list(_ call: WaldurCall, within scope: SQLCondition? = nil) throws -> HTTPResponse {
    let (rows, headers) = try page(call, within: scope)
    return try Paging.response(rows, representation, for: call, headers: headers)
  }

  /// Returns the rows of the page that is asked for, and the headers about it.
  func page(_ call: WaldurCall, within scope: SQLCondition? = nil) throws -> (
    [Record], HTTPHeaders
  ) {
    let search = try search(call, within: scope)
    // The page is found in an index alone; only its own rows are read whole.
    let found: [Int64] =
      search.count == 0
      ? [] : try call.database.rows(search.sql, values: search.values, read: { $0.id(0) })
    let rows = try call.state.rows(Record.self, ids: found)
    return (
      rows,
      Paging.headers(count: search.count, page: search.page, pages: search.pages, for: call)
    )
  }

  /// How the rows of a page are found: the statement that gives their ids, and where they stand.
  struct Search {
    let sql: String
    let values: [any DatabaseValue]
    let count: Int
    let page: Int
    let pages: Int
  }

  /// Returns how the page that is asked for is found; throws for parameters that mean nothing.
  func search(_ call: WaldurCall, within scope: SQLCondition? = nil) throws -> Search {
    let selection = try selection(call, within: scope)
    let order = try order(call)
    let count = try selection.count(of: self, call)
    let paging = Paging(call.query)
    let (page, pages, offset) = try paging.position(in: count)
    let condition = selection.condition
    let hint = try selection.hint(of: self, call, order, count)
    return Search(
      sql: """
        SELECT \(Record.table).id FROM \(Record.table) \(hint) \(joins)
        WHERE \(condition.sql) ORDER BY \(order ?? defaultOrder) LIMIT ? OFFSET ?
        """, values: condition.values + [paging.size, offset], count: count, page: page,
      pages: pages)
  }

  /// Returns one object that the viewer sees; throws 404.
  func one(_ call: WaldurCall, _ parameter: String = "uuid") throws -> Record {
    guard let uuid = WaldurUUID(call.parameters[parameter] ?? "")?.description else {
      throw WaldurFault.notFound("Not found.")
    }
    guard let record = try find(uuid, call) else { throw WaldurFault.noMatch(Record.model) }
    return record
  }

  /// Returns an object by its UUID, if the viewer sees it.
  func find(_ uuid: String, _ call: WaldurCall) throws -> Record? {
    let sight = try visible(call.viewer, call)
    return try call.state.first(
      Record.self, .every([SQLCondition("\(Record.table).uuid = ?", uuid), sight.condition]),
      joins: joins)
  }

  // MARK: Parameters

  private func order(_ call: WaldurCall) throws -> String? {
    let known = orderings.filter {
      call.release != .october2024 || !recentOrderings.contains($0.key)
    }
    // A list that has no order to choose does not know the parameter either.
    guard let asked = call.query["o"], !asked.isEmpty, !known.isEmpty else { return nil }
    var columns: [String] = []
    for key in asked.split(separator: ",", omittingEmptySubsequences: false) {
      let isDescending = key.hasPrefix("-")
      let name = isDescending ? key.dropFirst() : key
      guard let ordering = known.first(where: { $0.key == name }) else {
        if ignoresUnknownOrderings { continue }
        throw WaldurFault.invalid(
          "o", "Select a valid choice. \(key) is not one of the available choices.")
      }
      // As in PostgreSQL, what is missing stands behind everything else.
      columns.append(
        ordering.column + (isDescending ? " DESC NULLS FIRST" : " NULLS LAST"))
    }
    if columns.isEmpty { return nil }
    return (columns + ["\(Record.table).id"]).joined(separator: ", ")
  }

  private func selection(_ call: WaldurCall, within scope: SQLCondition?) throws -> Selection {
    var errors = JSONObject<ErrorDetail>()
    let sight = try visible(call.viewer, call)
    var selection = Selection(tallied: [], others: [])
    selection.add(sight.condition, isTallied: sight.isTallied)
    if let scope { selection.add(scope, isTallied: false) }
    for filter in filters {
      let values = call.query.values(of: filter.name)
      guard !values.isEmpty else { continue }
      if filter.isRecent, call.release == .october2024 { continue }
      do {
        switch try filter.outcome(values, call) {
        case .unfiltered: continue
        case .rows(let condition): selection.add(condition, isTallied: false)
        case .offerings(let condition): selection.add(condition, isTallied: true)
        case .projects(let condition): selection.add(condition, isTallied: true)
        case .states(let words): selection.add(.among("state", words), isTallied: true)
        case .types(let words): selection.add(.among("type", words), isTallied: true)
        }
      } catch let fault as WaldurFault {
        guard fault.response.status == 400,
          case .fields(let fields) = ErrorDetail(body: fault.response.body)
        else { throw fault }
        for (name, detail) in fields.members { errors[name] = detail }
      }
    }
    if !errors.members.isEmpty { throw WaldurFault(400, .fields(errors)) }
    return selection
  }
}

/// What somebody sees of a list.
struct Sight: Sendable {
  var condition: SQLCondition
  /// Whether `condition` looks at nothing but the columns of the tally.
  var isTallied = false

  static let everything = Sight(condition: .all, isTallied: true)
  static let nothing = Sight(condition: .none, isTallied: true)
  static func rows(_ condition: SQLCondition) -> Sight { Sight(condition: condition) }
  static func tallied(_ condition: SQLCondition) -> Sight {
    Sight(condition: condition, isTallied: true)
  }
}

/// The table with how many rows there are of each kind, and the index that has all rows in the
/// list's own order.
struct Tally: Sendable {
  let table: String
  let walk: String
}

/// The rows of a list that are left after all filters.
private struct Selection {
  /// Conditions on the columns of the tally.
  var tallied: [SQLCondition]
  var others: [SQLCondition]

  mutating func add(_ condition: SQLCondition, isTallied: Bool) {
    if condition.sql == SQLCondition.all.sql { return }
    if isTallied { tallied.append(condition) } else { others.append(condition) }
  }

  func count<Record>(of list: Listing<Record>, _ call: WaldurCall) throws -> Int {
    if let tally = list.tally, others.isEmpty {
      return try call.database.first(
        "SELECT coalesce(sum(n), 0) FROM \(tally.table) WHERE \(SQLCondition.every(tallied).sql)",
        values: SQLCondition.every(tallied).values, read: { $0.integer(0) }) ?? 0
    }
    let all = condition
    return try call.state.counts.count(
      "SELECT count(*) FROM \(Record.table) \(list.joins) WHERE \(all.sql)", all.values)
  }

  var condition: SQLCondition { .every(tallied + others) }

  /// Returns the order to walk the whole list where most of it is wanted; elsewhere SQLite finds the
  /// index that leads to the few.
  func hint<Record>(
    of list: Listing<Record>, _ call: WaldurCall, _ order: String?, _ count: Int
  ) throws -> String {
    guard let tally = list.tally, others.isEmpty, tallied.count != 1 || !tallied[0].isOneState
    else { return "" }
    let walks = ["", "\(Record.table).created NULLS LAST, \(Record.table).id"]
    guard walks.contains(order ?? "") || (order ?? "").contains("created DESC") else { return "" }
    let total =
      try call.database.first("SELECT sum(n) FROM \(tally.table)", read: { $0.integer(0) }) ?? 0
    return count * 8 > total ? "INDEXED BY \(tally.walk)" : ""
  }
}

extension SQLCondition {
  /// Whether an index on the state alone finds these rows in their order.
  fileprivate var isOneState: Bool { sql == "state = ?" }
}

/// How many rows a condition leaves, remembered as long as nothing was written.
final class CountCache {
  private let database: Database
  private var version: (Int64, Int) = (-1, -1)
  private var counts: [String: Int] = [:]

  init(database: Database) { self.database = database }

  func count(_ sql: String, _ values: [any DatabaseValue]) throws -> Int {
    let external = try database.first("PRAGMA data_version", read: { $0.integer(0) }) ?? 0
    let current = (database.changeCount, external)
    if current != version || counts.count > 256 {
      counts = [:]
      version = current
    }
    let key = sql + "\u{0}" + values.map { "\($0)" }.joined(separator: "\u{0}")
    if let known = counts[key] { return known }
    let counted = try database.first(sql, values: values, read: { $0.integer(0) }) ?? 0
    counts[key] = counted
    return counted
  }
}
