// Reading a list page by page.
//
// The first page says how many there are; from the second on pages are fetched ahead by threads of
// their own, a few at a time, and handed on in order. Servers count pages by offset, so rows that
// come and go move all rows behind them. Two signs tell: a row that was there already is left out,
// and a count that fell means that rows may have moved to the page before, which is then read once
// more for those that were missed. What could not be made good is said at the end.

import Diagnostics
package import JSON
import Threads
package import Values
import WaldurWire

/// Reads the pages of a list in order, each row once.
final class PageReader {
  /// What servers give at most; more is cut down to it.
  private static let pageSize = "300"
  /// How many pages are fetched at the same time, and how many may wait to be looked at.
  private static let workers = 2
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
  /// How many rows were handed on, and whether the list was seen to change.
  private var rowCount = 0
  private var hasChanged = false

  init(
    _ connection: WaldurConnection, _ path: String, _ query: Query, _ kind: RecordKind
  ) {
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
    if let before = last, let old = before.count, let new = page.count, new != old {
      hasChanged = true
      if new < old { page.missed = try missed(on: number) }
    }
    page.dropped = seen.add(page)
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
    guard let last else { return try Page.fetch(1, connection, path, query) }
    guard last.hasNext else { return nil }
    if ahead == nil { ahead = PagesAhead(connection, path, query, Self.workers, Self.window) }
    return try ahead?.page(number + 1, lastKnown: max(last.lastNumber ?? 0, number + 1))
  }

  /// Returns the rows of a page, read once more, that were not there when it was read first.
  private func missed(on number: Int) throws(Diagnostic) -> [JSONView] {
    guard let page = try Page.fetch(number, connection, path, query) else { return [] }
    let dropped = seen.add(page)
    let rows = page.rows
    return rows.indices.filter { !dropped.contains(Int32($0)) }.map { rows[$0] }
  }

  private func end() {
    close()
    guard hasChanged, let count = last?.count, count != rowCount else { return }
    connection.surroundings.report(
      "WARNING \(WaldurDiagnostic.listChanged.name): the list changed while it was read: "
        + "\(rowCount) rows came, the server counts \(count)")
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

  /// Reads a page; nil when there is no such page any more.
  static func fetch(
    _ number: Int, _ connection: WaldurConnection, _ path: String, _ query: Query
  ) throws(Diagnostic) -> Page? {
    var query = query
    if number > 1 { query["page"] = String(number) }
    let answer: HTTPResponse
    do throws(Diagnostic) {
      answer = try connection.get(path, query)
    } catch {
      // Rows were removed meanwhile, and the pages behind them are gone.
      if number > 1, error.id == WaldurDiagnostic.notFound { return nil }
      throw error
    }
    return try Page(answer, path)
  }

  private init(_ answer: HTTPResponse, _ path: String) throws(Diagnostic) {
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

/// Pages on their way: threads fetch those behind the one that is wanted.
private final class PagesAhead: Sendable {
  private struct State {
    /// The next page nobody fetches yet, and the last one to be fetched.
    var next: Int?
    var end = 0
    var done: [Int: Result<Page?, Diagnostic>] = [:]
    var isClosed = false
  }

  private let monitor = Monitor(State())
  private let connection: WaldurConnection
  private let path: String
  private let query: Query
  private let window: Int
  private let threads: Monitor<[WorkerThread]>

  init(
    _ connection: WaldurConnection, _ path: String, _ query: Query, _ workers: Int, _ window: Int
  ) {
    self.connection = connection
    self.path = path
    self.query = query
    self.window = window
    threads = Monitor([])
    let started = (0..<workers).compactMap { _ in
      WorkerThread { [weak self] in
        while let self, self.work() {}
      }
    }
    threads.change { $0 = started }
  }

  /// Waits for a page. `lastKnown` is the number of the last page there is.
  func page(_ number: Int, lastKnown: Int) throws(Diagnostic) -> Page? {
    let isAlone = threads.change { $0.isEmpty }
    if isAlone { return try Page.fetch(number, connection, path, query) }
    monitor.change { state in
      state.next = state.next ?? number
      state.end = min(lastKnown, number + window - 1)
    }
    return try monitor.wait { state in state.done.removeValue(forKey: number) }.get()
  }

  func close() {
    monitor.change { $0.isClosed = true }
    let ended = threads.change { threads in
      defer { threads = [] }
      return threads
    }
    ended.forEach { $0.join() }
  }

  /// Fetches one page; false when there is no more to do.
  private func work() -> Bool {
    let number = monitor.wait { state -> Int?? in
      if state.isClosed { return .some(nil) }
      guard let next = state.next, next <= state.end else { return nil }
      state.next = next + 1
      return next
    }
    guard let number else { return false }
    let result: Result<Page?, Diagnostic>
    do throws(Diagnostic) {
      result = .success(try Page.fetch(number, connection, path, query))
    } catch {
      result = .failure(error)
    }
    monitor.change { $0.done[number] = result }
    return true
  }
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
