import JSON
import Testing

private struct Offer: Codable, Equatable {
  struct Endpoint: Codable, Equatable {
    var name: String
    var limit: Int8
  }

  enum State: String, Codable { case active, ended }

  var url: String
  var users: Int
  var share: Double
  var isOpen: Bool
  var endpoints: [Endpoint]
  var tags: [String: String]
  var note: String?
  var parent: [Endpoint]?

  enum CodingKeys: String, CodingKey {
    case url = "offer-url"
    case users, share
    case isOpen = "is-open"
    case endpoints, tags, note, parent
  }
}

private struct Stated: Codable, Equatable { var state: Offer.State }

private let offer = """
  {"offer-url":"a/b.c","users":3,"share":0.5,"is-open":true,"endpoints":[{"name":"db","limit":-1}],
   "tags":{"x":"1","y":"2"},"note":null}
  """
private let go = JSONDecoding(keyMatching: .caseInsensitive, zeroValues: true)

private func decode<Value: Decodable>(
  _ type: Value.Type, _ text: String, _ options: JSONDecoding = JSONDecoding()
) throws -> Value {
  try options.decode(type, from: Array(text.utf8))
}

@Test func decodesARecordInAnyOrder() throws {
  let expected = Offer(
    url: "a/b.c", users: 3, share: 0.5, isOpen: true, endpoints: [.init(name: "db", limit: -1)],
    tags: ["x": "1", "y": "2"], note: nil, parent: nil)
  #expect(try decode(Offer.self, offer) == expected)
  #expect(try decode(Offer.self, offer, go) == expected)
  let shuffled = """
    {"tags":{"y":"2","x":"1"},"extra":{"url":1},"endpoints":[{"more":[{}],"limit":-1,"name":"db"}],
     "is-open":true,"users":9,"share":5e-1,"users":3,"\\u006fffer-url":"a/b.c"}
    """
  #expect(try decode(Offer.self, shuffled) == expected)
}

/// A text that does not decode as a list of offers, with the message, which names the path.
@Test(arguments: [
  ("{}", "expected an array, found an object"),
  ("[{}]", "[0]: the member \"offer-url\" is missing"),
  (#"[{"offer-url":1}]"#, "[0].offer-url: expected a string, found an integer"),
  (#"[{"offer-url":"","users":"1"}]"#, "[0].users: expected an integer, found a string"),
  (
    #"[{"offer-url":"","users":1.0}]"#,
    "[0].users: expected an integer, found a number with a fraction"
  ),
  (#"[{"offer-url":"","users":9223372036854775808}]"#, "[0].users: a number does not fit Int"),
  (#"[{"offer-url":"","users":1,"share":1e999}]"#, "[0].share: a number does not fit Double"),
  (#"[{"offer-url":"","users":1,"share":true}]"#, "[0].share: expected a number, found a boolean"),
  (
    #"[{"offer-url":"","users":1,"share":1,"is-open":null}]"#,
    "[0].is-open: expected a boolean, found null"
  ),
  (
    #"[{"offer-url":"","users":1,"share":1,"is-open":true,"endpoints":[{"name":"","limit":128}]}]"#,
    "[0].endpoints[0].limit: a number does not fit Int8"
  ),
  (
    #"[{"offer-url":"","users":1,"share":1,"is-open":true,"endpoints":[3]}]"#,
    "[0].endpoints[0]: expected an object, found an integer"
  ),
  (
    #"[{"offer-url":"","users":1,"share":1,"is-open":true,"endpoints":[],"tags":{"x y":[]}}]"#,
    #"[0].tags["x y"]: expected a string, found an array"#
  ),
  ("[1", "the text ends in the middle of a value"),
])
func decodingErrorsNameTheirPlace(_ text: String, _ message: String) throws {
  let error = try #require(throws: JSONError.self) { try decode([Offer].self, text) }
  #expect(error.message == message)
  #expect(error.offset != nil)
}

@Test func errorsOfTypesGetTheirPlace() throws {
  let error = try #require(throws: JSONError.self) {
    try decode([Stated].self, #"[{"state":"active"}, {"state":"lost"}]"#)
  }
  #expect(error.path == "[1].state")
  #expect(error.offset == 30)
  #expect(error.message.contains("lost"))
  #expect(try decode(Stated.self, #"{"state":"ended"}"#) == Stated(state: .ended))
}

@Test func zeroValuesStandForWhatIsMissingOrNull() throws {
  let zero = Offer(
    url: "", users: 0, share: 0, isOpen: false, endpoints: [], tags: [:], note: nil, parent: nil)
  #expect(try decode(Offer.self, "{}", go) == zero)
  #expect(try decode(Offer.self, "null", go) == zero)
  let nulls =
    #"{"offer-url":null,"users":null,"share":null,"is-open":null,"endpoints":null,"tags":null}"#
  #expect(try decode(Offer.self, nulls, go) == zero)
  struct Outer: Decodable { var offer: Offer, raw: RawJSON, list: [[Int]], count: UInt64 }
  let outer = try decode(Outer.self, #"{"list":[null,[null,1]]}"#, go)
  #expect(outer.offer == zero)
  #expect(outer.raw == .null)
  #expect(outer.list == [[], [0, 1]])
  #expect(throws: JSONError.self) { try decode(Offer.self, #"{"users":"1"}"#, go) }
  #expect(throws: JSONError.self) { try decode(Offer.self, "[]", go) }
}

@Test func namesMatchWithoutCaseWhenAskedTo() throws {
  struct Named: Decodable { var requestID: Int, other: Int? }
  #expect(throws: JSONError.self) { try decode(Named.self, #"{"RequestId":1}"#) }
  #expect(try decode(Named.self, #"{"RequestId":1}"#, go).requestID == 1)
  #expect(try decode(Named.self, #"{"requestID":1,"RequestId":2}"#, go).requestID == 1)
  #expect(try decode(Named.self, #"{"REQUESTID":1,"\u0072equestid":2}"#, go).requestID == 2)
  #expect(try decode(Named.self, #"{"request[D":1,"OTHER":3}"#, go).other == 3)
}

@Test func decodesSimpleTypes() throws {
  #expect(try decode([Int?].self, "[1,null,3]") == [1, nil, 3])
  #expect(try decode([UInt64].self, "[18446744073709551615,0]") == [.max, 0])
  #expect(try decode([UInt8].self, "[0,255]") == [0, 255])
  #expect(try decode([Float].self, "[0.5,1]") == [0.5, 1])
  #expect(try decode([Double].self, "[1,2.5,1e3]") == [1, 2.5, 1000])
  #expect(
    try decode([String: [Bool]].self, #"{"a":[true],"b":[],"a":[false]}"#) == [
      "a": [false], "b": [],
    ])
  #expect(try decode(String?.self, "null") == nil)
  #expect(try decode([Int: String].self, #"{"1":"a"}"#) == [1: "a"])
  #expect(throws: JSONError.self) { try decode([UInt8].self, "[-1]") }
  #expect(throws: JSONError.self) { try decode([UInt].self, "[-1]") }
  #expect(throws: JSONError.self) { try decode([Float].self, "[1e39]") }
}

/// Types that ask for their containers by hand.
@Test func decodesByHand() throws {
  struct Pair: Decodable {
    var first: Int, second: String, rest: [Int]
    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      first = try list.decode(Int.self)
      second = try list.decode(String.self)
      rest = []
      var nested = try list.nestedUnkeyedContainer()
      while !nested.isAtEnd {
        if try !nested.decodeNil() { rest.append(try nested.decode(Int.self)) }
      }
      if list.isAtEnd { return }
      throw DecodingError.dataCorruptedError(in: list, debugDescription: "too long")
    }
  }
  let pair = try decode(Pair.self, #"[1,"b",[1,null,3]]"#)
  #expect(pair.first == 1 && pair.second == "b" && pair.rest == [1, 3])
  let tooLong = try #require(throws: JSONError.self) { try decode([Pair].self, #"[[1,"b",[],4]]"#) }
  #expect(tooLong.message == "[0]: too long")
  let tooShort = try #require(throws: JSONError.self) { try decode(Pair.self, "[1]") }
  #expect(tooShort.message == "an array of 1 elements ends too early")
}

@Test func decodesClassesWithTheirSuperclass() throws {
  class Animal: Decodable { let name: String }
  final class Dog: Animal {
    let age: Int
    enum CodingKeys: CodingKey { case age }
    required init(from decoder: any Decoder) throws {
      age = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .age)
      try super.init(from: decoder)
    }
  }
  let dog = try decode(Dog.self, #"{"name":"rex","age":3}"#)
  #expect(dog.name == "rex" && dog.age == 3)
}
