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
  /// Says which other rows those of a page lead to, so that these are read at once.
  var expects: (@Sendable ([Record], WaldurCall) -> Void)?

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
    let rows = try call.state.rows(Record.self, ids: search.ids(call))
    expects?(rows, call)
    return (
      rows,
      Paging.headers(count: search.count, page: search.page, pages: search.pages, for: call)
    )
  }

  /// Returns how the page that is asked for is found; throws for parameters that mean nothing.
  func search(_ call: WaldurCall, within scope: SQLCondition? = nil) throws -> PageSearch {
    var selection = try selection(call, within: scope)
    let order = try order(call)
    if let tally { try selection.dropIdle(tally, call.state.counts) }
    let count = try selection.count(in: Record.table, joins, tally, call.state.counts)
    let paging = Paging(call.query)
    let (page, pages, offset) = try paging.position(in: count)
    return try PageSearch(
      of: selection, in: Record.table, joins, tally, order, count,
      PageSearch.Place(page: page, pages: pages, offset: offset, size: paging.size), call.state)
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

  private func order(_ call: WaldurCall) throws -> ListOrder {
    let usual = tally == nil ? ListOrder(fixed: defaultOrder) : .created(Record.table)
    let known = orderings.filter {
      call.release != .october2024 || !recentOrderings.contains($0.key)
    }
    // A list that has no order to choose does not know the parameter either.
    guard let asked = call.query["o"], !asked.isEmpty, !known.isEmpty else { return usual }
    var order = ListOrder()
    var ordered: Set<String> = []
    for key in asked.split(separator: ",", omittingEmptySubsequences: false) {
      let isDescending = key.hasPrefix("-")
      let name = isDescending ? key.dropFirst() : key
      guard let ordering = known.first(where: { $0.key == name }) else {
        if ignoresUnknownOrderings { continue }
        throw WaldurFault.invalid(
          "o", "Select a valid choice. \(key) is not one of the available choices.")
      }
      // A column that ordered already orders nothing more.
      guard ordered.insert(ordering.column).inserted else { continue }
      order.add(ordering.column, isDescending: isDescending)
    }
    if order.isEmpty { return usual }
    order.settle(by: Record.table + ".id")
    return order
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
