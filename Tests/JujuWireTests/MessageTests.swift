import GoldenCases
import JSON
import JujuWire
import TestSupport
import Testing

@Suite struct MessageTests {
  static func fixture(_ name: String) throws -> JSONView {
    let path = "\(Repository.root)/Tests/Fixtures/juju/\(name)"
    return try JSONBuffer.parse(try #require(Repository.text(of: path), "\(path) is missing")).root
  }

  /// What our types drop of it is only what the reference says to ignore.
  @Test func realClientsRequestsSurviveDecodingAndEncoding() throws {
    for event in try #require(Self.fixture("pylibjuju-trace.json").member("events")).elements {
      guard let message = event.member("message") else { continue }
      let facade = message.member("type")?.string() ?? ""
      let method = message.member("request")?.string() ?? ""
      let coding = try #require(
        MethodCoding.named(facade, method), "no types for \(facade).\(method)")
      let written = try normalForm(coding.request(Array(message.rawText.utf8)))
      // The one key that the client writes in another case than we do.
      let expected = (normalForm(message) ?? "{}").replacing("Id:\"1\",", with: "")
      #expect(written.replacing("id:\"1\",", with: "") == expected, "\(facade).\(method)")
    }
  }

  @Test func errorFrameCarriesAnEmptyResponse() throws {
    let error = WireError("an error", code: .notFound)
    let written = try WireJSON.encode(ResponseFrame<Entities>(requestID: 2, error: error))
    #expect(
      String(decoding: written, as: UTF8.self)
        == #"{"request-id":2,"error":"an error","error-code":"not found","response":{}}"#)
    let read = try WireJSON.decode(ResponseFrame<Entities>.self, from: written)
    #expect(read.failure == error && read.response == nil)
  }

  @Test func emptyListsAreWrittenAndErrorsOnlyWhenThereAreSome() throws {
    #expect(
      String(decoding: try WireJSON.encode(QueryApplicationOffersResults()), as: UTF8.self)
        == #"{"results":[]}"#)
    #expect(
      String(decoding: try WireJSON.encode(ErrorResults(results: [ErrorResult()])), as: UTF8.self)
        == #"{"results":[{}]}"#)
  }

  @Test func unknownWordsAndKindsAreKept() throws {
    let text = #"["generation","change",{"a":1}]"#
    let delta = try WireJSON.decode(Delta.self, from: Array(text.utf8))
    #expect(delta.entity.kind == "generation")
    #expect(String(decoding: try WireJSON.encode(delta), as: UTF8.self) == text)
    let role = try WireJSON.decode([EndpointRole].self, from: Array(#"["boss","peer"]"#.utf8))
    #expect(role == [.other("boss"), .peer])
    #expect(String(decoding: try WireJSON.encode(role), as: UTF8.self) == #"["boss","peer"]"#)
  }
}
