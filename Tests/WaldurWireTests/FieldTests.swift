import JSON
import Testing

@testable import WaldurWire

@Suite struct FieldTests {
  private func order(_ text: String) throws -> Order {
    try #require(Order(wire: JSONBuffer.parse(text).root))
  }

  @Test func fieldsAreReadWhenAskedFor() throws {
    let order = try order(
      """
      {"uuid": "7e4a3c1b-0d2e-4f50-9a6b-112233445566", "state": "pending-provider", "cost": "10.00",
       "limits": {"cpu": 10, "ram": "2.50"}, "plan_uuid": null, "brand_new": [1]}
      """)
    #expect(order.uuid?.description == "7e4a3c1b0d2e4f509a6b112233445566")
    #expect(order.state == .pendingProvider)
    #expect(order.cost?.text == "10.00")
    #expect(order.limits?["cpu"]?.text == "10")
    #expect(order.limits?["ram"]?.isQuoted == true)
    #expect(order.json.member("brand_new")?.rawText == "[1]")
  }

  @Test func absentNullAndMalformedAreTold() throws {
    let order = try order(#"{"plan_uuid": null, "uuid": "nothing", "state": "new-state"}"#)
    #expect(order.planUUID == nil)
    guard case .null = order.presence(of: \.planUUID) else { return #expect(Bool(false)) }
    guard case .absent = order.presence(of: \.cost) else { return #expect(Bool(false)) }
    guard case .malformed = order.presence(of: \.uuid) else { return #expect(Bool(false)) }
    guard case .value(let state) = order.presence(of: \.state) else { return #expect(Bool(false)) }
    #expect(state.rawValue == "new-state")
  }

  @Test func onlyWantedFieldsAreComputed() {
    var asked: [String] = []
    func value(_ text: String) -> String {
      asked.append(text)
      return text
    }
    var writer = ObjectWriter()
    let selection = FieldSelection(
      requested: ["name", "backend_id", "nonsense"], of: ResourceFields.self)
    writer.object(selection) { out in
      let fields = ResourceFields.shared
      out.put(fields.name, value("a"))
      out.put(fields.description, value("b"))
      out.put(fields.backendID, nil)
      out.putPresent(fields.planName, value("c"))
    }
    #expect(String(decoding: writer.written(), as: UTF8.self) == #"{"name":"a","backend_id":null}"#)
    #expect(asked == ["a"])
  }

  @Test func unknownNamesAloneSelectEverything() {
    #expect(FieldSelection(requested: ["nonsense"], of: OrderFields.self) == .all)
    #expect(FieldSelection(requested: [], of: OrderFields.self) == .all)
  }

  @Test func nestedObjectsAreWrittenWhole() {
    var writer = ObjectWriter()
    writer.object(FieldSelection(requested: ["components"], of: OfferingFields.self)) { out in
      out.put(list: OfferingFields.shared.components) { out in
        out.object { out in out.put(OfferingComponentFields.shared.type, "cpu") }
      }
      out.put(OfferingFields.shared.name, "x")
    }
    #expect(
      String(decoding: writer.written(), as: UTF8.self) == #"{"components":[{"type":"cpu"}]}"#)
  }

  @Test func namesOfFieldsAreUnique() {
    #expect(Set(OrderFields.names).count == OrderFields.names.count)
    #expect(OrderFields.names.contains("marketplace_resource_uuid"))
    #expect(Set(ResourceFields.names).count == ResourceFields.names.count)
  }

  @Test(arguments: [
    "7E4A3C1B0D2E4F509A6B112233445566", "7e4a3c1b-0d2e-4f50-9a6b-112233445566",
  ])
  func bothSpellingsOfAUUIDAreRead(text: String) {
    #expect(WaldurUUID(text)?.description == "7e4a3c1b0d2e4f509a6b112233445566")
  }

  @Test(arguments: [
    "", "7e4a", "7e4a3c1b0d2e4f509a6b11223344556g", "7e4a3c1b0-d2e-4f50-9a6b-112233445566",
  ])
  func whatIsNoUUIDIsRefused(text: String) { #expect(WaldurUUID(text) == nil) }

  @Test func decimalsKeepTheirDigits() throws {
    for text in ["0", "-0.0000000000", "10.10", "1e5", "12345678901234567890.99"] {
      let view = try JSONBuffer.parse("[\"\(text)\", \(text)]").root
      let both = try #require([WireDecimal](wire: view))
      #expect(both.map(\.text) == [text, text])
      var writer = JSONWriter()
      both.write(to: &writer)
      #expect(String(decoding: writer.written(), as: UTF8.self) == "[\"\(text)\",\(text)]")
    }
    #expect(WireDecimal("10.250")?.fractionDigitCount == 3)
    for text in ["", "x", "1.", ".5", "+1", "1e", "0x1", "1 "] { #expect(WireDecimal(text) == nil) }
  }

  @Test func timesHaveMicrosecondsOnlyWhenThereAreSome() {
    #expect(WaldurTime(microseconds: 1_628_696_185_562_440).text == "2021-08-11T15:36:25.562440Z")
    #expect(WaldurTime(microseconds: 0).text == "1970-01-01T00:00:00Z")
    #expect(WaldurTime(microseconds: -1).text == "1969-12-31T23:59:59.999999Z")
    #expect(WaldurDate(days: 11016).text == "2000-02-29")
  }
}
