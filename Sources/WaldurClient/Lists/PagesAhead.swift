import Diagnostics
import Threads
import WaldurWire

/// Asks for pages.
struct PageFetching: Sendable {
  let connection: WaldurConnection
  let path: String
  let query: Query
  /// How many rows a page really has; 0 asks for no boundary.
  let pageSize: Int

  /// Reads a page; nil when there is no such page any more.
  func page(_ number: Int) throws(Diagnostic) -> Page? {
    var query = query
    if number > 1 { query["page"] = String(number) }
    guard let answer = try answer(query, mayBeGone: number > 1) else { return nil }
    var page = try Page(answer, path)
    if number > 1, pageSize > 0, page.lastRow != nil {
      page.boundary = try boundary(before: number)
    }
    return page
  }

  private func boundary(before number: Int) throws(Diagnostic) -> Page.Boundary {
    var query = query
    query["page_size"] = "1"
    query["page"] = String((number - 1) * pageSize)
    query["field"] = "uuid"
    guard let answer = try answer(query, mayBeGone: true) else {
      return Page.Boundary(row: nil, count: nil)
    }
    let page = try Page(answer, path)
    return Page.Boundary(row: page.lastRow, count: page.count)
  }

  private func answer(_ query: Query, mayBeGone: Bool) throws(Diagnostic) -> HTTPResponse? {
    do throws(Diagnostic) {
      return try connection.get(path, query)
    } catch {
      // Rows were removed meanwhile, and the pages behind them are gone.
      if mayBeGone, error.id == WaldurDiagnostic.notFound { return nil }
      throw error
    }
  }
}

/// Pages on their way: threads fetch those behind the one that is wanted.
final class PagesAhead: Sendable {
  private struct State {
    /// The next page nobody fetches yet, and the last one to be fetched.
    var next: Int?
    var end = 0
    var done: [Int: Result<Page?, Diagnostic>] = [:]
    var isClosed = false
  }

  private let monitor = Monitor(State())
  private let fetching: PageFetching
  private let window: Int
  private let threads: Monitor<[WorkerThread]>

  init(_ fetching: PageFetching, _ workers: Int, _ window: Int) {
    self.fetching = fetching
    self.window = window
    threads = Monitor([])
    let started = (0..<workers).compactMap { _ in
      WorkerThread { [weak self] in
        while let self, self.work() {}
      }
    }
    threads.withLock { $0 = started }
  }

  /// Waits for a page. `lastKnown` is the number of the last page there is.
  func page(_ number: Int, lastKnown: Int) throws(Diagnostic) -> Page? {
    let isAlone = threads.withLock { $0.isEmpty }
    if isAlone { return try fetching.page(number) }
    monitor.withLock { state in
      state.next = state.next ?? number
      state.end = min(lastKnown, number + window - 1)
    }
    return try monitor.wait { state in state.done.removeValue(forKey: number) }.get()
  }

  func close() {
    monitor.withLock { $0.isClosed = true }
    let ended = threads.withLock { threads in
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
      result = .success(try fetching.page(number))
    } catch {
      result = .failure(error)
    }
    monitor.withLock { $0.done[number] = result }
    return true
  }
}
