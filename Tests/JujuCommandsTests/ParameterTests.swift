import CommandKit
import JujuWire
import Testing
import Values

@testable import JujuCommands

struct ParameterTests {
  private func failure<Parameter: ParameterValue>(
    _ type: Parameter.Type, _ text: String
  ) -> ParameterError? {
    do throws(ParameterError) {
      _ = try Parameter.parse(text)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("mysql", true, "", "mysql"), ("mysql:db", true, "", "mysql:db"),
    ("default.mysql", false, "", "mysql"), ("foo:admin/default.mysql", false, "foo", "mysql"),
    ("/default.mysql", false, "", "mysql"),
  ])
  func readsOffers(_ text: String, _ isBare: Bool, _ source: String, _ name: String) throws {
    let offer = try OfferReference.parse(text)
    #expect(offer.isBare == isBare && offer.url.source == source && offer.url.name == name)
    #expect(offer.value.text == text)
  }

  @Test(
    arguments: [
      (
        "hosted_mysql", "application name \"hosted_mysql\" not valid", 0..<12,
        "names have no underscore: write hosted-mysql"
      ),
      (
        "admin/default", "application offer URL is missing application", 13..<13,
        "write MODEL.OFFER, as in admin/default.mysql; 'find-offers' lists what there is"
      ),
      ("Admin/Default.mysql", "model name \"Default\" not valid", 6..<13, nil),
      ("", "application offer URL is missing model", 0..<0, nil),
    ] as [(String, String, Range<Int>, String?)])
  func saysWhatIsWrongWithAnOffer(
    _ text: String, _ message: String, _ range: Range<Int>, _ hint: String?
  ) {
    let error = failure(OfferReference.self, text)
    #expect(error?.message == message)
    #expect(error?.range == range)
    #expect(error?.hint == hint)
  }

  @Test func anEndpointWithADashNeedsTheController() {
    let error = failure(RemoteOffer.self, "admin/default.mysql:cos-agent")
    #expect(error?.hint?.hasSuffix("CONTROLLER:admin/default.mysql:cos-agent") == true)
  }

  @Test(arguments: [
    ("mediawiki", "mediawiki"), ("mediawiki:db", "mediawiki:db"),
    ("mysql:shared_db", "mysql:shared_db"),
  ])
  func readsLocalEnds(_ text: String, _ description: String) throws {
    guard case .local(let endpoint) = try IntegrationEnd.parse(text).kind else {
      Issue.record("'\(text)' was read as an offer")
      return
    }
    #expect("\(endpoint)" == description)
  }

  @Test(arguments: [
    ("10.0.0.0/8,192.168.0.0/16", ["10.0.0.0/8", "192.168.0.0/16"]),
    ("10.0.0.0/8, 192.168.0.0/16", ["10.0.0.0/8", "192.168.0.0/16"]),
    ("2001:db8::/32", ["2001:db8::/32"]),
  ])
  func readsRanges(_ text: String, _ texts: [String]) throws {
    #expect(try CIDRList.parse(text).cidrs.map(\.text) == texts)
    let list = Value.list(List(texts.map { .string($0) }))
    #expect(try ViaCIDRList.convert(list).cidrs.map(\.text) == texts)
  }

  @Test(arguments: [
    ("10.0.0.1", 0..<8, "a single host is 10.0.0.1/32"),
    ("10.0.0.0/8,::1", 11..<14, "a single host is ::1/128"),
    ("10.0.0.0/8,x", 11..<12, "an address range is written ADDRESS/BITS, as in 10.0.0.0/8"),
  ])
  func saysWhichRangeIsWrong(_ text: String, _ range: Range<Int>, _ hint: String) {
    let error = failure(CIDRList.self, text)
    #expect(error?.range == range && error?.hint == hint)
  }

  @Test(arguments: ["0.0.0.0/0", "10.0.0.0/8,::/0"]) func everythingIsNoViaRange(_ text: String) {
    #expect(failure(ViaCIDRList.self, text)?.message.hasSuffix("not allowed") == true)
    #expect(failure(CIDRList.self, text) == nil)
  }

  @Test(arguments: [("0", 0), ("17", 17)]) func readsRelationNumbers(_ text: String, _ id: Int)
    throws
  {
    #expect(try RelationReference.parse(text).number == id)
  }

  @Test(arguments: ["x", "mysql:db", "prod.mysql", "foo:admin/prod.mysql"])
  func readsRelationNames(_ text: String) throws {
    #expect(try RelationReference.parse(text).number == nil)
  }

  @Test(arguments: ["-1", "+1", "", "a:b:c", "Mysql"])
  func refusesWhatNamesNoRelation(_ text: String) {
    #expect(failure(RelationReference.self, text)?.message == "relation ID \"\(text)\" not valid")
  }

  @Test(
    arguments: [
      ("mem=4G cores=2 arch=arm64", 4096, 2), ("mem=512", 512, nil), ("mem=1.5G", 1536, nil),
    ] as [(String, Int, Int?)])
  func readsConstraints(_ text: String, _ memory: Int, _ cores: Int?) throws {
    let constraints = try ConstraintsText.parse(text).constraints
    #expect(constraints.memory == memory && constraints.cores == cores)
  }

  @Test(arguments: [
    ("mem", "malformed constraint \"mem\""), ("cors=2", "unknown constraint \"cors\""),
    ("cores=-1", "bad \"cores\" constraint: must be a non-negative integer"),
  ])
  func refusesOtherConstraints(_ text: String, _ message: String) {
    #expect(failure(ConstraintsText.self, text)?.message == message)
  }

  @Test(arguments: [("ubuntu@22.04", "22.04/stable"), ("ubuntu@22.04/edge", "22.04/edge")])
  func readsBases(_ text: String, _ channel: String) throws {
    #expect(try BaseName.parse(text).base == OSBase(name: "ubuntu", channel: channel))
  }

  @Test func formatsAreRefusedInJujusWords() {
    #expect(failure(OffersFormat.self, "sumary")?.message == "unknown format \"sumary\"")
    #expect(failure(OffersFormat.self, "sumary")?.hint == "did you mean 'summary'?")
    #expect(failure(DocumentFormat.self, "tabular")?.hint == "write one of yaml, json")
  }
}
