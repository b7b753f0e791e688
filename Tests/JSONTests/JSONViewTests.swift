import JSON
import Testing

/// Strings as they are written, and decoded.
@Test(arguments: [
  (#""""#, ""), (#""abc""#, "abc"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
  (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\ud83d\ude00!""#, "😀!"), (#""a\ud83d""#, "a\u{FFFD}"),
  (#""\ud83dx""#, "\u{FFFD}x"), (#""\ude00\ud83d\ude00""#, "\u{FFFD}😀"),
  (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
  (#""\u0000""#, "\0"), (#""\\u0041""#, #"\u0041"#), ("\"é😀\u{2028}\"", "é😀\u{2028}"),
])
func decodesStrings(_ text: String, _ decoded: String) throws {
  let view = try JSONBuffer.parse(text).root
  #expect(view.string() == decoded)
  #expect(view.rawText == text)
  let member = try JSONBuffer.parse("{\(text):[\(text)]}").root
  #expect(member.member(decoded)?.elements.map { $0.string() } == [decoded])
  #expect(member.members.map(\.name) == [decoded])
}

/// Numbers as they are written, and as an integer of 64 bits.
@Test(
  arguments: [
    ("0", 0), ("-0", 0), ("42", 42), ("-42", -42), ("1.10", nil), ("1e5", nil), ("1E-2", nil),
    ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9223372036854775808", nil),
    ("-9223372036854775809", nil), ("999999999999999999", 999_999_999_999_999_999),
    ("10000000000000000000000", nil), ("0.1", nil), ("123456.789e3", nil), ("5e-324", nil),
    ("2.2250738585072011e-308", nil), ("1e-400", nil), ("-1e-400", nil), ("1e400", nil),
    ("-1e400", nil), ("0.000e999999999999", nil), ("1.7976931348623157e308", nil),
    ("9007199254740993", 9_007_199_254_740_993), ("0.00000000001e320", nil), ("1000e306", nil),
    ("\(String(repeating: "9", count: 400))", nil),
    ("0.\(String(repeating: "0", count: 400))1", nil),
  ] as [(String, Int64?)])
func readsNumbers(_ text: String, _ integer: Int64?) throws {
  let view = try JSONBuffer.parse(text).root
  let double = Double(text).flatMap { $0.isFinite ? $0 : nil }
  #expect(view.rawText == text)
  #expect(view.int64() == integer)
  #expect(view.double() == double)
  #expect(view.double()?.sign == double?.sign)
  #expect(view.kind == (text.contains { ".eE".contains($0) } ? .float : .int))
}

@Test func readsIntegersWithoutSign() throws {
  let view = try JSONBuffer.parse("[18446744073709551615,18446744073709551616,-0,-1,7]").root
  #expect(view.withCursor { $0.elements.map { $0.uint64() } } == [.max, nil, 0, nil, 7])
}

@Test func viewsKnowWhatTheyAre() throws {
  let text = #"{"n":null, "t":true,"f":false,"i":1,"d":1.5,"s":"x","a":[1, 2],"o":{"p":[]}}"#
  let view = try JSONBuffer.parse(text).root
  #expect(
    view.members.map(\.value.kind) == [
      .null, .bool, .bool, .int, .float, .string, .array, .object,
    ])
  #expect(
    view.members.map(\.value.rawText) == [
      "null", "true", "false", "1", "1.5", #""x""#, "[1, 2]", #"{"p":[]}"#,
    ])
  #expect(view.members.map(\.value.count) == [0, 0, 0, 0, 0, 0, 2, 1])
  #expect(view.members.map { $0.value.bool() } == [nil, true, false, nil, nil, nil, nil, nil])
  #expect(view.members.map(\.value.offset) == [5, 15, 24, 34, 40, 48, 56, 67])
  #expect(view.rawText == text)
  #expect(view.count == 8)
  #expect(view.elements.map(\.rawText) == [])
  #expect(view.member("x") == nil)
  #expect(view.member("o")?.member("p")?.path == "o.p")
}

/// A value by its path, and the path of that value.
@Test func pathsLeadBack() throws {
  let view = try JSONBuffer.parse(#"{"a":[0,{"b c":[[],[true]]}],"é":{"":1}}"#).root
  let element = view.member("a").map { Array($0.elements)[1] }?.member("b c")
  #expect(element?.elements.map(\.path) == [#"a[1]["b c"][0]"#, #"a[1]["b c"][1]"#])
  #expect(view.member("é")?.member("")?.path == #"é[""]"#)
  #expect(view.path == "")
}

/// Of members with the same name the last counts, however it is written.
@Test(arguments: [
  #"{"a":1,"a":2}"#, #"{"a":1,"b":0,"\u0061":2}"#, #"{"\u0061":1,"b":0,"a":2}"#,
  #"{"a":1,"a":3,"a":2,"c":4}"#, #"{"b":{"a":3},"a":2,"c":{"a":1}}"#,
  "{\"a\":1,\((0..<40).map { "\"x\($0)\":0," }.joined())\"a\":2}",
])
func theLastOfEqualNamesCounts(_ text: String) throws {
  #expect(try JSONBuffer.parse(text).root.member("a")?.rawText == "2")
}

@Test func longNamesAreFound() throws {
  let name = String(repeating: "n", count: 200_000)
  let view = try JSONBuffer.parse(#"[{"\#(name)":1,"\#(name)x":2},{"\#(name)":3}]"#).root
  let objects = Array(view.elements)
  #expect(objects[0].member(name)?.rawText == "1")
  #expect(objects[0].member(name + "x")?.rawText == "2")
  #expect(objects[1].member(name)?.rawText == "3")
  #expect(objects[0].members.map(\.name.utf8.count) == [200_000, 200_001])
}

/// A view keeps what it needs when its buffer is otherwise gone.
@Test func viewsKeepTheirBuffer() throws {
  var views: [JSONView] = []
  for number in 0..<100 { views.append(try JSONBuffer.parse(#"{"n":"\#(number)"}"#).root) }
  #expect(views.map { $0.member("n")?.string() } == (0..<100).map(String.init))
}
