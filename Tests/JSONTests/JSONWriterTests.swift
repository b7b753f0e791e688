import JSON
import Testing

private func written(
  _ layout: JSONWriter.Layout = .compact, _ escaping: JSONWriter.Escaping = .minimal,
  _ body: (inout JSONWriter) -> Void
) -> String {
  var writer = JSONWriter(layout: layout, escaping: escaping)
  body(&writer)
  return String(decoding: writer.written(), as: UTF8.self)
}

private func sample(_ writer: inout JSONWriter) {
  writer.beginObject()
  writer.name("a")
  writer.beginArray()
  writer.int(1)
  writer.beginObject()
  writer.endObject()
  writer.string("x ")
  writer.beginArray()
  writer.endArray()
  writer.endArray()
  writer.name("b ")
  writer.null()
  writer.name("c")
  writer.beginObject()
  writer.name("d")
  writer.bool(true)
  writer.endObject()
  writer.endObject()
}

@Test func writesCommasAndIndents() {
  #expect(written { sample(&$0) } == #"{"a":[1,{},"x ",[]],"b ":null,"c":{"d":true}}"#)
  let indented = """
    {
      "a": [
        1,
        {},
        "x ",
        []
      ],
      "b ": null,
      "c": {
        "d": true
      }
    }
    """
  #expect(written(.indented) { sample(&$0) } == indented)
}

@Test func writesLines() {
  let lines = written { writer in
    for number in 1...2 {
      writer.beginArray()
      writer.int(number)
      writer.endArray()
      writer.endLine()
    }
  }
  #expect(lines == "[1]\n[2]\n")
}

/// A string, how it is written with as few escapes as possible, and as Go writes it.
@Test(arguments: [
  ("", #""""#, #""""#), ("abc/é😀", #""abc/é😀""#, #""abc/é😀""#),
  ("a\"b\\c", #""a\"b\\c""#, #""a\"b\\c""#),
  (
    "\u{0}\u{8}\t\n\u{B}\u{C}\r\u{1F}\u{7F}", "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\u{7F}\"",
    "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\u{7F}\""
  ),
  (
    "<a href=\"x\">&</a>", #""<a href=\"x\">&</a>""#,
    #""\u003ca href=\"x\"\u003e\u0026\u003c/a\u003e""#
  ),
  (
    "\u{2027}\u{2028}\u{2029}\u{202A}€", "\"\u{2027}\u{2028}\u{2029}\u{202A}€\"",
    "\"\u{2027}\\u2028\\u2029\u{202A}€\""
  ),
  ("1234567\"", #""1234567\"""#, #""1234567\"""#),
  ("12345678\"9", #""12345678\"9""#, #""12345678\"9""#),
])
func escapesStrings(_ text: String, _ minimal: String, _ html: String) {
  #expect(written { $0.string(text) } == minimal)
  #expect(written(.compact, .html) { $0.string(text) } == html)
  #expect(written { $0.name(text) } == minimal + ":")
  var utf8 = text
  #expect(utf8.withUTF8 { bytes in written { $0.string(utf8: bytes) } } == minimal)
}

@Test(arguments: [0, 1, -1, 9, 10, -10, 99, 100, 1_234_567_890, .max, .min] as [Int64])
func writesIntegers(_ number: Int64) {
  #expect(written { $0.int(number) } == "\(number)")
}

@Test func writesIntegersOfEveryLength() {
  var number: UInt64 = 1
  for _ in 0..<19 {
    for number in [number - 1, number, number + 1] {
      #expect(written { $0.uint(number) } == "\(number)")
    }
    number *= 10
  }
  for number in [UInt64.max, number] { #expect(written { $0.uint(number) } == "\(number)") }
}

/// Doubles as Go's encoding/json writes them.
@Test(arguments: [
  (0, "0"), (-0.0, "-0"), (1, "1"), (-1.5, "-1.5"), (100, "100"), (0.1, "0.1"),
  (1e20, "100000000000000000000"),
  (1e21, "1e+21"), (1.5e21, "1.5e+21"), (1.2345678901234568e20, "123456789012345680000"),
  (1e-6, "0.000001"), (1.5e-6, "0.0000015"), (9.5e-7, "9.5e-7"), (1e-7, "1e-7"), (1e-10, "1e-10"),
  (1e100, "1e+100"), (.leastNonzeroMagnitude, "5e-324"),
  (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (1.0 / 3, "0.3333333333333333"),
  (5e-7, "5e-7"), (12.34, "12.34"), (1024.0625, "1024.0625"), (.infinity, "null"), (.nan, "null"),
])
func writesDoubles(_ number: Double, _ text: String) throws {
  #expect(written { $0.double(number) } == text)
  guard number.isFinite else { return }
  #expect(try JSONBuffer.parse(text).root.double() == number)
}

@Test(arguments: [(0.1, "0.1"), (16_777_216, "16777216"), (1e-10, "1e-10"), (1e22, "1e+22")])
func writesFloats(_ number: Float, _ text: String) {
  #expect(written { $0.float(number) } == text)
}

/// Values that were read lose their blanks and nothing else.
@Test func writesWhatWasReadAsItWas() throws {
  let text =
    #" { "a" : [ 1.10 , 1e5, 123456789012345678901234567890,-0 ] , "\u0062\/" : "\u00e9<" , "c":{ }}"#
  let view = try JSONBuffer.parse(text).root
  let compact = #"{"a":[1.10,1e5,123456789012345678901234567890,-0],"\u0062\/":"\u00e9<","c":{}}"#
  #expect(written { $0.value(view) } == compact)
  #expect(written(.indented) { $0.value(view) }.filter { $0 != " " && $0 != "\n" } == compact)
}

@Test func keepsMemoryWhenEmptied() {
  var writer = JSONWriter(capacity: 1)
  for _ in 0..<3 {
    sample(&writer)
    #expect(writer.count == 45)
    writer.removeAll()
  }
  #expect(writer.written().isEmpty)
}
