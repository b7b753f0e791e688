// Reading a list page by page.
//
// The first page says how many there are; from the second on pages are fetched ahead by threads of
// their own, a few at a time, and handed on in order. Servers count pages by offset, so rows that
// come and go move all rows behind them. A row that came already is left out. Behind each page the
// last row of the page before is asked for once more, alone: where another stands in its place, or
// the count is another, rows may have moved to the page before, which is then read again for those
// that were missed. Meanwhile rows may move again, so all this is said at the end: only rows that
// came behind everything read so far are no matter.

import Diagnostics
package import JSON
import Threads
package import Values
import WaldurWire

/// Reads the pages of a list in order, each row once.
final class PageReader {
  /// What servers give at most; more is cut down to it.
  private static let pageSize = "300"
  /// How many pages may wait to be looked at.
  private static let window = 4

  private let path: String
  private let connection: WaldurConnection
  private let kind: RecordKind
  private let query: Query
  private var shape: Shape?
  private var ahead: PagesAhead?
  private var seen = RecentRows()
  /// The number of the page handed on last, and what it said.
  private var number = 0
  private var last: Page?
  /// How many rows the first page had, which is how many the others have.
  private var pageSize = 0
  /// How many rows were handed on, and whether the list was seen to change.
  private var rowCount = 0
  private var hasChanged = false

  private let workers: Int

  init(
    _ connection: WaldurConnection, _ path: String, _ query: Query, _ kind: RecordKind,
    workers: Int = 2
  ) {
    self.workers = workers
    self.connection = connection
    self.path = path
    self.kind = kind
    var query = query
    if query["page_size"] == nil { query.add("page_size", Self.pageSize) }
    self.query = query
  }

  /// Returns the next page's rows as batches, nil at the end.
  func next() throws(Diagnostic) -> [Batch]? { try nextPage().map(batches) }

  /// Returns the next page, without the rows that came before; nil at the end.
  func nextPage() throws(Diagnostic) -> Page? {
    guard var page = try fetchNext() else {
      end()
      return nil
    }
    if let before = last, page.hasMoved(behind: before) {
      hasChanged = true
      page.missed = try missed(on: number)
    }
    page.dropped = seen.add(page)
    if last == nil { pageSize = page.rowCount }
    number += 1
    last = page
    rowCount += page.keptCount
    return page
  }

  /// Ends the threads; a request that is on its way is waited for.
  func close() {
    ahead?.close()
    ahead = nil
  }

  private func fetchNext() throws(Diagnostic) -> Page? {
    guard let last else {
      return try PageFetching(connection: connection, path: path, query: query, pageSize: 0).page(1)
    }
    guard last.hasNext else { return nil }
    if last.isBeyondEnd(number, pageSize: pageSize) {
      close()
      throw WaldurConnection.malformed(
        path, "it leads on to a page \(number + 1) of a list that has ended")
    }
    if ahead == nil {
      let fetching = PageFetching(
        connection: connection, path: path, query: query, pageSize: last.rowCount)
      ahead = PagesAhead(fetching, workers, Self.window)
    }
    return try ahead?.page(number + 1, lastKnown: max(last.lastNumber ?? 0, number + 1))
  }

  /// Returns the rows of a page, read once more, that were not there when it was read first.
  private func missed(on number: Int) throws(Diagnostic) -> [JSONView] {
    let fetching = PageFetching(
      connection: connection, path: path, query: query, pageSize: 0)
    guard let page = try fetching.page(number) else { return [] }
    let dropped = seen.add(page)
    let rows = page.rows
    return rows.indices.filter { !dropped.contains(Int32($0)) }.map { rows[$0] }
  }

  private func end() {
    close()
    guard let count = last?.count, hasChanged || count != rowCount else { return }
    let counts = count == rowCount ? "" : ": \(rowCount) rows came, the server counts \(count)"
    connection.surroundings.report(
      "WARNING \(WaldurDiagnostic.listChanged.name): the list changed while it was read" + counts)
  }

  private func batches(_ page: Page) -> [Batch] {
    var batches: [Batch] =
      page.missed.isEmpty ? [] : [.values(page.missed.map { kind.value(of: $0) })]
    guard let buffer = page.buffer else { return batches }
    var start: Int32 = 0
    for batch in JSONRecords.batches(buffer, known: &shape, kind: kind) {
      let end = start + Int32(batch.count)
      let kept = (start..<end).filter { !page.dropped.contains($0) }.map { $0 - start }
      switch batch {
      case .records(let rows, nil):
        let selection = kept.count < batch.count ? kept : nil
        batches.append(kind.withoutHidden(rows, selection))
      default: batches.append(batch)
      }
      start = end
    }
    return batches
  }
}

/// One page as it came.
struct Page: Sendable {
  /// nil for a page without rows.
  let buffer: JSONBuffer?
  /// How many rows the list has in all; nil when the list is no paged one.
  let count: Int?
  let hasNext: Bool
  /// The number of the last page.
  let lastNumber: Int?
  /// Rows that belong before this page's.
  var missed: [JSONView] = []
  /// Numbers of rows that came on an earlier page.
  var dropped: Set<Int32> = []

  /// What stood in the place of the last row of the page before when this one had come.
  var boundary: Boundary?

  /// A row by its place in the list.
  struct Boundary: Sendable {
    let row: WaldurUUID?
    let count: Int?
  }

  init(_ answer: HTTPResponse, _ path: String) throws(Diagnostic) {
    do throws(JSONError) {
      buffer = try JSONBuffer.parse(elements: answer.body)
    } catch {
      throw WaldurConnection.malformed(path, error.message)
    }
    let links = answer.pageLinks
    count = answer.resultCount
    hasNext = links.next != nil
    lastNumber = links.last.map { PageLinks.pageNumber(of: $0) ?? 1 }
  }

  var rowCount: Int { buffer?.count ?? 0 }

  /// How many pages more than there should be are believed: rows may come while a list is read.
  private static let patience = 16

  /// Whether this page, of that number, stands far behind the last one there can be. A page without
  /// rows has none behind it.
  func isBeyondEnd(_ number: Int, pageSize: Int) -> Bool {
    if rowCount == 0 { return true }
    let counted = count.map { ($0 + pageSize - 1) / max(1, pageSize) }
    guard let end = [lastNumber, counted].compactMap({ $0 }).max() else { return false }
    return number - Self.patience > end
  }

  /// The last row.
  var lastRow: WaldurUUID? {
    guard let buffer else { return nil }
    return buffer[buffer.count - 1].member("uuid").flatMap { WaldurUUID(wire: $0) }
  }

  /// Whether rows may have moved from this page to the one before since that one was read. They
  /// have not when the list only grew and the row before this page's first is still the same.
  func hasMoved(behind before: Page) -> Bool {
    guard let boundary, let last = before.lastRow else { return count != before.count }
    guard boundary.row == last, let count, let earlier = before.count, let later = boundary.count
    else { return true }
    return count < earlier || later < count
  }

  /// All rows of the page itself.
  var rows: [JSONView] { buffer.map { buffer in (0..<buffer.count).map { buffer[$0] } } ?? [] }

  /// The rows to hand on, in order.
  var keptRows: [JSONView] {
    let rows = rows
    return missed + rows.indices.filter { !dropped.contains(Int32($0)) }.map { rows[$0] }
  }

  var keptCount: Int { missed.count + (buffer?.count ?? 0) - dropped.count }
}

/// The identities of the rows of the last pages: rows move by a few places, so the memory need not
/// be long.
private struct RecentRows {
  private static let pageLimit = 64

  private var known: Set<WaldurUUID> = []
  private var pages: [[WaldurUUID]] = []

  /// Remembers a page's rows and returns the numbers of those that were known. Rows without a uuid
  /// are never known.
  mutating func add(_ page: Page) -> Set<Int32> {
    guard let buffer = page.buffer else { return [] }
    var repeated: Set<Int32> = []
    var new: [WaldurUUID] = []
    let key = Self.identity
    buffer.withRows { rows in
      var hint = 0
      for row in 0..<rows.count {
        let index = rows.fieldIndex(row, key.key, hint: &hint)
        guard index >= 0, let uuid = WaldurUUID(utf8: rows.cursor(at: index).stringContent) else {
          continue
        }
        if known.insert(uuid).inserted { new.append(uuid) } else { repeated.insert(Int32(row)) }
      }
    }
    pages.append(new)
    if pages.count > Self.pageLimit { known.subtract(pages.removeFirst()) }
    return repeated
  }

  private static let identity = JSONFieldName("uuid")
}

extension RecordKind {
  /// Returns an object as a record, without the fields nobody may see.
  package func value(of view: JSONView) -> Value {
    guard view.kind == .object else { return view.value }
    var names: [FieldName] = []
    var values: [Value] = []
    for (text, member) in view.members {
      let name = FieldName.of(text)
      if hidden.contains(name) || names.contains(name) { continue }
      names.append(name)
      values.append(meaning(of: member.value, in: name))
    }
    return .record(Record(Shape(names, kind: self), values))
  }

  /// Returns records, which are of one shape, without the fields nobody may see.
  func withoutHidden(_ rows: RecordBatch, _ selection: [Int32]?) -> Batch {
    let shape = rows.shape(of: 0)
    let open = shape.names.filter { !hidden.contains($0) }
    guard open.count < shape.count else { return .records(rows, selection: selection) }
    return .records(
      ProjectedRows(rows, selection: selection, shape: Shape(open, kind: self), sources: open),
      selection: nil)
  }
}
