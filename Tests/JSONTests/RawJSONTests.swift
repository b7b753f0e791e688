import JSON
import Testing

@Test(arguments: ["null", "1.10", #""\u0041""#, #"{"b": [1, 2],"a":{}}"#, "[ ]"])
func rawTextPassesThrough(_ text: String) throws {
  struct Holder: Codable { var before: Int, raw: RawJSON, list: [RawJSON], map: [String: RawJSON]? }
  let whole = #"{"before":1,"raw":\#(text),"list":[\#(text),\#(text)],"map":{"k":\#(text)}}"#
  let holder = try JSONDecoding().decode(Holder.self, from: Array(whole.utf8))
  #expect(holder.raw.description == text)
  #expect(holder.raw == holder.map?["k"])
  #expect(holder.raw == (try RawJSON(parsing: " \(text)\n")))
  #expect(holder.raw == (try RawJSON(bytes: Array(text.utf8))))
  #expect(try holder.raw.view().rawText == text)
  #expect(String(decoding: try JSONEncoding().encode(holder), as: UTF8.self) == whole)
  #expect(holder.raw.isNull == (text == "null"))
}

@Test func rawTextMustBeOneValue() {
  #expect(throws: JSONError.self) { try RawJSON(parsing: "1 2") }
  #expect(throws: JSONError.self) { try RawJSON(parsing: "") }
}

@Test func objectsKeepTheirOrder() throws {
  let text = #"{"z":1,"a":2,"m":3,"a":4}"#
  var object = try JSONDecoding().decode(JSONObject<Int>.self, from: Array(text.utf8))
  #expect(object == ["z": 1, "a": 4, "m": 3])
  #expect(object.members.map(\.name) == ["z", "a", "m"])
  #expect(object["a"] == 4 && object["b"] == nil)
  object["b"] = 5
  object["z"] = nil
  object["m"] = 6
  #expect(
    String(decoding: try JSONEncoding().encode(object), as: UTF8.self) == #"{"a":4,"m":6,"b":5}"#)
  #expect(Set([object]).contains(["a": 4, "m": 6, "b": 5]))
  #expect(object != ["m": 6, "a": 4, "b": 5])
}
