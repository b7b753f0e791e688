import JSON
import Testing

private func encode(_ value: some Encodable, _ encoding: JSONEncoding = JSONEncoding()) throws
  -> String
{
  String(decoding: try encoding.encode(value), as: UTF8.self)
}

private struct Request: Codable, Equatable {
  struct Target: Codable, Equatable { var tag: String }
  var requestID: UInt64
  var type: String
  var force: Bool?
  var targets: [Target]
  var limits: [String: Double]
  var raw: RawJSON

  enum CodingKeys: String, CodingKey {
    case requestID = "request-id"
    case type, force, targets, limits, raw
  }
}

@Test func encodesInOrder() throws {
  var request = Request(
    requestID: 7, type: "Applica<tion>", force: nil,
    targets: [.init(tag: "a/b"), .init(tag: "\n")],
    limits: ["z": 1, "a": 0.5, "é": -2], raw: try RawJSON(parsing: #"{"x": 1.10}"#))
  let text =
    #"{"request-id":7,"type":"Applica<tion>","targets":[{"tag":"a/b"},{"tag":"\n"}],"limits":{"a":0.5,"z":1,"é":-2},"raw":{"x": 1.10}}"#
  #expect(try encode(request) == text)
  #expect(try JSONDecoding().decode(Request.self, from: Array(text.utf8)) == request)
  request.force = false
  #expect(
    try encode(request, JSONEncoding(escaping: .html)).contains(
      #"Applica\u003ction\u003e","force":false"#))
}

@Test func encodesIndented() throws {
  let value: [String: [Int?]] = ["a": [1, nil], "b": []]
  #expect(
    try encode(value, JSONEncoding(layout: .indented)) == """
      {
        "a": [
          1,
          null
        ],
        "b": []
      }
      """)
}

@Test func encodesSimpleValues() throws {
  #expect(try encode("x\"") == #""x\"""#)
  #expect(try encode(1.5) == "1.5")
  #expect(try encode(Float(0.1)) == "0.1")
  #expect(try encode([UInt64.max]) == "[18446744073709551615]")
  #expect(try encode([Int64.min]) == "[-9223372036854775808]")
  #expect(try encode([Int8(-1)]) == "[-1]")
  #expect(try encode(String?.none) == "null")
  #expect(try encode([true, nil]) == "[true,null]")
  #expect(try encode([1: "a"]) == #"{"1":"a"}"#)
}

@Test func aTypeWithoutPropertiesIsAnEmptyObject() throws {
  struct Nothing: Encodable {}
  struct Silent: Encodable { func encode(to encoder: any Encoder) {} }
  #expect(try encode([Nothing(), Nothing()]) == "[{},{}]")
  #expect(try encode(["a": Silent()]) == #"{"a":{}}"#)
  #expect(try encode(Silent()) == "{}")
}

private struct Measured: Encodable {
  struct Entry: Encodable { var value: Double }
  var entries: [Entry]
}

@Test func whatHasNoFormIsAnErrorWithItsPlace() throws {
  let value = ["a": Measured(entries: [.init(value: 1), .init(value: .nan)])]
  let error = try #require(throws: JSONError.self) { try encode([value]) }
  #expect(error.path == "[0].entries[1].value" || error.path == "[0].a.entries[1].value")
  #expect(error.message.hasSuffix("a number that is not finite has no form in JSON"))
}

/// Types that ask for their containers by hand.
private struct ByHand: Encodable {
  enum Key: String, CodingKey { case a, b, c, d }
  var isLate = false

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(1, forKey: .a)
    var list = object.nestedUnkeyedContainer(forKey: .b)
    try list.encode("x")
    var inner = list.nestedContainer(keyedBy: Key.self)
    try inner.encodeNil(forKey: .c)
    try list.encode(2)
    var again = encoder.container(keyedBy: Key.self)
    try again.encode(3, forKey: .d)
    if isLate { try list.encode(4) }
    var single = object.superEncoder().singleValueContainer()
    try single.encode("s")
  }
}

@Test func encodesByHand() throws {
  #expect(try encode([ByHand()]) == #"[{"a":1,"b":["x",{"c":null},2],"d":3,"super":"s"}]"#)
  let error = try #require(throws: JSONError.self) { try encode(ByHand(isLate: true)) }
  #expect(error.message == "a container was used after its parent had gone on")
}

@Test func encodesClassesWithTheirSuperclass() throws {
  class Animal: Encodable { let name = "rex" }
  final class Dog: Animal {
    enum CodingKeys: CodingKey { case age }
    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(3, forKey: .age)
      try super.encode(to: encoder)
    }
  }
  #expect(try encode(Dog()) == #"{"age":3,"name":"rex"}"#)
}
