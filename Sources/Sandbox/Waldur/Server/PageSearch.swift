// How the page of a list is found. SQLite passes over every row before it, so the way there is made
// short: from the nearer end, or from where a page ended that was read before.

/// The statement that gives the ids of a page's rows, and where they stand.
struct PageSearch {
  struct Place {
    let page: Int
    let pages: Int
    /// How many rows stand before the page's first.
    let offset: Int
    let size: Int
  }

  let sql: String
  let values: [any DatabaseValue]
  let count: Int
  let page: Int
  let pages: Int
  /// Whether the rows come last first.
  private let isReversed: Bool
  /// What to remember where the page ended by; nil where nobody could go on from there.
  private let marked: (condition: SQLCondition, table: String, offset: Int)?

  init(
    of selection: Selection, in table: String, _ joins: String, _ tally: Tally?,
    _ order: ListOrder, _ count: Int, _ place: Place, _ state: WaldurState
  ) throws {
    self.count = count
    (page, pages) = (place.page, place.pages)
    let rows = max(0, min(place.size, count - place.offset))
    let behind = count - place.offset - rows
    var condition = selection.condition
    var (skipped, order) = (place.offset, order)
    var isReversed = false
    if tally != nil, order.isCreated(in: table) {
      marked = (condition, table, place.offset)
      let mark = try state.counts.mark(before: place.offset, of: condition, in: table)
      if let mark, place.offset - mark.offset < behind {
        skipped -= mark.offset
        condition = .every([
          condition,
          SQLCondition("(\(table).created, \(table).id) > (?, ?)", mark.created, mark.id),
        ])
      }
    } else {
      marked = nil
    }
    if behind < skipped, let reversed = order.reversed {
      (skipped, order, isReversed) = (behind, reversed, true)
    }
    self.isReversed = isReversed
    let hint = try Self.hint(tally, selection, order, count, skipped + rows, state)
    // Only what is remembered asks for more than the id: another column may not be in the index.
    let columns = marked == nil ? "\(table).id" : "\(table).id, \(table).created"
    sql = """
      SELECT \(columns) FROM \(table) \(hint) \(joins)
      WHERE \(condition.sql) ORDER BY \(order.sql) LIMIT ? OFFSET ?
      """
    values = condition.values + [rows, skipped]
  }

  /// Returns the ids of the page's rows in their order.
  func ids(_ call: WaldurCall) throws -> [Int64] {
    guard count > 0 else { return [] }
    var last: (id: Int64, created: Int64)?
    var ids: [Int64] = []
    let hasCreated = marked != nil
    for row in try call.database.rows(
      sql, values: values, read: { ($0.id(0), hasCreated ? $0.id(1) : 0) })
    {
      if last == nil || !isReversed { last = row }
      ids.append(row.0)
    }
    if let marked, let last {
      call.state.counts.remember(
        CountCache.Mark(offset: marked.offset + ids.count, created: last.created, id: last.id),
        of: marked.condition, in: marked.table)
    }
    return isReversed ? ids.reversed() : ids
  }

  /// Returns the index to walk where that passes over fewer rows than ordering all that are left
  /// would touch; elsewhere SQLite finds the index that leads to the few.
  private static func hint(
    _ tally: Tally?, _ selection: Selection, _ order: ListOrder, _ count: Int, _ wanted: Int,
    _ state: WaldurState
  ) throws -> String {
    guard let tally, let column = order.walkedColumn, let walk = tally.walks[column], count > 0
    else { return "" }
    if selection.isOneState, column.hasSuffix(".created") { return "" }
    let total = try Selection.total(tally, state.counts)
    // Ordering costs a few times more for a row than passing over it.
    return wanted * (total / count) < 4 * count ? "INDEXED BY \(walk)" : ""
  }
}
