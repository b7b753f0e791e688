import JSON
import Synchronization
import Testing
import Values
import WaldurWire

@testable import WaldurClient

/// Rows as a pipe sees them, however servers write them.
@Suite struct RowTests {
  private func rows(_ text: String) throws -> [Record] {
    let server = ListServer([])
    server.state.withLock {
      $0.refusals = [
        HTTPResponse(200, headers: ["X-Result-Count": "1"], body: Array(text.utf8))
      ]
    }
    let stream = server.connection().rows(
      RowRequest("/api/x/", of: ComponentUsageFields.self, shown: ["usage"]))
    var records: [Record] = []
    while let batch = try stream.next() {
      for case .record(let record) in batch.items { records.append(record) }
    }
    return records
  }

  @Test(arguments: [
    ("\"10.00\"", "10.00"), ("10", "10"), ("10.5", "10.5"), ("\"0.0000000000\"", "0.0000000000"),
  ])
  func decimalsAreNumbersHoweverWritten(text: String, shown: String) throws {
    let row = try #require(try rows("[{\"usage\":\(text)}]").first)
    let usage = try #require(row["usage"])
    #expect(usage.text == shown)
    switch usage {
    case .int, .float, .number, .decimal: break
    default: Issue.record("\(usage.text) is no number")
    }
    var writer = JSONWriter()
    try Value.record(row).writeJSON(to: &writer)
    #expect(String(decoding: writer.written(), as: UTF8.self) == "{\"usage\":\(shown)}")
  }

  private func isNull(_ value: Value?) -> Bool {
    if case .null? = value { true } else { false }
  }

  @Test func aFieldThatWasLeftOutIsNullAndOneNobodyKnowsIsNoField() throws {
    let row = try #require(try rows("[{\"usage\":null}]").first)
    #expect(isNull(row["usage"]))
    #expect(isNull(row["type"]))
    #expect(row["no_such_field"] == nil)
    // What came is written as it came: absent stays absent, null stays null.
    var writer = JSONWriter()
    try Value.record(row).writeJSON(to: &writer)
    #expect(String(decoding: writer.written(), as: UTF8.self) == "{\"usage\":null}")
  }

  @Test func bothSpellingsOfAUUIDNameOneObject() {
    let plain = WaldurUUID("99dfda573db64447954ec310ef162d6b")
    #expect(plain != nil)
    #expect(plain == WaldurUUID("99DFDA57-3DB6-4447-954E-C310EF162D6B"))
    #expect(
      plain.map { Lists.orders.path($0) }
        == "/api/marketplace-orders/99dfda573db64447954ec310ef162d6b/")
  }
}
