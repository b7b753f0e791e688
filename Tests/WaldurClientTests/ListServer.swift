import Diagnostics
import EffectGate
import Synchronization
import WaldurWire

@testable import WaldurClient

/// A server with one list, whose rows a test moves between two requests. What cannot happen on
/// demand with a real one: that is why it stands here.
final class ListServer: WaldurTransport {
  struct State {
    var rows: [Int]
    var requests: [HTTPRequest] = []
    var reports: [String] = []
    /// Answers to give before any real one.
    var refusals: [HTTPResponse] = []
    var pauses: [Duration] = []
    /// What was noted of requests that are asked again.
    var notes: [String] = []
    /// Until when each request was waited for.
    var deadlines: [ContinuousClock.Instant?] = []
  }

  let state: Mutex<State>
  /// What happens when a request comes, before anything else.
  let meeting = Mutex<@Sendable (HTTPRequest) -> Void>({ _ in })
  /// What every request fails with, after it has left.
  let failure = Mutex<Diagnostic?>(nil)
  private let change: @Sendable (inout State) -> Void

  init(_ rows: [Int], change: @escaping @Sendable (inout State) -> Void = { _ in }) {
    state = Mutex(State(rows: rows))
    self.change = change
  }

  static func uuid(_ row: Int) -> WaldurUUID { WaldurUUID(high: 7, low: UInt64(row)) }

  func send(
    _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
    checkInterruption: @Sendable () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> HTTPResponse {
    meeting.withLock { $0 }(request)
    state.withLock { $0.deadlines.append(deadline) }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return state.withLock { state in
      state.requests.append(request)
      change(&state)
      if !state.refusals.isEmpty { return state.refusals.removeFirst() }
      return Self.answer(request, state.rows)
    }
  }

  private static func answer(_ request: HTTPRequest, _ rows: [Int]) -> HTTPResponse {
    guard request.method == .get else { return HTTPResponse(200, body: Array("{}".utf8)) }
    let query = Query(parsing: request.query)
    let size = min(query["page_size"].flatMap { Int($0) } ?? 10, 7)
    let page = query["page"].flatMap { Int($0) } ?? 1
    let pages = max(1, (rows.count + size - 1) / size)
    guard page <= pages else {
      return HTTPResponse(404, body: ErrorDetail.detail("Invalid page.").body)
    }
    let part = rows[min((page - 1) * size, rows.count)..<min(page * size, rows.count)]
    let body =
      "[" + part.map { "{\"uuid\":\"\(uuid($0))\",\"n\":\($0)}" }.joined(separator: ",") + "]"
    func url(_ page: Int) -> String { "http://h/api/x/?page=\(page)&page_size=\(size)" }
    let links = PageLinks(
      first: url(1), prev: page > 1 ? url(page - 1) : nil, next: page < pages ? url(page + 1) : nil,
      last: url(pages))
    return HTTPResponse(
      200,
      headers: ["Link": links.header, "X-Result-Count": "\(rows.count)"], body: Array(body.utf8))
  }

  /// A connection to it.
  func connection(gate: EffectGate? = nil, patience: Duration? = nil) -> WaldurConnection {
    let gate =
      gate
      ?? EffectGate(
        surroundings: EffectGate.Surroundings(
          report: { line in self.state.withLock { $0.notes.append(line) } }, ask: nil,
          audit: { _, _ in }))
    return WaldurConnection(
      name: "test", address: WaldurAddress("https://h/api/")!, token: AccessToken("secret-token")!,
      surroundings: WaldurConnection.Surroundings(
        transport: self, gate: gate, patience: patience,
        sleep: { (pause) throws(Diagnostic) in self.state.withLock { $0.pauses.append(pause) } },
        report: { line in self.state.withLock { $0.reports.append(line) } }))
  }
}
