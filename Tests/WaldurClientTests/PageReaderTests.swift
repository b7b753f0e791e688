import Diagnostics
import EffectGate
import Glibc
import Synchronization
import TestSupport
import Testing
import Values
import WaldurWire

@testable import WaldurClient

@Suite struct PageReaderTests {
  private func read(_ server: ListServer, workers: Int = 2) throws -> [Int] {
    let reader = PageReader(
      server.connection(), "/api/x/", [:], RecordKind(names: [], shown: [], decimals: []),
      workers: workers)
    defer { reader.close() }
    var rows: [Int] = []
    while let page = try reader.nextPage() {
      rows += page.keptRows.compactMap { $0.member("n")?.int64().map { Int($0) } }
    }
    return rows
  }

  @Test(arguments: [0, 1, 6, 7, 8, 14, 100])
  func allPagesComeInOrder(count: Int) throws {
    let server = ListServer(Array(0..<count))
    #expect(try read(server) == Array(0..<count))
    #expect(server.state.withLock { $0.reports.isEmpty })
  }

  @Test func aRowThatMovedToThePageBeforeIsFound() throws {
    let server = ListServer(Array(0..<30)) { state in
      if state.requests.count == 2 { state.rows.remove(at: 3) }
    }
    let rows = try read(server, workers: 0)
    #expect(rows == Array(0..<30))
    // Row 3 came and is gone: what came is one more than what there is, and that is said.
    let reports = server.state.withLock { $0.reports }
    #expect(reports.count == 1)
    #expect(reports.first?.contains("30 rows came, the server counts 29") == true)
  }

  @Test func aRowIsFoundAlsoWhenTheCountStaysTheSame() throws {
    let server = ListServer(Array(0..<30)) { state in
      guard state.requests.count == 2 else { return }
      state.rows.remove(at: 3)
      state.rows.append(99)
    }
    let rows = try read(server, workers: 0)
    #expect(rows.filter { $0 < 30 } == Array(0..<30))
    #expect(Set(rows).count == rows.count)
  }

  @Test func aRowThatCameBeforeIsNotRepeated() throws {
    let server = ListServer(Array(0..<30)) { state in
      if state.requests.count == 3 { state.rows.insert(50, at: 0) }
    }
    let rows = try read(server, workers: 0)
    #expect(rows.filter { $0 < 30 } == Array(0..<30))
    #expect(Set(rows).count == rows.count)
    #expect(server.state.withLock { $0.reports.first?.contains("list-changed") } == true)
  }

  @Test func rowsThatComeBehindEverythingAreNoMatter() throws {
    let server = ListServer(Array(0..<30)) { state in
      if state.requests.count % 3 == 2 { state.rows.append(state.rows.count) }
    }
    let rows = try read(server, workers: 0)
    #expect(rows == Array(0..<rows.count))
    #expect(rows.count > 30)
    #expect(server.state.withLock { $0.reports } == [])
  }

  /// Rows come and go at random between requests: every row that was there all the time comes once,
  /// in order, or it is said that the list changed.
  @Test(arguments: 0..<300)
  func randomChangesAreNeverSilent(seed: Int) throws {
    let random = ChangeSource(seed: UInt64(seed))
    let server = ListServer(Array(0..<40)) { random.change(&$0.rows) }
    let rows = try read(server, workers: 0)
    let lasting = Set(0..<40).intersection(server.state.withLock { $0.rows })
    let isTold = server.state.withLock { !$0.reports.isEmpty }
    #expect(Set(rows).count == rows.count, "a row came twice")
    if !isTold {
      #expect(lasting.isSubset(of: rows), "seed \(seed): a row was lost and nobody said so")
    }
  }

  /// One row comes or goes between two requests: every row that was there all the time comes once,
  /// and they come in order.
  @Test(arguments: 0..<200) func oneChangeLosesNothingAndKeepsTheOrder(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let when = Int.random(in: 2...11, using: &random)
    let place = Int.random(in: 0..<40, using: &random)
    let isRemoval = Bool.random(using: &random)
    let server = ListServer(Array(0..<40)) { state in
      guard state.requests.count == when else { return }
      if isRemoval { state.rows.remove(at: place) } else { state.rows.insert(1000, at: place) }
    }
    let rows = try read(server, workers: 0)
    let lasting = (0..<40).filter { !isRemoval || $0 != place }
    let came = rows.filter { $0 != 1000 && (!isRemoval || $0 != place) }
    #expect(came == lasting, "seed \(seed)")
  }

  /// The same with pages that are fetched ahead, by threads whose turns nobody knows.
  @Test(arguments: 0..<100)
  func randomChangesAreNeverSilentWithPagesFetchedAhead(seed: Int) throws {
    let random = ChangeSource(seed: UInt64(seed))
    let server = ListServer(Array(0..<60)) { random.change(&$0.rows) }
    let rows = try read(server, workers: 2)
    let lasting = Set(0..<60).intersection(server.state.withLock { $0.rows })
    #expect(Set(rows).count == rows.count, "a row came twice")
    if server.state.withLock({ $0.reports.isEmpty }) {
      #expect(lasting.isSubset(of: rows), "seed \(seed): a row was lost and nobody said so")
    }
  }

  /// The answer with page 2 comes only when page 3 was asked for as well.
  @Test func pagesAreFetchedAhead() throws {
    let server = ListServer(Array(0..<70)) { _ in }
    let asked = Mutex<Set<String>>([])
    server.meeting.withLock { meeting in
      meeting = { request in
        let page = Query(parsing: request.query)["page"] ?? "1"
        guard Query(parsing: request.query)["page_size"] != "1" else { return }
        asked.withLock { _ = $0.insert(page) }
        guard page == "2" else { return }
        for _ in 0..<1000 where !asked.withLock({ $0.contains("3") }) { usleep(10_000) }
      }
    }
    #expect(try read(server, workers: 2) == Array(0..<70))
    #expect(asked.withLock { $0.contains("3") })
  }

  /// A server whose pages lead on for ever, whatever they say of their number.
  private struct EndlessServer: WaldurTransport {
    let rows: String

    func send(
      _ request: HTTPRequest, to address: WaldurAddress, deadline: ContinuousClock.Instant?,
      checkInterruption: @Sendable () throws(Diagnostic) -> Void
    ) throws(Diagnostic) -> HTTPResponse {
      let page = Query(parsing: request.query)["page"].flatMap { Int($0) } ?? 1
      let links = PageLinks(
        first: "http://h/api/x/?page=1", prev: nil, next: "http://h/api/x/?page=\(page + 1)",
        last: "http://h/api/x/?page=2")
      return HTTPResponse(
        200, headers: ["Link": links.header, "X-Result-Count": "2"], body: Array(rows.utf8))
    }
  }

  @Test(arguments: ["[]", "[{\"n\":1}]"])
  func pagesThatLeadOnForEverAreLeft(rows: String) throws {
    let gate = EffectGate(
      surroundings: EffectGate.Surroundings(report: { _ in }, ask: nil, audit: { _, _ in }))
    let connection = WaldurConnection(
      name: "test", address: try #require(WaldurAddress("https://h/api/")),
      token: try #require(AccessToken("t")),
      surroundings: WaldurConnection.Surroundings(
        transport: EndlessServer(rows: rows), gate: gate))
    let reader = PageReader(
      connection, "/api/x/", [:], RecordKind(names: [], shown: [], decimals: []), workers: 0)
    let error = #expect(throws: Diagnostic.self) {
      for _ in 0..<1000 {
        if try reader.nextPage() == nil { break }
      }
    }
    #expect(error?.id == WaldurDiagnostic.protocolError)
  }

  @Test func aReaderThatIsLeftEarlyEnds() throws {
    let server = ListServer(Array(0..<1000))
    let stream = server.connection().rows(
      RowRequest("/api/x/", of: OrderFields.self, shown: ["uuid"]))
    _ = try stream.next()
    _ = try stream.next()
    stream.finish()
    #expect(server.state.withLock { $0.requests.count } < 20)
  }
}

/// Changes of a list now and then, the same for the same seed.
private final class ChangeSource: @unchecked Sendable {
  // Unchecked: the server calls it under its lock.

  private var random: SeededRandom
  private var next = 100

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  func change(_ rows: inout [Int]) {
    guard Int.random(in: 0..<6, using: &random) == 0 else { return }
    if Bool.random(using: &random), !rows.isEmpty {
      rows.remove(at: Int.random(in: 0..<rows.count, using: &random))
    } else {
      rows.insert(next, at: Int.random(in: 0...rows.count, using: &random))
      next += 1
    }
  }
}
