import JSON
import JujuWire
import TestSupport
import Testing

/// Decodes what goes with one method and encodes it again.
private struct MethodCoding: Sendable {
  let name: String
  let request: @Sendable ([UInt8]) throws -> [UInt8]
  let response: @Sendable ([UInt8]) throws -> [UInt8]

  init<Parameters, Result>(_ method: FacadeMethod<Parameters, Result>) {
    name = "\(method.facade.name).\(method.name)"
    request = {
      try WireJSON.encode(WireJSON.decode(RequestFrame<Parameters>.self, from: $0))
    }
    response = { try WireJSON.encode(WireJSON.decode(ResponseFrame<Result>.self, from: $0)) }
  }

  static let all: [MethodCoding] = [
    MethodCoding(AdminFacade.login), MethodCoding(PingerFacade.ping),
    MethodCoding(ModelManagerFacade.modelInfo), MethodCoding(ModelManagerFacade.list),
    MethodCoding(ModelManagerFacade.listSummaries), MethodCoding(ModelManagerFacade.modifyAccess),
    MethodCoding(ControllerFacade.apiInfoForModels), MethodCoding(ControllerFacade.modifyAccess),
    MethodCoding(ControllerFacade.allModels), MethodCoding(UserManagerFacade.addUser),
    MethodCoding(UserManagerFacade.userInfo), MethodCoding(ApplicationOffersFacade.offer),
    MethodCoding(ApplicationOffersFacade.list), MethodCoding(ApplicationOffersFacade.find),
    MethodCoding(ApplicationOffersFacade.show),
    MethodCoding(ApplicationOffersFacade.consumeDetails),
    MethodCoding(ApplicationOffersFacade.modifyAccess),
    MethodCoding(ApplicationOffersFacade.destroy), MethodCoding(ApplicationFacade.consume),
    MethodCoding(ApplicationFacade.addRelation), MethodCoding(ApplicationFacade.destroyRelation),
    MethodCoding(ApplicationFacade.setRelationsSuspended),
    MethodCoding(ApplicationFacade.destroyConsumedApplications),
    MethodCoding(ApplicationFacade.deployFromRepository), MethodCoding(ModelConfigFacade.get),
    MethodCoding(ModelConfigFacade.set), MethodCoding(ModelConfigFacade.constraints),
    MethodCoding(FirewallRulesFacade.set), MethodCoding(FirewallRulesFacade.list),
    MethodCoding(ClientFacade.watchAll), MethodCoding(ClientFacade.fullStatus),
    MethodCoding(AllWatcherFacade.next), MethodCoding(AllWatcherFacade.stop),
    MethodCoding(CharmsFacade.resolve), MethodCoding(CharmsFacade.add),
  ]

  static func named(_ facade: String, _ method: String) -> MethodCoding? {
    all.first { $0.name == "\(facade).\(method)" }
  }
}

@Suite struct MessageTests {
  static func fixture(_ name: String) throws -> JSONView {
    let path = "\(Repository.root)/Tests/Fixtures/juju/\(name)"
    return try JSONBuffer.parse(try #require(Repository.text(of: path), "\(path) is missing")).root
  }

  /// A vector without a known method tells how unknown ones are refused; it has no types.
  @Test func vectorsSurviveDecodingAndEncoding() throws {
    var count = 0
    for vector in try #require(Self.fixture("api-vectors.json").member("vectors")).elements {
      let id = vector.member("id")?.string() ?? ""
      let request = try #require(vector.member("request"))
      guard
        let coding = MethodCoding.named(
          request.member("type")?.string() ?? "", request.member("request")?.string() ?? "")
      else {
        #expect(id.hasPrefix("unknown-"), "no types for vector \(id)")
        continue
      }
      let written = try coding.request(Array(request.rawText.utf8))
      #expect(try normalForm(written) == normalForm(request), "request of \(id)")
      let response = try #require(vector.member("response"))
      let answered = try coding.response(Array(response.rawText.utf8))
      #expect(try normalForm(answered) == normalForm(response), "response of \(id)")
      count += 1
    }
    #expect(count >= 60)
  }

  /// What our types drop of it is only what the reference says to ignore.
  @Test func realClientsRequestsSurviveDecodingAndEncoding() throws {
    for event in try #require(Self.fixture("pylibjuju-trace.json").member("events")).elements {
      guard let message = event.member("message") else { continue }
      let facade = message.member("type")?.string() ?? ""
      let method = message.member("request")?.string() ?? ""
      let coding = try #require(
        MethodCoding.named(facade, method), "no types for \(facade).\(method)")
      let written = try normalForm(try coding.request(Array(message.rawText.utf8)))
      // The one key that the client writes in another case than we do.
      let expected = try normalForm(message).replacing("Id:\"1\",", with: "")
      #expect(written.replacing("id:\"1\",", with: "") == expected, "\(facade).\(method)")
    }
  }

  @Test func framesAreTaken() throws {
    let framing = try #require(Self.fixture("api-vectors.json").member("framing"))
    for frame in try #require(framing.member("cases")).elements {
      let id = frame.member("id")?.string() ?? ""
      let bytes = Array(try #require(frame.member("json")).rawText.utf8)
      let isRequest = id.contains("request")
      do {
        let written: [UInt8]
        if isRequest {
          let request = try WireJSON.decode(RequestFrame<RawJSON>.self, from: bytes)
          try request.checkForm()
          written = try WireJSON.encode(request)
        } else {
          let response = try WireJSON.decode(ResponseFrame<RawJSON>.self, from: bytes)
          try response.checkForm()
          written = try WireJSON.encode(response)
        }
        #expect(try normalForm(written) == normalForm(bytes), "\(id)")
        #expect(frame.member("rejected") == nil, "\(id)")
      } catch let error as FrameFormError {
        #expect(frame.member("rejected")?.string() == error.description, "\(id)")
      }
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

func normalForm(_ view: JSONView) throws -> String { normalForm(view) ?? "{}" }
